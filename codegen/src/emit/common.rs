//! What all emitters share: identifiers, documentation, attributes, files.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::layout;
use crate::rust::Item;

/// Returns the identifier of a name from [`crate::names`].
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns the identifiers of names.
pub fn idents<'a>(names: impl IntoIterator<Item = &'a String>) -> std::vec::IntoIter<Ident> {
    names.into_iter().map(|name| ident(name)).collect::<Vec<_>>().into_iter()
}

/// Returns the numbers from zero to `count`, exclusive.
pub fn indexes(count: usize) -> impl Iterator<Item = Literal> + Clone {
    (0..count).map(Literal::usize_unsuffixed)
}

/// Returns lines of Markdown as documentation.
pub fn emit_docs(lines: &[String]) -> TokenStream {
    let mut text = String::new();
    for line in lines.iter().flat_map(|line| line.split('\n')).flat_map(|line| line.split('\r')) {
        text.push_str(if line.is_empty() { "\n" } else { "\n " });
        text.push_str(line);
    }
    match text.strip_prefix('\n') {
        Some(text) => {
            let text = layout::doc_literal(text);
            quote!(#[doc = #text])
        }
        None => TokenStream::new(),
    }
}

/// Returns the `deprecated` attribute, if any.
pub fn emit_deprecated(note: &Option<String>) -> TokenStream {
    match note.as_deref() {
        None => TokenStream::new(),
        Some("") => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// Returns the documentation, derives and attributes of an item, those of the policy included.
pub fn emit_attributes(item: &Item) -> TokenStream {
    let (docs, deprecated) = (emit_docs(&item.docs), emit_deprecated(&item.deprecated));
    let derives =
        item.kind.derives().iter().copied().chain(item.derives.iter().map(String::as_str));
    let derives = derives.map(parse_tokens);
    let attributes = item.attributes.iter().map(|attribute| parse_tokens(attribute));
    quote! {
        #docs
        #deprecated
        #[derive(#(#derives),*)]
        #(#attributes)*
        #[non_exhaustive]
    }
}

/// Parses Rust that was given as text. Lowering has checked it.
pub fn parse_tokens(rust: &str) -> TokenStream {
    rust.parse().unwrap_or_default()
}

/// Returns the text of a file: its header, then groups of items, set apart by blank lines.
pub fn print_file(header: &str, groups: impl IntoIterator<Item = TokenStream>) -> String {
    let mut text = header.to_owned();
    layout::append_groups(groups, &mut text);
    text
}
