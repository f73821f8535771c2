//! Chooses the programs of a pattern: usually one deterministic automaton, otherwise a nondeterministic one or several
//! programs that must all match.

use super::dfa::{Budget, Dfa, Limits};
use super::pool::Pool;
use super::program::Program;
use super::split::split;
use super::syntax::Syntax;
use super::window::{Window, without_counts};
use super::{Unsupported, UnsupportedKind};

/// The programs of a pattern, which must all match, and its deterministic automaton unless that is too large.
pub(super) struct Built {
    pub programs: Vec<Program>,
    pub dfa: Option<Dfa>,
}

/// The limits of a deterministic automaton before alternatives are tried.
const FIRST_LIMITS: Limits = Limits { steps: 400_000, states: 5_000 };
/// The limits of a deterministic automaton if there is no alternative, and for comparing patterns.
pub(super) const LAST_LIMITS: Limits = Limits { steps: 1_500_000, states: 60_000 };
/// The limits of a nondeterministic automaton: the matcher stores a bit for each of this number of states.
const SIMULTANEOUS_LIMITS: Limits = Limits { steps: 400_000, states: 8_192 };
/// The size in bytes up to which no alternative is tried.
const SMALL_SIZE: usize = 3_000;
/// The largest size of a program in bytes: offsets have two bytes.
const MAX_SIZE: usize = 60_000;
/// The largest number of steps for a byte of a text, about three microseconds.
const MAX_STEPS: usize = 1_000;
/// How many times parts are split recursively.
const MAX_DEPTH: usize = 4;

pub(super) fn build(syntax: &Syntax, budget: &mut Budget) -> Result<Built, Unsupported> {
    if let Some(dfa) = build_counted(syntax) {
        return Ok(dfa);
    }
    build_part(syntax, MAX_DEPTH, budget)
}

fn build_part(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Result<Built, Unsupported> {
    let (mut best, dfa) = match Dfa::of(syntax, FIRST_LIMITS, budget) {
        Ok(dfa) => (build_deterministic(syntax, &dfa, budget), Some(dfa)),
        Err(why) if why.kind == UnsupportedKind::TooBig => (None, None),
        Err(why) => return Err(why),
    };
    let size = best.as_ref().map_or(usize::MAX, |(size, _)| *size);
    if size > SMALL_SIZE && !best.as_ref().is_some_and(|(_, built)| built.is_table()) {
        // Alternatives match more slowly, so they must be much smaller.
        let alternatives = build_alternatives(syntax, depth, budget).into_iter();
        let smaller = alternatives.filter(|(other, _)| other.saturating_mul(3) < size);
        best = smaller.min_by_key(|(other, _)| *other).or(best);
    }
    if best.is_none() && dfa.is_none() {
        best = build_deterministic(syntax, &Dfa::of(syntax, LAST_LIMITS, budget)?, budget);
    }
    let too_big = || Unsupported::new(UnsupportedKind::TooBig, "its automaton is too big");
    let (_, built) = best.ok_or_else(too_big)?;
    Ok(Built { dfa: built.dfa.or(dfa), ..built })
}

/// Returns the program of a deterministic automaton with its size, unless it is too large.
fn build_deterministic(syntax: &Syntax, dfa: &Dfa, budget: &mut Budget) -> Option<(usize, Built)> {
    let program = build_table(syntax, dfa, budget).unwrap_or_else(|| Program::of(dfa));
    with_size(Built { programs: vec![program], dfa: Some(dfa.clone()) })
}

/// Returns the program as a table, unless it is too large.
fn build_table(syntax: &Syntax, dfa: &Dfa, budget: &mut Budget) -> Option<Program> {
    let window = Window::of(dfa)?;
    let uncounted = without_counts(syntax, dfa, window, FIRST_LIMITS, budget);
    let program =
        uncounted.and_then(|dfa| Program::table(&dfa, Window { is_implied: false, ..window }));
    program.or_else(|| Program::table(dfa, window))
}

/// Returns the programs with their size, unless they are too large or too slow.
fn with_size(built: Built) -> Option<(usize, Built)> {
    let size = Pool::size(&built.programs);
    let fits = size <= MAX_SIZE && built.fits() && Pool::steps(&built.programs) <= MAX_STEPS;
    fits.then_some((size, built))
}

impl Built {
    /// Returns whether it is one table.
    fn is_table(&self) -> bool {
        matches!(self.programs.as_slice(), [program] if program.table.is_some())
    }

    /// Returns whether the number of edges of each node fits into a byte.
    fn fits(&self) -> bool {
        let mut nodes = self.programs.iter().flat_map(|program| &program.nodes);
        nodes.all(|node| node.edges.len() <= usize::from(u8::MAX))
    }
}

/// Returns equivalent programs of other kinds, with their sizes.
fn build_alternatives(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Vec<(usize, Built)> {
    let ways = [build_conjunction(syntax, depth, budget), build_simultaneous(syntax, budget)];
    ways.into_iter().flatten().filter_map(with_size).collect()
}

/// Returns the programs of several patterns whose conjunction is equivalent.
fn build_conjunction(syntax: &Syntax, depth: usize, budget: &mut Budget) -> Option<Built> {
    let parts = split(syntax).filter(|_| depth > 0)?;
    let parts: Result<Vec<Built>, _> =
        parts.iter().map(|part| build_part(part, depth - 1, budget)).collect();
    let programs = parts.ok()?.into_iter().flat_map(|part| part.programs).collect();
    Some(Built { programs, dfa: None })
}

/// Returns the program of a nondeterministic automaton.
fn build_simultaneous(syntax: &Syntax, budget: &mut Budget) -> Option<Built> {
    let dfa = Dfa::simultaneous(syntax, SIMULTANEOUS_LIMITS, budget).ok()?;
    Some(Built { programs: vec![Program::simultaneous(&dfa)], dfa: None })
}

/// Returns the program of a pattern such as `^[…]{1,100000}$`, without building an automaton with so many states.
fn build_counted(syntax: &Syntax) -> Option<Built> {
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
