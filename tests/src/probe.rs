//! The functions that work on a generated type, without its type parameter, so that tests can loop over all types.

use std::fmt::Debug;

use arbitrary::Unstructured;
use aws_shapes::support as shipped;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

use crate::support as own;

/// A generated type: its name and the functions that work on its values.
pub struct Probe {
    /// The name in Rust.
    pub name: &'static str,
    /// Reads a value from its JSON form and writes it again.
    pub read: fn(&Value) -> Result<RoundTrip, String>,
    /// Reads a value and validates it.
    pub validate: fn(&Value) -> Result<ViolationList, String>,
    /// Reads and validates a value at once, so that a missing member is a violation.
    pub check: fn(&Value) -> Result<ViolationList, String>,
    /// Reads a value and validates it with every method of the support module.
    pub validate_every_way: fn(&Value) -> Result<ValidationResults, String>,
    /// Makes a valid value, and returns its JSON form, or what is wrong with it.
    pub sample: fn(&mut Unstructured<'_>) -> Result<Value, String>,
    /// Makes a value with a violation. Returns whether there is one, or what is wrong with it.
    pub violating: fn(&mut Unstructured<'_>) -> Result<bool, String>,
}

/// The path and the message of each violation, in the order of validation.
pub type ViolationList = Vec<(String, String)>;

/// The results of all methods that validate a value.
#[derive(Debug)]
pub struct ValidationResults {
    /// `validate`
    pub validate: ViolationList,
    /// `is_valid`
    pub is_valid: bool,
    /// `first_violation`
    pub first: ViolationList,
    /// `violations` without a limit.
    pub all: ViolationList,
    /// For several limits: the limit, the result of `violations`, and whether it was truncated.
    pub limited: Vec<(usize, ViolationList, bool)>,
    /// The body of the exception.
    pub exception: Value,
    /// The message of all violations in the words of AWS's services.
    pub aws_message: String,
}

/// A value that was read, and what writing it gives.
pub struct RoundTrip {
    /// The JSON form.
    pub value: Value,
    /// The JSON form as text.
    pub text: String,
    /// The output of `Debug`, compact and pretty.
    pub debug: String,
    /// Whether the value equals its clone.
    pub equals_clone: bool,
    /// Whether the value equals what reading its JSON text gives.
    pub equals_text: bool,
}

/// The support module that a type uses: each generated crate has its own.
pub(crate) trait Support<T> {
    fn validate(value: &T) -> ViolationList;
    fn check(value: &Value) -> Result<ViolationList, String>;
    fn validate_every_way(value: &T) -> ValidationResults;
    fn sample(u: &mut Unstructured<'_>) -> Result<T, String>;
    fn violating(u: &mut Unstructured<'_>) -> Result<bool, String>;
}

macro_rules! support {
    ($($(#[$docs:meta])* $name:ident, $module:ident;)*) => {$(
        fn $module<'v>(found: impl IntoIterator<Item = &'v $module::Violation>) -> ViolationList {
            let found = found.into_iter();
            found.map(|violation| (violation.path().to_owned(), violation.to_string())).collect()
        }

        $(#[$docs])*
        pub(crate) enum $name {}

        impl<T: $module::value::Value> Support<T> for $name {
            fn validate(value: &T) -> ViolationList {
                $module($module::Validate::validate(value).err().iter().flatten())
            }

            fn check(value: &Value) -> Result<ViolationList, String> {
                let checked = $module::check::<T, _>(value).map_err(|error| error.to_string())?;
                Ok($module(checked.err().iter().flatten()))
            }

            fn validate_every_way(value: &T) -> ValidationResults {
                let all = $module::Validate::violations(value, usize::MAX);
                let limited = [0, 1, 2, 5].map(|limit| {
                    let found = $module::Validate::violations(value, limit);
                    (limit, $module(&found), found.is_truncated())
                });
                ValidationResults {
                    validate: Self::validate(value),
                    is_valid: $module::Validate::is_valid(value),
                    first: $module(&$module::Validate::first_violation(value)),
                    all: $module(&all),
                    limited: limited.to_vec(),
                    exception: serde_json::to_value(all.exception()).unwrap_or_default(),
                    aws_message: all.message($module::Wording::Aws).to_string(),
                }
            }

            fn sample(u: &mut Unstructured<'_>) -> Result<T, String> {
                let value = $module::sample::sample(u).map_err(|error| error.to_string())?;
                let found = $module::Validate::violations(&value, usize::MAX);
                if found.is_empty() { Ok(value) } else { Err(found.to_string()) }
            }

            fn violating(u: &mut Unstructured<'_>) -> Result<bool, String> {
                match $module::sample::violating::<T>(u) {
                    Ok((value, expected)) => {
                        let found = $module::Validate::validate(&value).err();
                        let found: Vec<_> = found.into_iter().flatten().collect();
                        let is_expected = found.len() == 1 && expected == found[0];
                        let difference = || format!("expected {expected:?}, found {found:?}");
                        is_expected.then_some(true).ok_or_else(difference)
                    }
                    Err($module::sample::NoSample::NoViolation) => Ok(false),
                    Err(error) => Err(error.to_string()),
                }
            }
        }
    )*};
}
support! {
    /// The support module of the modules that `build.rs` generates.
    Fixtures, own;
    /// The support module of the committed crate `aws-shapes`.
    Shipped, shipped;
}

impl Probe {
    pub(crate) const fn of<T, S>(name: &'static str) -> Self
    where
        T: Serialize + DeserializeOwned + Clone + PartialEq + Debug,
        S: Support<T>,
    {
        Self {
            name,
            read: read::<T>,
            validate: validate::<T, S>,
            check: S::check,
            validate_every_way: validate_every_way::<T, S>,
            sample: sample::<T, S>,
            violating: S::violating,
        }
    }
}

fn validate<T: DeserializeOwned, S: Support<T>>(value: &Value) -> Result<ViolationList, String> {
    T::deserialize(value).map(|value| S::validate(&value)).map_err(|error| error.to_string())
}

fn validate_every_way<T: DeserializeOwned, S: Support<T>>(
    value: &Value,
) -> Result<ValidationResults, String> {
    T::deserialize(value)
        .map(|value| S::validate_every_way(&value))
        .map_err(|error| error.to_string())
}

fn sample<T, S>(u: &mut Unstructured<'_>) -> Result<Value, String>
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
    S: Support<T>,
{
    let value = S::sample(u)?;
    let json = serde_json::to_value(&value).map_err(|error| format!("writing: {error}"))?;
    let read = T::deserialize(&json).map_err(|error| format!("reading: {error}, of {json}"))?;
    if read == value { Ok(json) } else { Err(format!("{value:?} is read as {read:?}")) }
}

fn read<T>(value: &Value) -> Result<RoundTrip, String>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Debug,
{
    let read = T::deserialize(value).map_err(|error| error.to_string())?;
    let text = serde_json::to_string(&read).map_err(|error| format!("writing: {error}"))?;
    let again: T = serde_json::from_str(&text).map_err(|error| format!("again: {error}"))?;
    Ok(RoundTrip {
        value: serde_json::to_value(&read).map_err(|error| format!("writing: {error}"))?,
        text,
        debug: format!("{read:?}\n{read:#?}"),
        equals_clone: read == read.clone(),
        equals_text: read == again,
    })
}
