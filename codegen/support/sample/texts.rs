//! Texts of a length, which match patterns.

use std::collections::HashMap;
use std::sync::Arc;

use super::super::rule::Pattern;
use super::automaton::Texts;
use super::choices::Choices;
use super::code_points::CodePoints;
use super::leaf::Travel;

/// The greatest length of texts and blobs, and the greatest of texts that match a pattern.
const LONGEST: u64 = 1 << 16;
const LONGEST_MATCHING: u64 = 4096;
/// The usual number of code points, bytes or entries above the least.
const USUAL: u64 = 16;

/// The texts of patterns, kept for further ones.
#[derive(Default)]
pub(super) struct PatternTexts {
    found: HashMap<Key, Option<Arc<FoundTexts>>>,
}

/// The pattern and the bounds of the length.
type Key = (&'static str, (u64, u64));

struct FoundTexts {
    texts: Texts,
    /// The lengths that texts can have.
    lengths: Vec<usize>,
}

impl PatternTexts {
    /// Returns a text that matches the pattern, if there is one, with a length in these bounds; `None` if there is none of at most
    /// 4,096 code points.
    pub(super) fn make(
        &mut self,
        pattern: Option<&'static Pattern>,
        bounds: (u64, u64),
        travel: Travel,
        choices: &mut Choices<'_>,
    ) -> Option<String> {
        let Some(pattern) = pattern else { return make_any(bounds, travel, choices) };
        let found = self.find(pattern, bounds)?;
        let number = found.lengths.len() as u64;
        let place = match choices.below(8) {
            7 => number.saturating_sub(1),
            _ => choices.below(number).min(choices.below(number)),
        };
        let length = *found.lengths.get(usize::try_from(place).ok()?)?;
        found.texts.generate(length, choices, travel.is_plain || travel.is_token)
    }

    /// Returns whether there is such a text.
    pub(super) fn exist(&mut self, pattern: Option<&'static Pattern>, bounds: (u64, u64)) -> bool {
        match pattern {
            None => bounds.0 <= bounds.1 && bounds.0 <= LONGEST,
            Some(pattern) => self.find(pattern, bounds).is_some(),
        }
    }

    fn find(&mut self, pattern: &'static Pattern, bounds: (u64, u64)) -> Option<Arc<FoundTexts>> {
        let found = self.found.entry((pattern.0, bounds));
        found.or_insert_with(|| find_texts(pattern, bounds)).clone()
    }
}

/// Finds the texts of short lengths, and of longer ones as long as there is none.
fn find_texts(pattern: &Pattern, (min, max): (u64, u64)) -> Option<Arc<FoundTexts>> {
    let most = LONGEST_MATCHING.min(max);
    let mut longest = most.min(min.saturating_add(USUAL).max(2 * USUAL));
    while min <= longest {
        let texts = Texts::new(pattern, usize::try_from(longest).ok()?)?;
        let lengths = texts.lengths(usize::try_from(min).ok()?, usize::try_from(longest).ok()?);
        if !lengths.is_empty() {
            return Some(Arc::new(FoundTexts { texts, lengths }));
        }
        if longest == most {
            break;
        }
        longest = most.min(4 * longest);
    }
    None
}

/// Returns any text with a length in these bounds.
fn make_any((min, max): (u64, u64), travel: Travel, choices: &mut Choices<'_>) -> Option<String> {
    let length = pick_length(choices, min, max)?;
    let letters = CodePoints::new([(0x30, 0x39), (0x61, 0x7A)]);
    let all = CodePoints::all();
    let is_free = !travel.is_token && choices.below(4) > 0;
    // Not even a space in headers, labels and queries: spaces at the ends are lost, and a label `..` is another path.
    let printed = CodePoints::new([(0x21, 0x2D), (0x30, 0x7E)]);
    let set = match (travel.is_token, travel.is_plain) {
        (true, _) => &letters,
        (false, true) => &printed,
        (false, false) if is_free => &all,
        (false, false) => &letters,
    };
    (0..length).map(|_| set.pick(choices, travel.is_plain)).collect()
}

/// Returns a length in these bounds, usually one of the least; `None` if there is none of at most 65,536.
pub(super) fn pick_length(choices: &mut Choices<'_>, min: u64, max: u64) -> Option<usize> {
    if min > max || min > LONGEST {
        return None;
    }
    let most = max.min(min + USUAL);
    let length = match choices.below(16) {
        15 => max.min(min.max(8 * USUAL)),
        14 => min,
        _ => min + choices.below(most - min + 1),
    };
    usize::try_from(length).ok()
}
