//! `new` for structures with required members.

use super::text::{Node, Text};
use super::types::ty;
use crate::rust::{Api, Field, Item, ItemKind, Struct, Type};

/// `new` takes the required members in model order; there is none where nothing is required.
pub fn constructor(item: &Item, structure: &Struct, api: &Api, to: &mut Text) {
    to.line(0, &["impl ", &item.name, " {"]);
    to.line(1, &["/// A value of its required members."]);
    to.node(1, "", &signature(structure, api), " -> Self {");
    let values = structure.fields.iter().map(|field| value(field, api));
    to.value(2, &values.collect::<Vec<_>>());
    to.line(1, &["}"]);
    to.line(0, &["}"]);
}

/// Whether there is one.
pub fn has(structure: &Struct) -> bool {
    parameters(structure).next().is_some()
}

/// The members that it takes, in the order of its parameters.
pub fn parameters(structure: &Struct) -> impl Iterator<Item = &Field> {
    structure.fields.iter().filter(|field| field.required)
}

/// Its declaration, but for what it returns.
pub fn signature(structure: &Struct, api: &Api) -> Node {
    let parameters = parameters(structure).map(|field| parameter(field, api)).collect();
    Node::List("pub fn new(".to_owned(), parameters, ")")
}

fn parameter(field: &Field, api: &Api) -> Node {
    let value = field.value_type();
    let open = format!("{}: ", field.name);
    if converts(value, api) {
        Node::Prefixed(format!("{open}impl "), Box::new(into(ty(value))))
    } else {
        Node::Prefixed(open, Box::new(ty(value)))
    }
}

fn into(ty: Node) -> Node {
    Node::List("::core::convert::Into<".to_owned(), vec![ty], ">")
}

fn value(field: &Field, api: &Api) -> Node {
    let name = &field.name;
    let converts = converts(field.value_type(), api);
    let value = if converts { format!("{name}.into()") } else { name.clone() };
    match (field.required, field.must()) {
        (true, true) if converts => Node::Word(format!("{name}: {value}")),
        (true, true) => Node::Word(value),
        (true, false) => {
            let value = vec![Node::Word(value)];
            Node::List(format!("{name}: ::core::option::Option::Some("), value, ")")
        }
        (false, _) => Node::Word(format!("{name}: ::core::option::Option::None")),
    }
}

/// Whether a caller has something simpler at hand: text, bytes, the spelling of an enum's value.
pub fn converts(value: &Type, api: &Api) -> bool {
    match value {
        Type::String | Type::Blob => true,
        Type::Item(name) => {
            api.item(name).is_some_and(|item| matches!(item.kind, ItemKind::Enum(_)))
        }
        _ => false,
    }
}
