//! Structures, as a reader wants to see them.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{attributes, deprecated, docs, ident, ty};
use super::words::documented;
use crate::rust::{Item, Struct};

/// The struct, fields with their docs and nothing else.
pub fn structure(item: &Item, structure: &Struct) -> TokenStream {
    let name = ident(&item.name);
    let (item_docs, item_deprecated) = (docs(&item.docs), deprecated(&item.deprecated));
    let derives = if structure.has_default() { quote!(Clone, Default) } else { quote!(Clone) };
    let attributes = attributes(item, &derives);
    let fields = structure.fields.iter().map(|field| {
        let (docs, deprecated) = (docs(&documented(field)), deprecated(&field.deprecated));
        let (name, ty) = (ident(&field.name), ty(&field.ty));
        quote! {
            #docs
            #deprecated
            pub #name: #ty
        }
    });
    quote! {
        #item_docs
        #item_deprecated
        #attributes
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}
