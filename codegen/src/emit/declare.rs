//! Declarations of items and their parts for reviews: as they are emitted, but without documentation, on one line
//! where that is possible, and with the short names of std's types.

use proc_macro2::TokenStream;

use super::text::{Node, Text};
use super::{constructors, enums, errors, operations, structures, unions, words};
use crate::layout;
use crate::rust::{
    Api, ErrorVariant, Exception, Field, Item, ItemKind, Operation, Rule, Struct, Type, Waiter,
};

pub use super::constructors::{converts, parameters};
pub use super::impls::{location, timestamp};
pub use super::text::string;

/// What opens the declaration of an item: `pub struct Layer`.
pub fn head(item: &Item) -> String {
    let keyword = if matches!(item.kind, ItemKind::Struct(_)) { "struct" } else { "enum" };
    format!("pub {keyword} {}", item.name)
}

/// The whole item, in lines.
pub fn whole(item: &Item) -> String {
    let mut text = Text::default();
    match &item.kind {
        ItemKind::Struct(body) => structures::structure(item, body, &mut text),
        ItemKind::Union(body) => unions::union(item, body, &mut text),
        ItemKind::Enum(values) => enums::text(item, values, &mut text),
        ItemKind::IntEnum(values) => enums::integer(item, values, &mut text),
    }
    let text = text.finish();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("///"));
    short(&lines.collect::<Vec<_>>().join("\n"))
}

/// `pub layers: Option<Vec<Layer>>`
pub fn field(field: &Field) -> String {
    flat(&structures::field(field))
}

/// `Number(i32)`
pub fn union_variant(variant: &Field) -> String {
    flat(&unions::variant(variant))
}

/// `ServiceException(super::ServiceException)`
pub fn error_variant(variant: &ErrorVariant) -> String {
    flat(&errors::variant(variant))
}

/// `pub fn new(name: impl Into<String>) -> Self`
pub fn constructor(structure: &Struct, api: &Api) -> String {
    flat(&constructors::signature(structure, api)) + " -> Self"
}

/// `#[deprecated(note = "…")]`
pub fn deprecated(note: &Option<String>) -> Option<String> {
    let mut text = Text::default();
    text.deprecated(0, note);
    let text = text.finish().trim_end().to_owned();
    (!text.is_empty()).then_some(text)
}

/// `ErrorInfo::new("Gone", Client, 410, Unspecified)`, and the other name of the error.
pub fn info(exception: &Exception) -> String {
    let alias = exception.alias.as_ref().map(|alias| format!(" | {}", string(alias)));
    let constants = errors::constants(exception);
    format!("ErrorInfo::new({constants}){}", alias.unwrap_or_default())
}

/// `type Input = super::InvokeRequest;`
pub fn associated(name: &str, ty: &Type) -> String {
    format!("type {name} = {};", operations::path(ty)).replace(" :: ", "::")
}

/// `const NAME: &'static str = "Invoke";`
pub fn name(operation: &Operation) -> String {
    format!("const NAME: &'static str = {};", string(operation.origin.name()))
}

/// `const READONLY: bool = true;`, where it is.
pub fn truth(name: &str, is: bool) -> Option<String> {
    is.then(|| format!("const {name}: bool = true;"))
}

/// `const HTTP: … = …;`
pub fn http(operation: &Operation) -> Option<String> {
    operation.http.as_ref().map(|http| constant(operations::http(http)))
}

/// `const PAGINATION: … = …;`
pub fn pagination(operation: &Operation) -> Option<String> {
    operation.pagination.as_ref().map(|pagination| constant(operations::pagination(pagination)))
}

/// `const WAITERS: … = &[…];`, with this waiter alone.
pub fn waiter(waiter: &Waiter) -> Option<String> {
    operations::waiters(std::slice::from_ref(waiter)).map(constant)
}

/// The constraints in words; nothing where there are none.
pub fn rules(rules: &[Rule], ty: &Type) -> Option<String> {
    let words = words::rules(rules, words::value_type(ty));
    (!words.is_empty()).then(|| words.join("; "))
}

fn flat(node: &Node) -> String {
    let mut text = String::new();
    node.flat(&mut text);
    short(&text)
}

fn constant(tokens: TokenStream) -> String {
    short(layout::items(tokens).trim_end())
}

/// The text with std's types by their names, as people write them.
fn short(text: &str) -> String {
    const PATHS: [&str; 7] = [
        "::core::convert::",
        "::core::option::Option::",
        "::core::option::",
        "::std::boxed::",
        "::std::collections::",
        "::std::string::",
        "::std::vec::",
    ];
    PATHS.iter().fold(text.to_owned(), |text, path| text.replace(path, ""))
}
