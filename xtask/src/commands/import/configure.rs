//! Adds a service to the configuration file, with its layout and comments preserved.

use toml_edit::{Array, DocumentMut, Item, Table, value};

use crate::exit::Failure;
use crate::workspace::CONFIG;

/// The entry of a service in the configuration.
pub struct ServiceEntry<'a> {
    /// The name of the module.
    pub name: &'a str,
    /// The model's path, below the folder of the configuration.
    pub model: &'a str,
    /// The shape id of the service, for models with several.
    pub service: Option<&'a str>,
    /// The operations to generate; empty to keep the present selection.
    pub operations: &'a [String],
}

/// Returns the text of the configuration with the entry added or updated.
///
/// # Errors
/// The configuration can't be parsed, or its services aren't tables.
pub fn set_service(text: &str, service: &ServiceEntry<'_>) -> Result<String, Failure> {
    let invalid = |error| Failure::new(format!("{CONFIG} can't be changed: {error}"));
    let mut document: DocumentMut = text.parse().map_err(invalid)?;
    let not_a_table =
        || Failure::new(format!("{CONFIG} can't be changed: `service` isn't a table"));
    let services = document.entry("service").or_insert_with(|| {
        let mut services = Table::new();
        services.set_implicit(true);
        Item::Table(services)
    });
    let services = services.as_table_like_mut().ok_or_else(not_a_table)?;
    let entry = services.entry(service.name).or_insert_with(|| Item::Table(Table::new()));
    let entry = entry.as_table_like_mut().ok_or_else(not_a_table)?;
    if !entry.contains_key("model") {
        entry.insert("model", value(service.model));
    }
    if let Some(id) = service.service {
        entry.insert("service", value(id));
    }
    if !service.operations.is_empty() {
        let names: Array = service.operations.iter().map(String::as_str).collect();
        match entry.get_mut("operations") {
            Some(present) => replace_list(present, names),
            None => drop(entry.insert("operations", value(names))),
        }
    }
    Ok(document.to_string())
}

/// Replaces a list, and keeps a comment behind it.
fn replace_list(present: &mut Item, mut names: Array) {
    if let Some(old) = present.as_value() {
        *names.decor_mut() = old.decor().clone();
    }
    *present = Item::Value(names.into());
}
