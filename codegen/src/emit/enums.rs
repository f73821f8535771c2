//! Open enums, as a reader wants to see them.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{attributes, deprecated, docs, ident};
use crate::rust::{Enum, Item};

/// An enum over text.
pub fn text(item: &Item, values: &Enum<String>) -> TokenStream {
    open(item, values, &quote!(Clone, PartialEq, Eq), &quote!(support::UnknownValue))
}

/// An enum over integers.
pub fn integer(item: &Item, values: &Enum<i32>) -> TokenStream {
    let derives = quote!(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord);
    open(item, values, &derives, &quote!(support::UnknownInteger))
}

fn open<V>(
    item: &Item,
    values: &Enum<V>,
    derives: &TokenStream,
    unknown: &TokenStream,
) -> TokenStream {
    let (name, attributes) = (ident(&item.name), attributes(item, derives));
    let (item_docs, item_deprecated) = (docs(&item.docs), deprecated(&item.deprecated));
    let variants = values.variants.iter().map(|variant| {
        let (docs, deprecated) = (docs(&variant.docs), deprecated(&variant.deprecated));
        let name = ident(&variant.name);
        quote! {
            #docs
            #deprecated
            #name
        }
    });
    quote! {
        #item_docs
        #item_deprecated
        #attributes
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this crate doesn't know. Only reading and conversion make it, never of a known value.
            Unknown(#unknown),
        }
    }
}
