//! Splits a pattern with look-ahead at its start, whose automaton is too large, into several patterns that must all match.

use super::set::Set;
use super::syntax::Syntax;

/// Returns patterns whose conjunction is equivalent. A literal prefix is repeated in each of them: its length is fixed, so
/// that the look-ahead starts at a fixed position.
pub(super) fn split(syntax: &Syntax) -> Option<Vec<Syntax>> {
    let parts = match syntax {
        Syntax::Sequence(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let front = parts.iter().take_while(|part| matches!(part, Syntax::Start | Syntax::Set(_)));
    let (front, rest) = parts.split_at(front.count());
    let (first, after) = rest.split_first()?;
    let with = |part: Syntax, after: &[Syntax]| {
        let rest = std::iter::once(part).chain(after.iter().cloned());
        Syntax::sequence(front.iter().cloned().chain(rest).collect())
    };
    match first {
        Syntax::Look { behind: false, .. } if syntax.is_anchored() && !after.is_empty() => {
            let look = with(first.clone(), &[]);
            Some(vec![look, with(Syntax::Empty, after)])
        }
        Syntax::Either(branches) if branches.len() <= MAX_BRANCHES => {
            branches.iter().enumerate().find_map(|(index, branch)| {
                let conjuncts =
                    split(&with(branch.clone(), after)).filter(|_| is_only_end(after))?;
                let mut others = branches.clone();
                others.remove(index);
                let others = with(Syntax::either(others), after);
                let either = |part| Syntax::either(vec![others.clone(), part]);
                Some(conjuncts.into_iter().map(either).collect())
            })
        }
        _ => None,
    }
}

/// The largest number of alternatives of which each is tried; each attempt copies the others.
const MAX_BRANCHES: usize = 64;

/// Returns whether only assertions of the end follow, which a look-ahead needn't repeat.
fn is_only_end(after: &[Syntax]) -> bool {
    let end = Syntax::look(false, true, Syntax::Set(Set::all()));
    after.iter().all(|part| *part == end)
}
