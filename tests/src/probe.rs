//! What can be done with any generated type, without naming it.

use std::fmt::Debug;

use aws_shapes::support as shipped;
use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

use crate::support as own;

/// A generated type.
pub struct Probe {
    /// Its Rust name.
    pub name: &'static str,
    /// Reads a value in its JSON form, or says why that can't be.
    pub read: fn(&Value) -> Result<Outcome, String>,
    /// Reads a value and validates it, or says why it can't be read.
    pub validate: fn(&Value) -> Result<Told, String>,
    /// Reads a value and validates it all at once, what is missing included.
    pub check: fn(&Value) -> Result<Told, String>,
    /// Reads a value and judges it in every way that there is, likewise.
    pub judge: fn(&Value) -> Result<Judged, String>,
}

/// What validation told, in its order: for each violation its path and its words.
pub type Told = Vec<(String, String)>;

/// What each way to validate told.
#[derive(Debug)]
pub struct Judged {
    /// `validate`
    pub told: Told,
    /// `is_valid`
    pub is_valid: bool,
    /// `first_violation`
    pub first: Told,
    /// `violations` without a limit.
    pub all: Told,
    /// `violations` with these limits, and whether there were more.
    pub limited: Vec<(usize, Told, bool)>,
    /// The body of the exception.
    pub exception: Value,
}

/// A value that was read.
pub struct Outcome {
    /// Its JSON form.
    pub value: Value,
    /// The same as text.
    pub text: String,
    /// As `Debug` shows it.
    pub debug: String,
    /// Whether it equals its clone.
    pub equals_clone: bool,
    /// Whether it equals what reading its JSON text gives.
    pub equals_text: bool,
}

/// The support module that types stand on: each generated crate has its own.
pub(crate) trait Support<T> {
    fn validate(value: &T) -> Told;
    fn check(value: &Value) -> Result<Told, String>;
    fn judge(value: &T) -> Judged;
}

macro_rules! support {
    ($($(#[$docs:meta])* $name:ident, $module:ident;)*) => {$(
        fn $module<'v>(found: impl IntoIterator<Item = &'v $module::Violation>) -> Told {
            let found = found.into_iter();
            found.map(|violation| (violation.path().to_owned(), violation.to_string())).collect()
        }

        $(#[$docs])*
        pub(crate) enum $name {}

        impl<T: $module::value::Value> Support<T> for $name {
            fn validate(value: &T) -> Told {
                $module($module::Validate::validate(value).err().iter().flatten())
            }

            fn check(value: &Value) -> Result<Told, String> {
                let checked = $module::check::<T, _>(value).map_err(|error| error.to_string())?;
                Ok($module(checked.err().iter().flatten()))
            }

            fn judge(value: &T) -> Judged {
                let all = $module::Validate::violations(value, usize::MAX);
                let limited = [0, 1, 2, 5].map(|limit| {
                    let found = $module::Validate::violations(value, limit);
                    (limit, $module(&found), found.is_truncated())
                });
                Judged {
                    told: Self::validate(value),
                    is_valid: $module::Validate::is_valid(value),
                    first: $module(&$module::Validate::first_violation(value)),
                    all: $module(&all),
                    limited: limited.to_vec(),
                    exception: serde_json::to_value(all.exception()).unwrap_or_default(),
                }
            }
        }
    )*};
}
support! {
    /// Of the modules that are made for the tests.
    Fixtures, own;
    /// Of the crate that is checked in.
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
            judge: judge::<T, S>,
        }
    }
}

fn validate<T: DeserializeOwned, S: Support<T>>(value: &Value) -> Result<Told, String> {
    T::deserialize(value).map(|value| S::validate(&value)).map_err(|error| error.to_string())
}

fn judge<T: DeserializeOwned, S: Support<T>>(value: &Value) -> Result<Judged, String> {
    T::deserialize(value).map(|value| S::judge(&value)).map_err(|error| error.to_string())
}

fn read<T>(value: &Value) -> Result<Outcome, String>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Debug,
{
    let read = T::deserialize(value).map_err(|error| error.to_string())?;
    let text = serde_json::to_string(&read).map_err(|error| format!("writing: {error}"))?;
    let again: T = serde_json::from_str(&text).map_err(|error| format!("again: {error}"))?;
    Ok(Outcome {
        value: serde_json::to_value(&read).map_err(|error| format!("writing: {error}"))?,
        text,
        debug: format!("{read:?}\n{read:#?}"),
        equals_clone: read == read.clone(),
        equals_text: read == again,
    })
}
