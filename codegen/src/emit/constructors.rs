//! `new` for structures with required members.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, ty};
use crate::rust::{Field, Item, Struct, Type};

/// `new` takes the required members in model order; `None` where nothing is required.
pub fn constructor(item: &Item, structure: &Struct) -> Option<TokenStream> {
    let name = ident(&item.name);
    let required: Vec<&Field> = structure.fields.iter().filter(|field| field.required).collect();
    if required.is_empty() {
        return None;
    }
    let parameters = required.iter().map(|field| {
        let (name, ty) = (ident(&field.name), parameter_type(value_type(&field.ty)));
        quote!(#name: #ty)
    });
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let is_text = *value_type(&field.ty) == Type::String;
        let value = if is_text { quote!(#name.into()) } else { quote!(#name) };
        match (field.required, field.must()) {
            (true, true) if is_text => quote!(#name: #value),
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

fn parameter_type(value: &Type) -> TokenStream {
    match value {
        Type::String => quote!(impl ::core::convert::Into<::std::string::String>),
        value => ty(value),
    }
}
