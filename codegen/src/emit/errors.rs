//! Errors: an enum for each operation and one for the service, and what makes a structure an exception.

use shapesmith_model::Fault;

use super::page::Page;
use super::text::{Node, Text, string};
use crate::rust::{Api, ErrorSet, ErrorVariant, Exception, Item, Retry};

/// The enums, the service's first; blank lines set them apart.
pub fn enums(api: &Api, page: &Page<'_>, to: &mut Text) {
    error_set(&api.errors, &format!("All errors of {}.", api.title), page, to);
    for operation in &api.operations {
        let name = &operation.name;
        let docs = format!(
            "What [`{name}`](super::operations::{name}) may answer with instead of its response."
        );
        to.line(0, &[]);
        error_set(&operation.errors, &docs, page, to);
    }
}

fn error_set(set: &ErrorSet, about: &str, page: &Page<'_>, to: &mut Text) {
    to.docs(0, &[about.to_owned()]);
    to.line(0, &["#[non_exhaustive]"]);
    to.line(0, &["pub enum ", &set.name, " {"]);
    for variant in &set.variants {
        to.docs(1, &page.error(&variant.item));
        to.node(1, "", &self::variant(variant), ",");
    }
    to.line(1, &["/// An error that the model doesn't have here."]);
    to.line(1, &["Unknown(support::UnknownError),"]);
    to.line(0, &["}"]);
}

/// The declaration of a variant.
pub fn variant(variant: &ErrorVariant) -> Node {
    let item = vec![Node::Word(format!("super::{}", variant.item))];
    Node::List(format!("{}(", variant.name), item, ")")
}

/// What is mechanical about them, for macros of `error_macros.rs`.
///
/// One conversion serves all errors of operations. Where support is a crate `apart`, it might implement its
/// trait for more, as far as the compiler knows, so that each operation has a conversion of its own.
pub fn impls(api: &Api, apart: bool, to: &mut Text) {
    for item in &api.items {
        if let Some(exception) = item.exception() {
            exception_impl(item, exception, to);
        }
    }
    let service = format!("super::errors::{}", api.errors.name);
    set_impl(api, &api.errors, to);
    if !apart {
        conversion("<E: support::PartOf<Self>>", "E", &service, to);
    }
    for operation in &api.operations {
        let errors = &operation.errors;
        set_impl(api, errors, to);
        let own = ["impl support::PartOf<", &service, "> for super::errors::", &errors.name, " {}"];
        to.line(0, &own);
        if apart {
            conversion("", &format!("super::errors::{}", errors.name), &service, to);
        }
    }
}

fn conversion(generics: &str, from: &str, service: &str, to: &mut Text) {
    to.line(0, &["impl", generics, " ::core::convert::From<", from, "> for ", service, " {"]);
    to.line(1, &["fn from(error: ", from, ") -> Self {"]);
    to.line(2, &["support::widen(&error)"]);
    to.line(1, &["}"]);
    to.line(0, &["}"]);
}

fn exception_impl(item: &Item, exception: &Exception, to: &mut Text) {
    to.line(0, &["exception!(", &item.name, ", ", &constants(exception), ");"]);
}

/// What is the same for all values of an error, with commas between.
pub fn constants(exception: &Exception) -> String {
    let code = string(&exception.code);
    let fault = match exception.fault {
        Fault::Client => "Client",
        Fault::Server => "Server",
    };
    let retry = match exception.retry {
        Retry::Unspecified => "Unspecified",
        Retry::Retryable => "Retryable",
        Retry::Throttling => "Throttling",
    };
    format!("{code}, {fault}, {}, {retry}", exception.status)
}

/// A line an error: its place, its variant, and the codes that it is known by.
fn set_impl(api: &Api, set: &ErrorSet, to: &mut Text) {
    to.line(0, &[]);
    let variants = set.variants.iter().enumerate().filter_map(|(place, variant)| {
        let exception = api.item(&variant.item)?.exception()?;
        let alias = exception.alias.as_ref().map(|alias| format!(" | {}", string(alias)));
        let (code, alias) = (string(&exception.code), alias.unwrap_or_default());
        Some(format!("{place} {} {code}{alias},", variant.name))
    });
    let variants: Vec<String> = variants.collect();
    if variants.is_empty() {
        return to.line(0, &["errors!(", &set.name, " {});"]);
    }
    to.line(0, &["errors!(", &set.name, " {"]);
    for variant in variants {
        to.line(1, &[&variant]);
    }
    to.line(0, &["});"]);
}
