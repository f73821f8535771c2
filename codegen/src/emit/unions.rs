//! Unions, as a reader wants to see them.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{attributes, deprecated, docs, ident, ty};
use super::words::documented;
use crate::rust::{Item, Union};

/// The enum with a variant a member.
pub fn union(item: &Item, union: &Union) -> TokenStream {
    let (name, attributes) = (ident(&item.name), attributes(item, &quote!(Clone)));
    let (item_docs, item_deprecated) = (docs(&item.docs), deprecated(&item.deprecated));
    let variants = union.variants.iter().map(|variant| {
        let (docs, deprecated) = (docs(&documented(variant)), deprecated(&variant.deprecated));
        let (name, ty) = (ident(&variant.name), ty(&variant.ty));
        quote! {
            #docs
            #deprecated
            #name(#ty)
        }
    });
    quote! {
        #item_docs
        #item_deprecated
        #attributes
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A member that this crate doesn't know. Only reading makes it; writing gives back what was read.
            Unknown(support::UnknownVariant),
        }
    }
}
