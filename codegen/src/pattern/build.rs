//! The programs of a pattern: as a rule one, in hard cases another kind or several.

use super::dfa::{Budget, Dfa, Limits};
use super::pool::Pool;
use super::program::Program;
use super::split::split;
use super::syntax::Syntax;
use super::{Kind, Unsupported};

/// What all have to match, and their one automaton where that isn't too big.
pub(super) struct Built {
    pub programs: Vec<Program>,
    pub dfa: Option<Dfa>,
}

/// What is spent on an automaton in one state at a time before other ways are tried.
const FIRST: Limits = Limits { steps: 400_000, states: 5_000 };
/// What is spent where there is no other way, or to compare.
pub(super) const LAST: Limits = Limits { steps: 1_500_000, states: 60_000 };
/// The matcher has room for so many simultaneous states.
const SIMULTANEOUS: Limits = Limits { steps: 400_000, states: 8_192 };
/// Up to so many bytes nothing smaller is looked for.
const SMALL: usize = 3_000;
/// No program is bigger: its places have two bytes.
const BIGGEST: usize = 60_000;
/// No program takes more steps for a byte of a text, which is about three microseconds.
const STEPS: usize = 1_000;
/// How often parts are split further.
const DEPTH: usize = 4;

pub(super) fn build(syntax: &Syntax, budget: &mut Budget) -> Result<Built, Unsupported> {
    if let Some(dfa) = counted(syntax) {
        return Ok(dfa);
    }
    build_part(syntax, DEPTH, budget)
}

fn build_part(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Result<Built, Unsupported> {
    let (mut best, dfa) = match Dfa::of(syntax, FIRST, budget) {
        Ok(dfa) => (single(&dfa), Some(dfa)),
        Err(why) if why.kind == Kind::TooBig => (None, None),
        Err(why) => return Err(why),
    };
    let size = best.as_ref().map_or(usize::MAX, |(size, _)| *size);
    if size > SMALL {
        // What takes longer to match has to pay.
        let others = others(syntax, depth, budget).into_iter();
        let worth = others.filter(|(other, _)| other.saturating_mul(3) < size);
        best = worth.min_by_key(|(other, _)| *other).or(best);
    }
    if best.is_none() && dfa.is_none() {
        best = single(&Dfa::of(syntax, LAST, budget)?);
    }
    let too_big = || Unsupported::new(Kind::TooBig, "its automaton is too big");
    let (_, built) = best.ok_or_else(too_big)?;
    Ok(Built { dfa: built.dfa.or(dfa), ..built })
}

/// The program of an automaton and its size, if that isn't too big.
fn single(dfa: &Dfa) -> Option<(usize, Built)> {
    sized(Built { programs: vec![Program::of(dfa)], dfa: Some(dfa.clone()) })
}

fn sized(built: Built) -> Option<(usize, Built)> {
    let size = Pool::size(&built.programs);
    let fits = size <= BIGGEST && built.fits() && Pool::steps(&built.programs) <= STEPS;
    fits.then_some((size, built))
}

impl Built {
    /// Whether the bytes have room for the edges of each node.
    fn fits(&self) -> bool {
        let mut nodes = self.programs.iter().flat_map(|program| &program.nodes);
        nodes.all(|node| node.edges.len() <= usize::from(u8::MAX))
    }
}

/// Other ways to match the same, with their sizes.
fn others(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Vec<(usize, Built)> {
    let ways = [several(syntax, depth, budget), simultaneous(syntax, budget)];
    ways.into_iter().flatten().filter_map(sized).collect()
}

/// Returns the programs of patterns that together say the same.
fn several(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Option<Built> {
    let parts = split(syntax).filter(|_| depth > 0)?;
    let parts: Result<Vec<Built>, _> =
        parts.iter().map(|part| build_part(part, depth - 1, budget)).collect();
    let programs = parts.ok()?.into_iter().flat_map(|part| part.programs).collect();
    Some(Built { programs, dfa: None })
}

/// Returns the program of an automaton that is in many states at once.
fn simultaneous(syntax: &Syntax, budget: &mut Budget) -> Option<Built> {
    let dfa = Dfa::simultaneous(syntax, SIMULTANEOUS, budget).ok()?;
    Some(Built { programs: vec![Program::simultaneous(&dfa)], dfa: None })
}

/// `^[…]{1,100000}$` without an automaton of that many states.
fn counted(syntax: &Syntax) -> Option<Built> {
    const MANY: u32 = 2_000;
    let Syntax::Sequence(parts) = syntax else { return None };
    let mut parts: Vec<&Syntax> = parts.iter().collect();
    parts.dedup();
    let [Syntax::Start, Syntax::Repeat(body, min, Some(max)), end] = parts.as_slice() else {
        return None;
    };
    let Syntax::Set(set) = &**body else { return None };
    if **end != Syntax::end() || *max < MANY {
        return None;
    }
    Some(Built { programs: vec![Program::counted(set, *min, *max)], dfa: None })
}
