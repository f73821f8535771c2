//! `new` for structures with required members.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, ty};
use crate::rust::{Api, Field, Item, ItemKind, Struct, Type};

/// `new` takes the required members in model order; `None` where nothing is required.
pub fn constructor(item: &Item, structure: &Struct, api: &Api) -> Option<TokenStream> {
    let name = ident(&item.name);
    let required: Vec<&Field> = structure.fields.iter().filter(|field| field.required).collect();
    if required.is_empty() {
        return None;
    }
    let parameters = required.iter().map(|field| {
        let (name, value) = (ident(&field.name), value_type(&field.ty));
        let ty = ty(value);
        if converts(value, api) {
            quote!(#name: impl ::core::convert::Into<#ty>)
        } else {
            quote!(#name: #ty)
        }
    });
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let converts = converts(value_type(&field.ty), api);
        let value = if converts { quote!(#name.into()) } else { quote!(#name) };
        match (field.required, field.must()) {
            (true, true) if converts => quote!(#name: #value),
            (true, true) => value,
            (true, false) => quote!(#name: ::core::option::Option::Some(#value)),
            (false, _) => quote!(#name: ::core::option::Option::None),
        }
    });
    Some(quote! {
        impl #name {
            /// A value of its required members.
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields),* }
            }
        }
    })
}

/// The type without room for nothing.
fn value_type(ty: &Type) -> &Type {
    match ty {
        Type::Option(inner) => inner,
        ty => ty,
    }
}

/// Whether a caller has something simpler at hand: text, bytes, the spelling of an enum's value.
fn converts(value: &Type, api: &Api) -> bool {
    match value {
        Type::String | Type::Blob => true,
        Type::Item(name) => {
            api.item(name).is_some_and(|item| matches!(item.kind, ItemKind::Enum(_)))
        }
        _ => false,
    }
}
