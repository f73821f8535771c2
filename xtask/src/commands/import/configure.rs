//! The service in the configuration, whose layout and comments stay.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::exit::Failure;
use crate::workspace::CONFIG;

/// What the configuration has to say.
pub struct Wanted<'a> {
    /// The name of the module.
    pub name: &'a str,
    /// The model's file, below the folder of the configuration.
    pub model: &'a str,
    /// Which service, of a model with several.
    pub service: Option<&'a str>,
    /// The operations to choose; none leave the choice as it is.
    pub operations: &'a [String],
}

/// The configuration with the service.
pub fn write(text: &str, wanted: &Wanted<'_>) -> Result<String, Failure> {
    let unusable = |error| Failure::new(format!("{CONFIG} can't be changed: {error}"));
    let mut document: DocumentMut = text.parse().map_err(unusable)?;
    let odd = || Failure::new(format!("{CONFIG} can't be changed: `service` is no table"));
    let services = document.entry("service").or_insert_with(|| {
        let mut services = Table::new();
        services.set_implicit(true);
        Item::Table(services)
    });
    let services = services.as_table_like_mut().ok_or_else(odd)?;
    let entry = services.entry(wanted.name).or_insert_with(|| Item::Table(Table::new()));
    let entry = entry.as_table_like_mut().ok_or_else(odd)?;
    if !entry.contains_key("model") {
        entry.insert("model", value(wanted.model));
    }
    if let Some(service) = wanted.service {
        entry.insert("service", value(service));
    }
    if !wanted.operations.is_empty() {
        let names: Array = wanted.operations.iter().map(String::as_str).collect();
        match entry.get_mut("operations") {
            Some(present) => replace(present, names),
            None => drop(entry.insert("operations", value(names))),
        }
    }
    Ok(document.to_string())
}

/// Replaces a list; what stands behind it in its line stays.
fn replace(present: &mut Item, mut names: Array) {
    if let Some(old) = present.as_value() {
        *names.decor_mut() = old.decor().clone();
    }
    *present = Item::Value(names.into());
}
