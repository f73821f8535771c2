//! What can be done with any generated type, without naming it.

use std::fmt::Debug;

use serde_core::Serialize;
use serde_core::de::DeserializeOwned;
use serde_json::Value;

/// A generated type.
pub struct Probe {
    /// Its Rust name.
    pub name: &'static str,
    /// Reads a value in its JSON form, or says why that can't be.
    pub read: fn(&Value) -> Result<Outcome, String>,
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

impl Probe {
    pub(crate) const fn of<T>(name: &'static str) -> Self
    where
        T: Serialize + DeserializeOwned + Clone + PartialEq + Debug,
    {
        Self { name, read: read::<T> }
    }
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
