//! Values from the constraints of the model: valid ones, and ones with exactly one known violation.

mod automaton;
mod choices;
mod code_points;
mod expected;
mod fill;
mod leaf;
mod numbers;
mod operations;
mod rules;
mod sampler;
mod source;
mod texts;
mod types;

pub use expected::ExpectedViolation;
pub use sampler::{NoSample, Sampler};
pub use source::{Random, Source};

use std::cell::RefCell;

use super::value::Value;

thread_local! {
    /// What is known of types and patterns is kept: to find it out takes more time than to make a value.
    static SAMPLER: RefCell<Sampler> = RefCell::default();
}

/// Calls a function with the sampler of the thread, or with another one if a source makes values, too.
fn with_sampler<T>(make: impl FnOnce(&mut Sampler) -> T) -> T {
    SAMPLER.with(|sampler| match sampler.try_borrow_mut() {
        Ok(mut sampler) => make(&mut sampler),
        Err(_) => make(&mut Sampler::new()),
    })
}

/// Makes a valid value of a structure or union, or of any other type that can be a member of one.
///
/// It satisfies all constraints of the model, also those whose violations are warnings. Required members are set, optional ones now
/// and then. Texts match their patterns. Numbers, lengths and points in time are at their bounds now and then. Texts without a pattern
/// have no control characters, and doubles are never NaN. What travels in headers, labels and queries is text without spaces, and
/// points in time have as many digits as their form keeps, so that writing and reading a value returns an equal one.
///
/// # Errors
/// There is no valid value, or none was found.
pub fn sample<T: Value>(source: &mut impl Source) -> Result<T, NoSample> {
    with_sampler(|sampler| sampler.sample(source))
}

/// Makes a value with exactly one violation, which [`Validate::validate`](super::Validate::validate) has to report and which is
/// returned with it.
///
/// The absence of a member whose Rust type isn't an `Option` isn't among the violations, because no value of the type lacks it.
///
/// # Errors
/// Nothing in a value can violate a constraint, or no value with a single violation was found.
pub fn violating<T: Value>(source: &mut impl Source) -> Result<(T, ExpectedViolation), NoSample> {
    with_sampler(|sampler| sampler.violating(source))
}
