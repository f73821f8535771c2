//! Creates texts from the automaton of a pattern. Every run creates the same.

use std::collections::BTreeSet;

use super::pattern;
use super::pattern_states::{Automaton, Ranges, State};

/// About how long the matching texts are, where the pattern leaves it open.
const LENGTHS: [usize; 4] = [10, 20, 40, 80];
/// The greatest number of states that are searched for an accepting one.
const MAX_SEARCHED: usize = 20_000;
/// Code points that replace one of a matching text.
const OTHERS: [char; 12] = ['!', ' ', '/', '-', '.', ':', '_', 'a', 'Z', '0', '\n', '\u{7F}'];

/// Returns texts of each kind; a kind without texts is left out, because the pattern matches nearly everything.
pub fn create(sets: &[u8], program: &[u8]) -> Vec<(&'static str, Vec<String>)> {
    let automaton = Automaton::read(sets, program).expect("the generator wrote the automaton");
    let mut random = Random(1);
    let matching: Vec<String> =
        LENGTHS.iter().map(|length| create_matching(&automaton, *length, &mut random)).collect();
    let refused = |edit: fn(&str, char) -> Option<String>| -> Vec<String> {
        let edited = |text: &String| {
            let edited = OTHERS.iter().filter_map(|c| edit(text, *c));
            edited.into_iter().find(|text| !pattern::matches(sets, program, text))
        };
        matching.iter().filter_map(edited).collect()
    };
    let near = refused(|text, c| replace(text, text.chars().count() / 2, c));
    let early = refused(|text, c| replace(text, 0, c));
    let late = refused(|text, c| replace(text, text.chars().count().checked_sub(1)?, c));
    let long = refused(|text, c| Some(format!("{text}{c}")));
    let kinds = [("match", matching), ("near", near), ("early", early), ("late", late), ("long", long)];
    kinds.into_iter().filter(|(_, texts)| !texts.is_empty()).collect()
}

/// Replaces the code point at an index.
fn replace(text: &str, index: usize, c: char) -> Option<String> {
    let (at, old) = text.char_indices().nth(index)?;
    Some(format!("{}{c}{}", &text[..at], &text[at + old.len_utf8()..]))
}

/// Walks at random until the text is long enough, then by the shortest way to an accepting state.
fn create_matching(automaton: &Automaton<'_>, length: usize, random: &mut Random) -> String {
    let (mut state, mut text) = (automaton.start(), String::new());
    while text.chars().count() < length {
        if automaton.accepts(&state) && text.len() > length / 2 && random.below(12) == 0 {
            return text;
        }
        let edges = automaton.edges(&state);
        let weights: Vec<usize> = edges.iter().map(|(ranges, _)| weight(ranges)).collect();
        let sum: usize = weights.iter().sum();
        if sum == 0 {
            break;
        }
        let mut chosen = random.below(sum);
        let edge = edges.iter().zip(&weights).find(|(_, weight)| {
            let is_chosen = chosen < **weight;
            chosen = chosen.wrapping_sub(**weight);
            is_chosen
        });
        let Some(((ranges, next), _)) = edge else { break };
        text.push(choose(ranges, random));
        state = next.clone();
    }
    complete(automaton, state, text, random).expect("an accepting state is near")
}

/// Goes on with a text by the shortest way to an accepting state.
fn complete(
    automaton: &Automaton<'_>,
    state: State,
    text: String,
    random: &mut Random,
) -> Option<String> {
    let mut seen = BTreeSet::from([state.clone()]);
    let mut open = vec![(state, text)];
    let mut index = 0;
    while index < open.len().min(MAX_SEARCHED) {
        let (state, text) = open[index].clone();
        if automaton.accepts(&state) {
            return Some(text);
        }
        for (ranges, next) in automaton.edges(&state) {
            if seen.insert(next.clone()) {
                open.push((next, format!("{text}{}", choose(&ranges, random))));
            }
        }
        index += 1;
    }
    None
}

/// How likely an edge is: one with many characters is more likely than one with few.
fn weight(ranges: &Ranges) -> usize {
    printable(ranges).count().clamp(1, 12)
}

/// Chooses a code point, a printable ASCII character if there is one.
fn choose(ranges: &Ranges, random: &mut Random) -> char {
    let mut characters: Vec<char> = printable(ranges).collect();
    if characters.iter().any(char::is_ascii_alphanumeric) {
        characters.retain(|c| c.is_ascii_alphanumeric() || random.below(4) == 0);
    }
    if characters.is_empty() {
        let bounds = ranges.iter().flat_map(|(from, to)| [*from, *to]);
        return bounds.filter_map(char::from_u32).next().expect("a range has a code point");
    }
    characters[random.below(characters.len())]
}

fn printable(ranges: &Ranges) -> impl Iterator<Item = char> + '_ {
    let is_in = |c: u32| ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
    (' '..='~').filter(move |c| is_in(u32::from(*c)))
}

/// A xorshift generator: small, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % bound
    }
}
