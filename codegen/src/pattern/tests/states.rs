//! The states and edges of an automaton lead where matching says.

use std::collections::BTreeSet;

use super::super::pattern_states::{Automaton, Ranges};
use super::Matcher;
use super::texts::Random;

const PATTERNS: [&str; 12] = [
    "^arn:[a-z]{3,5}$",
    "arn:aws",
    "^[a-z0-9](-*[a-z0-9]){0,62}$",
    r"^(arn:(aws[a-zA-Z-]*)?:lambda:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?$",
    r"^[\p{L}\p{N}_.:/=+@-]{1,256}$",
    "^größe(é|ü)*$",
    r"^a[^\x00]{1,240}\.csv$",
    r"^(?=.{20,300}$)arn:[a-z-]*:[a-z0-9-]+:\d{12}:secret:[a-z]+",
    "^[ab]*a.{9}$",
    "^.{5,2500}$",
    "^[a-z]{3}|[0-9]{4}$",
    r"^(?!aws).*(?<!-)$",
];

/// Walks at random, and compares each state with what matching says of the text so far.
#[test]
fn states_accept_what_matches() {
    for pattern in PATTERNS {
        let matcher = Matcher::new(pattern);
        let automaton = Automaton::read(&matcher.sets, &matcher.program).unwrap();
        let mut random = Random(1);
        let (mut accepted, mut refused) = (0, 0);
        for _ in 0..60 {
            let (mut state, mut text) = (automaton.start(), String::new());
            for _ in 0..60 {
                let accepts = automaton.accepts(&state);
                assert_eq!(accepts, matcher.matches(&text), "{pattern} {text:?}");
                *if accepts { &mut accepted } else { &mut refused } += 1;
                let edges = automaton.edges(&state);
                assert_disjoint(edges.iter().map(|(ranges, _)| ranges));
                if edges.is_empty() {
                    break;
                }
                let (ranges, next) = random.pick(&edges);
                let (from, to) = *random.pick(ranges);
                let c = [from, to, from.midpoint(to)][random.below(3)];
                let Some(c) = char::from_u32(c) else { break };
                text.push(c);
                state = next.clone();
            }
        }
        assert!(accepted > 0 && refused > 0, "{pattern}: {accepted} {refused}");
    }
}

fn assert_disjoint<'a>(ranges: impl Iterator<Item = &'a Ranges>) {
    let mut ranges: Vec<(u32, u32)> = ranges.flatten().copied().collect();
    ranges.sort_unstable();
    assert!(ranges.iter().all(|(from, to)| from <= to));
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0), "{ranges:?}");
}

/// A code point without an edge ends every match.
#[test]
fn no_other_code_point_leads_on() {
    for pattern in PATTERNS {
        let matcher = Matcher::new(pattern);
        let automaton = Automaton::read(&matcher.sets, &matcher.program).unwrap();
        let edges = automaton.edges(&automaton.start());
        for c in ('\0'..'\u{250}').chain(['\u{4E00}', '\u{10FFFF}']) {
            let leads = edges.iter().any(|(ranges, _)| {
                ranges.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(c)))
            });
            let found = ["", "a", "rn:aws", "rößeé"]
                .iter()
                .any(|rest| matcher.matches(&format!("{c}{rest}")));
            assert!(leads || !found, "{pattern} {c:?}");
        }
    }
}

/// From every state of a pattern in one part, a text goes on to an accepting one.
#[test]
fn every_state_leads_to_an_accepting_one() {
    let matcher = Matcher::new(PATTERNS[3]);
    let automaton = Automaton::read(&matcher.sets, &matcher.program).unwrap();
    let mut seen = BTreeSet::from([automaton.start()]);
    let mut open = vec![automaton.start()];
    while let Some(state) = open.pop() {
        let edges = automaton.edges(&state);
        assert!(automaton.accepts(&state) || !edges.is_empty());
        let new: Vec<_> = edges
            .into_iter()
            .map(|(_, next)| next)
            .filter(|next| seen.insert(next.clone()))
            .collect();
        open.extend(new);
    }
    assert!((30..300).contains(&seen.len()), "{}", seen.len());
}
