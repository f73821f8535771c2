//! The members of a request or response as a list.

use super::link;
use super::paragraph;
use crate::docs;
use crate::emit::types::in_prose;
use crate::emit::words::{constraints, value_type};
use crate::rust::{Api, Field, Item, Location, Type};

/// A bullet a member: name, type, where it travels, what it is, and for what is sent, its constraints.
pub fn list(item: &Item, api: &Api, sent: bool) -> Vec<String> {
    item.fields().iter().map(|field| bullet(item, field, api, sent)).collect()
}

fn bullet(item: &Item, field: &Field, api: &Api, sent: bool) -> String {
    // In links, too: rustdoc would take `#` for the start of a fragment.
    let name = field.name.trim_start_matches("r#");
    let required = if field.required && sent { "**" } else { "" };
    let mut text = format!(
        // Links spell names plainly: to rustdoc, what follows a `#` is a place on the page.
        "- {required}[`{name}`](super::{}::{name}){required}: {}",
        item.name,
        type_text(value_type(&field.ty), api)
    );
    if let Some(place) = place(field.location) {
        text.push_str(&format!(", {place}"));
    }
    text.push('.');
    let constraints = if sent { constraints(field) } else { String::new() };
    let italic = if constraints.is_empty() { constraints } else { format!("*{constraints}*") };
    let about = paragraph(&field.docs);
    // Where the model says nothing, the documentation is the name once more.
    let about = if about == docs::code(&field.member) { String::new() } else { about };
    for part in [about, italic] {
        if !part.is_empty() {
            text.push_str(&format!(" {part}"));
        }
    }
    text
}

fn place(location: Location) -> Option<&'static str> {
    match location {
        Location::Body => None,
        Location::Payload => Some("the whole body"),
        Location::Label => Some("in the path"),
        Location::Query => Some("in the query"),
        Location::QueryParams => Some("all further parameters of the query"),
        Location::Header => Some("in a header"),
        Location::PrefixHeaders => Some("in headers"),
        Location::ResponseCode => Some("the status code"),
    }
}

/// A type as a reader knows it, with a link where the module has a page of it.
fn type_text(ty: &Type, api: &Api) -> String {
    match ty.parts().last() {
        Some(Type::Item(name)) if api.item(name).is_some() && ty.parts().count() == 1 => link(name),
        Some(Type::Item(name)) => format!("[`{}`](super::{name})", in_prose(ty)),
        _ => format!("`{}`", in_prose(ty)),
    }
}
