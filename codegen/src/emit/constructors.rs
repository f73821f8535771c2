//! `new` for structures with required members.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{emit_docs, ident};
use super::types::StdPaths;
use crate::rust::{Api, Field, Item, ItemKind, Struct, Type};

/// Returns the constructor, which takes the required members in model order.
pub fn emit_constructor(
    item: &Item,
    structure: &Struct,
    noun: &str,
    api: &Api,
    paths: &StdPaths,
) -> TokenStream {
    let name = ident(&item.name);
    let docs = emit_docs(&[format!("Creates {noun} with its required members.")]);
    let signature = emit_signature(structure, api, paths);
    let initializers = structure.fields.iter().map(|field| emit_initializer(field, api, paths));
    quote! {
        impl #name {
            #docs
            #signature {
                Self { #(#initializers),* }
            }
        }
    }
}

/// Returns whether a structure has a constructor.
pub fn has_constructor(structure: &Struct) -> bool {
    constructor_parameters(structure).next().is_some()
}

/// Returns the members that the constructor takes, in the order of its parameters.
pub fn constructor_parameters(structure: &Struct) -> impl Iterator<Item = &Field> {
    structure.fields.iter().filter(|field| field.required)
}

/// Returns the signature of the constructor.
pub fn emit_signature(structure: &Struct, api: &Api, paths: &StdPaths) -> TokenStream {
    let parameters =
        constructor_parameters(structure).map(|field| emit_parameter(field, api, paths));
    quote!(pub fn new(#(#parameters),*) -> Self)
}

fn emit_parameter(field: &Field, api: &Api, paths: &StdPaths) -> TokenStream {
    let (name, into) = (ident(&field.name), &paths.into);
    let value_type = field.value_type();
    let ty = paths.ty(value_type);
    if takes_into(value_type, api) { quote!(#name: impl #into<#ty>) } else { quote!(#name: #ty) }
}

/// Returns the initializer of a field: the parameter for a required member, or else `None`.
fn emit_initializer(field: &Field, api: &Api, paths: &StdPaths) -> TokenStream {
    let (name, some, none) = (ident(&field.name), &paths.some, &paths.none);
    match (field.required, field.is_non_optional(), takes_into(field.value_type(), api)) {
        (true, true, true) => quote!(#name: #name.into()),
        (true, true, false) => quote!(#name),
        (true, false, true) => quote!(#name: #some(#name.into())),
        (true, false, false) => quote!(#name: #some(#name)),
        (false, ..) => quote!(#name: #none),
    }
}

/// Returns whether the parameter for a value of this type is an `impl Into`: the type is text, bytes or a text enum.
pub fn takes_into(value: &Type, api: &Api) -> bool {
    match value {
        Type::String | Type::Blob => true,
        Type::Item(name) => {
            api.item(name).is_some_and(|item| matches!(item.kind, ItemKind::Enum(_)))
        }
        _ => false,
    }
}
