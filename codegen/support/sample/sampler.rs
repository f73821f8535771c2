//! Makes values within limits.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use super::super::any_operation::{AnyOperation, AnyValue};
use super::super::field::CONSTRAINED;
use super::super::place::MAX_DEPTH;
use super::super::rule::Rule;
use super::super::value::{Value, View};
use super::Source;
use super::choices::Choices;
use super::expected::ExpectedViolation;
use super::fill::{Filler, Member, Stop};
use super::leaf::Travel;
use super::texts::PatternTexts;
use super::types::{Kind, Types};

/// Makes values of any type within limits. It keeps what it finds out about types and patterns, so that further values are made
/// faster; [`sample`](super::sample) does so in each thread.
///
/// Values are those that [`sample`](super::sample) describes.
#[derive(Default)]
pub struct Sampler {
    limits: Limits,
    /// The types below each type. Types of different services can't be told apart by their tables alone.
    types: HashMap<String, Types>,
    texts: PatternTexts,
}

/// What bounds values.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    depth: u32,
    size: usize,
    pub(super) has_unknown_values: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 8, size: 100, has_unknown_values: false }
    }
}

/// The error of making a value.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoSample {
    /// There is no valid value, or none was found: no text of at most 4,096 characters satisfies both a pattern and the bounds of
    /// its length, no number is within the bounds, an enum has no values, or values are required to nest for ever.
    NoValidValue {
        /// The type and the member, such as `Function.Name`, if a member is the reason.
        member: Option<String>,
    },
    /// No value with exactly one violation was found: nothing in a value can violate a constraint, except by the absence of a
    /// member whose Rust type isn't an `Option`.
    NoViolation,
}

impl fmt::Display for NoSample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoValidValue { member: Some(member) } => {
                write!(f, "no valid value found, because of the member {member}")
            }
            Self::NoValidValue { member: None } => f.write_str("no valid value found"),
            Self::NoViolation => f.write_str("no value with a single violation found"),
        }
    }
}

impl std::error::Error for NoSample {}

/// How often a value is made anew: because entries that must differ are equal, and to find one with a violation.
const MAX_ATTEMPTS: u64 = 12;

impl Sampler {
    /// Creates a sampler with the usual limits: 8 levels and 100 values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many levels of structures, unions, lists and maps a value has at most, unless those that are required need more.
    #[must_use]
    pub fn depth(mut self, depth: u32) -> Self {
        self.limits.depth = depth;
        self
    }

    /// Sets after how many values in it a value has only those that are required.
    #[must_use]
    pub fn size(mut self, size: usize) -> Self {
        self.limits.size = size;
        self
    }

    /// Sets whether enums and unions may have values that the model doesn't know, as newer services send them. Unknown values of
    /// enums are violations, unless the policy of the generated code allows them.
    #[must_use]
    pub fn unknown_values(mut self, unknown_values: bool) -> Self {
        self.limits.has_unknown_values = unknown_values;
        self
    }

    /// Makes a valid value.
    ///
    /// # Errors
    /// There is no valid value, or none was found.
    pub fn sample<T: Value>(&mut self, source: &mut impl Source) -> Result<T, NoSample> {
        let root =
            Root { key: key_of::<T>(), create: T::placeholder, rules: EnumRules::<T>::RULES };
        self.make_valid(root, T::sensitive(), source)
    }

    /// Makes a value with exactly one violation.
    ///
    /// # Errors
    /// There is no such value, or none was found.
    pub fn violating<T: Value>(
        &mut self,
        source: &mut impl Source,
    ) -> Result<(T, ExpectedViolation), NoSample> {
        let root = Root { key: key_of::<T>(), create: T::placeholder, rules: &[] };
        self.make_violating(root, T::sensitive(), source)
    }

    /// Makes a valid request of an operation.
    ///
    /// # Errors
    /// There is no valid value, or none was found.
    pub fn sample_input(
        &mut self,
        operation: &dyn AnyOperation,
        source: &mut impl Source,
    ) -> Result<AnyValue, NoSample> {
        let create = || operation.placeholder_input();
        let key = key_of_message(operation, "input");
        self.make_valid(Root { key, create, rules: &[] }, false, source)
    }

    /// Makes a valid response of an operation.
    ///
    /// # Errors
    /// There is no valid value, or none was found.
    pub fn sample_output(
        &mut self,
        operation: &dyn AnyOperation,
        source: &mut impl Source,
    ) -> Result<AnyValue, NoSample> {
        let create = || operation.placeholder_output();
        let key = key_of_message(operation, "output");
        self.make_valid(Root { key, create, rules: &[] }, false, source)
    }

    /// Makes a request with exactly one violation.
    ///
    /// # Errors
    /// There is no such value, or none was found.
    pub fn violating_input(
        &mut self,
        operation: &dyn AnyOperation,
        source: &mut impl Source,
    ) -> Result<(AnyValue, ExpectedViolation), NoSample> {
        let create = || operation.placeholder_input();
        let key = key_of_message(operation, "input");
        self.make_violating(Root { key, create, rules: &[] }, false, source)
    }

    /// Makes a response with exactly one violation.
    ///
    /// # Errors
    /// There is no such value, or none was found.
    pub fn violating_output(
        &mut self,
        operation: &dyn AnyOperation,
        source: &mut impl Source,
    ) -> Result<(AnyValue, ExpectedViolation), NoSample> {
        let create = || operation.placeholder_output();
        let key = key_of_message(operation, "output");
        self.make_violating(Root { key, create, rules: &[] }, false, source)
    }

