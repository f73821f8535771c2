//! The list of a message's members.

use super::first_paragraph;
use super::link;
use crate::docs;
use crate::emit::types::type_in_prose;
use crate::emit::words::{describe_constraints, value_type};
use crate::rust::{Api, Field, Item, Location, Type};

/// Returns an item of the list for each member: name, type, location, documentation, and constraints in requests.
pub fn list_members(item: &Item, api: &Api, sent: bool) -> Vec<String> {
    item.fields().iter().map(|field| describe_member(item, field, api, sent)).collect()
}

fn describe_member(item: &Item, field: &Field, api: &Api, sent: bool) -> String {
    // In links, too: rustdoc would take `#` for the start of a fragment.
    let name = field.name.trim_start_matches("r#");
    let required = if field.required && sent { "**" } else { "" };
    let mut text = format!(
        // Links spell names plainly: to rustdoc, what follows a `#` is a place on the page.
        "- {required}[`{name}`](super::{}::{name}){required}: {}",
        item.name,
        describe_type(value_type(&field.ty), api)
    );
    if let Some(place) = describe_location(field) {
        text.push_str(&format!(", {place}"));
    }
    text.push('.');
    let constraints = if sent { describe_constraints(field) } else { String::new() };
    let italic = if constraints.is_empty() { constraints } else { format!("*{constraints}*") };
    let about = first_paragraph(&field.docs);
    // Without prose in the model, the documentation is only the name.
    let about = if about == docs::code(&field.member) { String::new() } else { about };
    for part in [about, italic] {
        if !part.is_empty() {
            text.push_str(&format!(" {part}"));
        }
    }
    text
}

/// Returns where a member travels in an HTTP message, unless that is in the body.
fn describe_location(field: &Field) -> Option<String> {
    let name = docs::code(field.wire_name.as_deref().unwrap_or_default());
    let text = match field.location {
        Location::Body => return None,
        Location::Payload => "the whole body".to_owned(),
        Location::Label => "in the path".to_owned(),
        Location::Query => format!("in the query as {name}"),
        Location::QueryParams => "all further parameters of the query".to_owned(),
        Location::Header => format!("in the header {name}"),
        Location::PrefixHeaders if field.wire_name.as_deref() == Some("") => {
            "all headers".to_owned()
        }
        Location::PrefixHeaders => format!("in headers that start with {name}"),
        Location::ResponseCode => "the status code".to_owned(),
        Location::EventHeader => "in a header of the event".to_owned(),
        Location::EventPayload => "the whole payload of the event".to_owned(),
    };
    Some(text)
}

/// Returns a type as text, with a link if it contains an item.
fn describe_type(ty: &Type, api: &Api) -> String {
    match ty.parts().last() {
        Some(Type::Item(name)) if api.item(name).is_some() && ty.parts().count() == 1 => link(name),
        Some(Type::Item(name)) => format!("[`{}`](super::{name})", type_in_prose(ty)),
        _ => format!("`{}`", type_in_prose(ty)),
    }
}
