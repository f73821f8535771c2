//! Identifiers and attributes as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A name that [`crate::names`] has made.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// The `deprecated` attribute, if any.
pub fn deprecated(note: &Option<String>) -> TokenStream {
    match note.as_deref() {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}
