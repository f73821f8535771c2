//! A pattern as several that all have to match, where look-ahead at its front makes one automaton too big.

use super::set::Set;
use super::syntax::Syntax;

/// Patterns that together say the same. A part in front that has one length, as literals have, is repeated in
/// each: there is one place only where the look-ahead can begin.
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
        Syntax::Either(branches) if branches.len() <= FEW => {
            branches.iter().enumerate().find_map(|(index, branch)| {
                let conjuncts =
                    split(&with(branch.clone(), after)).filter(|_| syntax_ends(after))?;
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

/// So many alternatives are looked through: each look copies the others.
const FEW: usize = 64;

/// Whether nothing but assertions of the end follows, which what looks ahead doesn't need to repeat.
fn syntax_ends(after: &[Syntax]) -> bool {
    let end = Syntax::look(false, true, Syntax::Set(Set::all()));
    after.iter().all(|part| *part == end)
}
