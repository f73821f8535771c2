//! Regular expressions as trees. The constructors simplify them.

use super::set::Set;

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// The empty expression, which always matches.
    Empty,
    /// One code point.
    Set(Set),
    Sequence(Vec<Syntax>),
    Either(Vec<Syntax>),
    /// A repetition with its smallest and largest number; `None` is unlimited.
    Repeat(Box<Syntax>, u32, Option<u32>),
    Look {
        behind: bool,
        negated: bool,
        body: Box<Syntax>,
    },
    /// The start of the text.
    Start,
}

impl Syntax {
    /// Returns the end of the text, which no code point follows.
    pub(super) fn end() -> Self {
        Self::look(false, true, Self::Set(Set::all()))
    }

    pub(super) fn look(behind: bool, negated: bool, body: Self) -> Self {
        Self::Look { behind, negated, body: Box::new(body) }
    }

    pub(super) fn sequence(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Empty => {}
                Self::Sequence(inner) => flat.extend(inner),
                part => flat.push(part),
            }
        }
        one_or(flat, Self::Empty, Self::Sequence)
    }

    pub(super) fn either(branches: Vec<Self>) -> Self {
        let mut sets = Vec::new();
        let mut rest: Vec<Self> = Vec::new();
        let mut empty = false;
        for branch in branches {
            let inner = if let Self::Either(inner) = branch { inner } else { vec![branch] };
            for branch in inner {
                match branch {
                    Self::Set(set) => sets.push(set),
                    Self::Empty => empty = true,
                    // Only the last ones are compared, so that the time is linear in the number of branches.
                    branch if rest.iter().rev().take(32).any(|other| *other == branch) => {}
                    branch => rest.push(branch),
                }
            }
        }
        let set = Set::union(sets);
        if !set.is_empty() || rest.is_empty() && !empty {
            rest.insert(0, Self::Set(set));
        }
        let either = one_or(rest, Self::Empty, Self::Either);
        if empty { Self::repeat(either, 0, Some(1)) } else { either }
    }

    pub(super) fn repeat(body: Self, min: u32, max: Option<u32>) -> Self {
        match (body, max) {
            (_, Some(0)) | (Self::Empty, _) => Self::Empty,
            (body, Some(1)) if min == 1 => body,
            (Self::Repeat(inner, 0, None), _) => Self::Repeat(inner, 0, None),
            // The lengths of a nested repetition have no gaps if the inner one can have length 0 or 1.
            (Self::Repeat(inner, least @ (0 | 1), _), None) => {
                Self::Repeat(inner, least * min, None)
            }
            (Self::Repeat(inner, 0, Some(most)), Some(max)) => {
                Self::Repeat(inner, 0, Some(most.saturating_mul(max)))
            }
            (Self::Repeat(inner, least, Some(most)), Some(max)) if least == most && min == max => {
                let times = least.saturating_mul(max);
                Self::Repeat(inner, times, Some(times))
            }
            (body, max) => Self::Repeat(Box::new(body), min, max),
        }
    }

    /// Returns whether every match starts at the start of the text.
    pub(super) fn is_anchored(&self) -> bool {
        match self {
            Self::Start => true,
            Self::Sequence(parts) => {
                let mut before = parts.iter().take_while(|part| matches!(part, Self::Look { .. }));
                before.any(Self::is_anchored) || {
                    let mut rest =
                        parts.iter().skip_while(|part| matches!(part, Self::Look { .. }));
                    rest.next().is_some_and(Self::is_anchored)
                }
            }
            Self::Either(branches) => branches.iter().all(Self::is_anchored),
            Self::Repeat(body, min, _) => *min > 0 && body.is_anchored(),
            Self::Look { behind: false, negated: false, body } => body.is_anchored(),
            Self::Empty | Self::Set(_) | Self::Look { .. } => false,
        }
    }
}

fn one_or(mut parts: Vec<Syntax>, none: Syntax, many: fn(Vec<Syntax>) -> Syntax) -> Syntax {
    match parts.len() {
        0 => none,
        1 => parts.remove(0),
        _ => many(parts),
    }
}
