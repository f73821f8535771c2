//! Identifiers, types and attributes as tokens.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use crate::rust::{Item, Type};

/// A name that [`crate::names`] has made.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The path of a type. Everything that isn't of the module itself is absolute, so that no shape's
/// name can stand in for it.
pub fn ty(ty: &Type) -> TokenStream {
    match ty {
        Type::Bool => quote!(bool),
        Type::I8 => quote!(i8),
        Type::I16 => quote!(i16),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::F32 => quote!(f32),
        Type::F64 => quote!(f64),
        Type::String => quote!(::std::string::String),
        Type::BigInteger => quote!(support::BigInteger),
        Type::BigDecimal => quote!(support::BigDecimal),
        Type::Blob => quote!(support::Blob),
        Type::Timestamp => quote!(support::Timestamp),
        Type::Document => quote!(::serde_json::Value),
        Type::Empty => quote!(support::Empty),
        Type::Item(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::Vec(inner) => {
            let inner = self::ty(inner);
            quote!(::std::vec::Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = self::ty(inner);
            quote!(::std::collections::BTreeMap<::std::string::String, #inner>)
        }
        Type::Option(inner) => {
            let inner = self::ty(inner);
            quote!(::core::option::Option<#inner>)
        }
        Type::Boxed(inner) => {
            let inner = self::ty(inner);
            quote!(::std::boxed::Box<#inner>)
        }
    }
}

/// Lines of Markdown as doc comments.
pub fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| {
        let line = if line.is_empty() { String::new() } else { format!(" {line}") };
        quote!(#[doc = #line])
    });
    quote!(#(#lines)*)
}

/// The `deprecated` attribute, if any.
pub fn deprecated(note: &Option<String>) -> TokenStream {
    match note.as_deref() {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// The derives and attributes of an item, the item's own ones first.
pub fn attributes(item: &Item, derives: &TokenStream) -> TokenStream {
    let more = item.derives.iter().map(|path| tokens(path));
    let attributes = item.attributes.iter().map(|attribute| tokens(attribute));
    quote! {
        #[derive(#derives #(, #more)*)]
        #(#attributes)*
    }
}

/// Text that lowering found to be Rust. What isn't has to fail where the file is put together.
fn tokens(text: &str) -> TokenStream {
    let broken = || TokenTree::Punct(Punct::new('#', Spacing::Alone)).into();
    text.parse().unwrap_or_else(|_| broken())
}
