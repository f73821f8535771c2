//! Assertions that are expressed with simpler ones, and detection of back-references, which aren't regular.

use super::property::{line_terminator, word};
use super::set::Set;
use super::syntax::Syntax;
use super::{Unsupported, UnsupportedKind};

/// Returns `\b`, or if negated `\B`: a word character on exactly one side.
pub(super) fn word_boundary(negated: bool) -> Syntax {
    let side = |behind, negated| Syntax::look(behind, negated, Syntax::Set(word()));
    let both = |before, after| Syntax::sequence(vec![side(true, before), side(false, after)]);
    Syntax::either(vec![both(false, !negated), both(true, negated)])
}

/// Returns `^` with the flag `m`.
pub(super) fn line_start() -> Syntax {
    let before = Syntax::either(vec![Syntax::Start, Syntax::Set(line_terminator())]);
    Syntax::look(true, false, before)
}

/// Returns `$` with the flag `m`.
pub(super) fn line_end() -> Syntax {
    let after = Syntax::either(vec![Syntax::end(), Syntax::Set(line_terminator())]);
    Syntax::look(false, false, after)
}

/// Returns Java's `\Z`: the end of the text, or the position before a line terminator at the end.
pub(super) fn last_end() -> Syntax {
    let terminators = Set::union([line_terminator(), Set::of(0x85)]);
    let pair = [0x0D, 0x0A].map(|c| Syntax::Set(Set::of(c)));
    let last = Syntax::either(vec![Syntax::Set(terminators), Syntax::sequence(pair.into())]);
    let last = Syntax::repeat(last, 0, Some(1));
    Syntax::look(false, false, Syntax::sequence(vec![last, Syntax::end()]))
}

/// Returns the error for a back-reference.
pub(super) fn back_reference() -> Unsupported {
    Unsupported::new(UnsupportedKind::BackReference, "it refers back to what a group matched")
}

/// Returns the number of capturing groups. A larger number after a backslash isn't a back-reference.
pub(super) fn count_groups(pattern: &str) -> usize {
    let (mut groups, mut in_class) = (0, false);
    let mut rest = pattern.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => _ = rest.next(),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let after = rest.as_str();
                let is_named = after.starts_with("?<")
                    && !after.starts_with("?<=")
                    && !after.starts_with("?<!");
                groups += usize::from(!after.starts_with('?') || is_named);
            }
            _ => {}
        }
    }
    groups
}