    fn make_valid<T: Value>(
        &mut self,
        root: Root<impl Fn() -> T>,
        is_sensitive: bool,
        source: &mut dyn Source,
    ) -> Result<T, NoSample> {
        let task = Task { attempt: 0, place: None, is_sensitive };
        self.make(&root, task, source, Vec::new()).map(|made| made.value)
    }

    fn make_violating<T: Value>(
        &mut self,
        root: Root<impl Fn() -> T>,
        is_sensitive: bool,
        source: &mut dyn Source,
    ) -> Result<(T, ExpectedViolation), NoSample> {
        if !can_violate((root.create)().view()) {
            return Err(NoSample::NoViolation);
        }
        for attempt in 0..MAX_ATTEMPTS {
            // A valid value shows the places where a constraint can be violated; the same choices lead to one of them again.
            let task = Task { attempt, place: None, is_sensitive };
            let valid = self.make(&root, task, source, Vec::new())?;
            if valid.places == 0 {
                continue;
            }
            // Another place at each attempt, also if the source always returns the same.
            let places = valid.places as u64;
            let place = (source.below(places) + attempt) % places;
            let place = usize::try_from(place).unwrap_or_default();
            let task = Task { attempt, place: Some(place), is_sensitive };
            let made = self.make(&root, task, source, valid.choices)?;
            if let Some(violation) = made.violation {
                return Ok((made.value, violation));
            }
        }
        Err(NoSample::NoViolation)
    }

    fn make<T: Value>(
        &mut self,
        root: &Root<impl Fn() -> T>,
        mut task: Task,
        source: &mut dyn Source,
        mut choices: Vec<u64>,
    ) -> Result<Made<T>, NoSample> {
        let Self { types, texts, limits } = self;
        let types = types.entry(root.key.clone()).or_default();
        let kind = types.explore((root.create)().slot());
        let mut repetitions = 0;
        let mut impossible = None;
        loop {
            let choices = Choices::new(source, std::mem::take(&mut choices));
            match try_make(root, (types, texts, *limits), &kind, task, repetitions, choices) {
                Ok(made) => return Ok(made),
                Err(Stop::Impossible(number, index)) => {
                    let is_first = types.exclude(number, index);
                    impossible = Some(types.member_name(number, index));
                    repetitions += u64::from(!is_first);
                }
                Err(Stop::Repetition) => repetitions += 1,
                Err(Stop::NoValue) => {
                    impossible = impossible.or_else(|| types.find_impossible(&kind));
                    repetitions = MAX_ATTEMPTS;
                }
            }
            if repetitions >= MAX_ATTEMPTS {
                return Err(NoSample::NoValidValue { member: impossible });
            }
            // The choices are others now, and lead to other places.
            task.place = None;
        }
    }
}

/// Makes a value, unless entries are equal that must differ, or a member has no valid value.
fn try_make<T: Value>(
    root: &Root<impl Fn() -> T>,
    (types, texts, limits): (&Types, &mut PatternTexts, Limits),
    kind: &Kind,
    task: Task,
    repetitions: u64,
    mut choices: Choices<'_>,
) -> Result<Made<T>, Stop> {
    let height = types.height(kind, &[]).filter(|height| *height <= MAX_DEPTH.into());
    let levels = height.ok_or(Stop::NoValue)?.max(limits.depth.min(MAX_DEPTH.into()));
    let mut value = (root.create)();
    choices.set_shift(repetitions);
    let mut filler = Filler {
        types,
        texts,
        choices,
        limits,
        budget: limits.size,
        is_cautious: repetitions > 0,
        is_eager: task.attempt > 0,
        path: String::new(),
        hidden: task.is_sensitive,
        places: 0,
        place: task.place,
        violation: None,
    };
    let member = Member { field: None, travel: Travel::default() };
    filler.fill(kind, value.slot(), root.rules, member, levels)?;
    let Filler { choices, places, violation, .. } = filler;
    Ok(Made { value, places, violation, choices: choices.into_made() })
}

/// The value that is made: its placeholder, and its rules.
struct Root<F> {
    /// What tells its type from others.
    key: String,
    create: F,
    rules: &'static [Rule],
}

fn key_of<T>() -> String {
    std::any::type_name::<T>().to_owned()
}

fn key_of_message(operation: &dyn AnyOperation, side: &str) -> String {
    let service = operation.service();
    format!("{}#{}, {side}, {}", service.namespace, operation.name(), service.version)
}

/// The rules of values that aren't in a structure or union.
struct EnumRules<T>(PhantomData<T>);

impl<T: Value> EnumRules<T> {
    const RULES: &'static [Rule] = &[Rule::Values(T::visit_values)];
}

/// What is made.
#[derive(Clone, Copy)]
struct Task {
    /// How many values had no place for a violation.
    attempt: u64,
    /// The place of the violation.
    place: Option<usize>,
    is_sensitive: bool,
}

/// A value, and what is known of how it was made.
struct Made<T> {
    value: T,
    /// The number of places at which a constraint can be violated.
    places: usize,
    violation: Option<ExpectedViolation>,
    choices: Vec<u64>,
}

/// Returns whether anything in a value of this type can violate a constraint.
fn can_violate(view: View<'_>) -> bool {
    match view {
        View::Structure(value) => value.shape().has(CONSTRAINED),
        View::Union(value) => value.shape().has(CONSTRAINED),
        View::List(_) | View::Map(_) => true,
        // Rules are those of members.
        _ => false,
    }
}
