//! Declarations of items and their parts for reviews: as they are emitted, but without documentation, on one line
//! where that is possible, and with the short names of std's types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::StdPaths;
use super::{constructors, errors, items, operations, words};
use crate::layout;
use crate::rust::{
    Api, ErrorVariant, EventStream, Exception, Field, Item, ItemKind, Operation, Rule, Struct,
    Type, Waiter,
};

pub use super::constructors::{constructor_parameters, takes_into};
pub use super::impls::{location_flag, timestamp_flag};

/// Returns a string literal.
pub fn string(text: &str) -> String {
    Literal::string(text).to_string()
}

/// What opens the declaration of an item: `pub struct Layer`.
pub fn head(item: &Item) -> String {
    let keyword = if matches!(item.kind, ItemKind::Struct(_)) { "struct" } else { "enum" };
    format!("pub {keyword} {}", item.name)
}

/// Returns the whole item, in lines.
pub fn whole(item: &Item) -> String {
    let text = layout::format_items(items::emit_item(item, &StdPaths::short()));
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("///"));
    lines.collect::<Vec<_>>().join("\n")
}

/// `pub layers: Option<Vec<Layer>>`
pub fn field(field: &Field) -> String {
    layout::format_declaration(items::emit_field(field, &StdPaths::short()))
}

/// `Number(i32)`
pub fn union_variant(variant: &Field) -> String {
    layout::format_declaration(items::emit_union_variant(variant, &StdPaths::short()))
}

/// `ServiceException(super::ServiceException)`
pub fn error_variant(variant: &ErrorVariant) -> String {
    layout::format_declaration(errors::emit_variant(variant))
}

/// `pub fn new(name: impl Into<String>) -> Self`
pub fn constructor(structure: &Struct, api: &Api) -> String {
    layout::format_declaration(constructors::emit_signature(structure, api, &StdPaths::short()))
}

/// `#[deprecated(note = "…")]`
pub fn deprecated(note: &Option<String>) -> Option<String> {
    note.as_ref().map(|note| match note.as_str() {
        "" => "#[deprecated]".to_owned(),
        note => format!("#[deprecated(note = {})]", string(note)),
    })
}

/// `ErrorInfo::new("Gone", Client, 410, Unspecified)`, and the other name of the error.
pub fn info(exception: &Exception) -> String {
    let alias = exception.alias.as_ref().map(|alias| format!(" | {}", string(alias)));
    let constants = errors::emit_error_info(exception);
    let info = layout::format_expression(quote!(ErrorInfo::new(#constants)));
    info + &alias.unwrap_or_default()
}

/// `type Input = super::InvokeRequest;`
pub fn associated(name: &str, ty: &Type) -> String {
    format!("type {name} = {};", layout::format_type(operations::emit_message_path(ty)))
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
    operation.http.as_ref().map(|http| constant(operations::emit_http(http, &StdPaths::short())))
}

/// `const PAGINATION: … = …;`
pub fn pagination(operation: &Operation) -> Option<String> {
    let pagination = operation.pagination.as_ref();
    pagination.map(|pages| constant(operations::emit_pagination(pages, &StdPaths::short())))
}

/// `impl support::HasOutputEvents for Watch { type OutputEvent = super::Events; }`, where it is.
pub fn event_type(
    operation: &Operation,
    [name, associated]: [&str; 2],
    events: &Option<EventStream>,
) -> Option<String> {
    let item = type_of(&events.as_ref()?.item, associated);
    Some(format!("impl support::{name} for {} {{ {item} }}", operation.name))
}

/// `type OutputEvent = super::Events;`
pub fn type_of(item: &str, associated: &str) -> String {
    format!("type {associated} = super::{item};")
}

/// `const OUTPUT_EVENTS: … = …;`
pub fn events(name: &str, events: &Option<EventStream>) -> Option<String> {
    operations::emit_events(name, events, &StdPaths::short()).map(constant)
}

/// `const WAITERS: … = &[…];`, with this waiter alone.
pub fn waiter(waiter: &Waiter) -> Option<String> {
    operations::emit_waiters(std::slice::from_ref(waiter)).map(constant)
}

fn constant(tokens: TokenStream) -> String {
    layout::format_items(tokens).trim_end().to_owned()
}

/// The constraints in words; nothing where there are none.
pub fn rules(rules: &[Rule], ty: &Type) -> Option<String> {
    let words = words::describe_rules(rules, words::value_type(ty));
    (!words.is_empty()).then(|| words.join("; "))
}
