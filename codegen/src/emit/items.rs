//! Structures, unions and open enums, as a reader wants to see them.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{attributes, deprecated, docs, ident};
use super::types::StdPaths;
use super::words::documented;
use crate::rust::{Enum, Field, Item, ItemKind, Struct, Union, Variant};

/// Returns the declaration of an item.
pub fn item(item: &Item, paths: &StdPaths) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(body) => structure(item, body, paths),
        ItemKind::Union(body) => union(item, body, paths),
        ItemKind::Enum(values) => text_enum(item, values),
        ItemKind::IntEnum(values) => integer_enum(item, values),
    }
}

fn structure(item: &Item, structure: &Struct, paths: &StdPaths) -> TokenStream {
    let name = ident(&item.name);
    let derives = if structure.has_default() { quote!(Clone, Default) } else { quote!(Clone) };
    let attributes = attributes(item, derives);
    let fields = structure.fields.iter().map(|member| documented_as(member, field(member, paths)));
    quote! {
        #attributes
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// Returns the declaration of a field.
pub fn field(field: &Field, paths: &StdPaths) -> TokenStream {
    let (name, ty) = (ident(&field.name), paths.ty(&field.ty));
    quote!(pub #name: #ty)
}

fn union(item: &Item, union: &Union, paths: &StdPaths) -> TokenStream {
    let name = ident(&item.name);
    let attributes = attributes(item, quote!(Clone));
    let variants =
        union.variants.iter().map(|member| documented_as(member, union_variant(member, paths)));
    quote! {
        #attributes
        pub enum #name {
            #(#variants,)*
            /// A member this version doesn't know; produced only by deserialization, and serialized as it was read.
            Unknown(support::UnknownVariant),
        }
    }
}

/// Returns the declaration of a union's variant.
pub fn union_variant(variant: &Field, paths: &StdPaths) -> TokenStream {
    let (name, ty) = (ident(&variant.name), paths.ty(&variant.ty));
    quote!(#name(#ty))
}

fn documented_as(member: &Field, declaration: TokenStream) -> TokenStream {
    let (docs, deprecated) = (docs(&documented(member)), deprecated(&member.deprecated));
    quote!(#docs #deprecated #declaration)
}

fn text_enum(item: &Item, values: &Enum<String>) -> TokenStream {
    let name = ident(&item.name);
    let attributes = attributes(item, quote!(Clone, PartialEq, Eq));
    let variants = values.variants.iter().map(enum_variant);
    quote! {
        #attributes
        pub enum #name {
            #(#variants,)*
            /// A value this version doesn't know; produced only by deserialization and `From`.
            Unknown(support::UnknownValue),
        }
    }
}

fn integer_enum(item: &Item, values: &Enum<i32>) -> TokenStream {
    let name = ident(&item.name);
    let attributes = attributes(item, quote!(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord));
    let variants = values.variants.iter().map(enum_variant);
    quote! {
        #attributes
        pub enum #name {
            #(#variants,)*
            /// A value this version doesn't know; produced only by deserialization.
            Unknown(support::UnknownInteger),
        }
    }
}

fn enum_variant<V>(variant: &Variant<V>) -> TokenStream {
    let name = ident(&variant.name);
    let (docs, deprecated) = (docs(&variant.docs), deprecated(&variant.deprecated));
    quote!(#docs #deprecated #name)
}
