//! What services are called in a corpus: names that can be modules and folders.

use std::collections::BTreeSet;

/// Names that the generated crate has otherwise.
const TAKEN: [&str; 4] = ["default", "serde_core", "serde_json", "support"];

/// A name of the service, like `lambda` or `api_gateway`; the first of `more` that does tells it from others.
pub fn unique(id: &str, more: [&str; 3], taken: &mut BTreeSet<String>) -> String {
    let plain = module(id);
    let longer = more.into_iter().map(|more| module(&format!("{plain} {more}")));
    let mut names = std::iter::once(plain.clone()).chain(longer);
    let mut name = names.find(|name| !taken.contains(name)).unwrap_or(plain);
    let (first, mut number) = (name.clone(), 2);
    while !taken.insert(name.clone()) {
        name = format!("{first}_{number}");
        number += 1;
    }
    name
}

fn module(id: &str) -> String {
    // Of an absolute shape id the name says enough.
    let id = id.rsplit_once('#').map_or(id, |(_, name)| name);
    let parts = id.split(|letter: char| !letter.is_ascii_alphanumeric());
    let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
    let name = parts.join("_").to_ascii_lowercase();
    let usable = shapesmith::is_module_name(&name) && !TAKEN.contains(&name.as_str());
    if usable { name } else { format!("service_{name}") }
}
