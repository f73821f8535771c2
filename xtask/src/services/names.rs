//! Unique names of services that can be names of modules and folders.

use std::collections::BTreeSet;

use crate::config::RESERVED_NAMES;

/// Returns a name for a service, such as `lambda` or `api_gateway`, and adds it to `taken`. If the name is taken, the first
/// of `suffixes` that makes it unique is appended, or else a number.
pub fn create_unique_name(id: &str, suffixes: [&str; 3], taken: &mut BTreeSet<String>) -> String {
    let plain = to_module_name(id);
    let longer = suffixes.into_iter().map(|suffix| to_module_name(&format!("{plain} {suffix}")));
    let mut names = std::iter::once(plain.clone()).chain(longer);
    let mut name = names.find(|name| !taken.contains(name)).unwrap_or(plain);
    let (first, mut number) = (name.clone(), 2);
    while !taken.insert(name.clone()) {
        name = format!("{first}_{number}");
        number += 1;
    }
    name
}

fn to_module_name(id: &str) -> String {
    // The namespace of a shape id isn't part of the name.
    let id = id.rsplit_once('#').map_or(id, |(_, name)| name);
    let parts = id.split(|letter: char| !letter.is_ascii_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let name = parts.join("_").to_ascii_lowercase();
    let is_usable = shapesmith::is_module_name(&name) && !RESERVED_NAMES.contains(&name.as_str());
    if is_usable { name } else { format!("service_{name}") }
}
