//! What services are called in a corpus: names that can be modules and folders.

use std::collections::BTreeSet;

/// Names that the generated crate has otherwise.
const TAKEN: [&str; 4] = ["default", "serde_core", "serde_json", "support"];

/// A name of the service, like `lambda` or `api_gateway`; `more` tells it from others of the name.
pub fn unique(id: &str, more: [&str; 2], taken: &mut BTreeSet<String>) -> String {
    let mut name = module(id);
    for more in more {
        if taken.contains(&name) {
            name = module(&format!("{name} {more}"));
        }
    }
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
    let usable = syn::parse_str::<syn::Ident>(&name).is_ok() && !TAKEN.contains(&name.as_str());
    if usable { name } else { format!("service_{name}") }
}
