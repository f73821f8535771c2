//! The declarations of structures, unions and open enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::common::{emit_attributes, emit_deprecated, emit_docs, ident};
use super::types::StdPaths;
use super::words::document_field;
use crate::rust::{Enum, Field, Item, ItemKind, Struct, Union, Variant};

/// Returns the declaration of an item.
pub fn emit_item(item: &Item, paths: &StdPaths) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(body) => emit_structure(item, body, paths),
        ItemKind::Union(body) => emit_union(item, body, paths),
        ItemKind::Enum(values) => emit_text_enum(item, values),
        ItemKind::IntEnum(values) => emit_integer_enum(item, values),
    }
}

fn emit_structure(item: &Item, structure: &Struct, paths: &StdPaths) -> TokenStream {
    let name = ident(&item.name);
    let attributes = emit_attributes(item);
    let fields =
        structure.fields.iter().map(|member| emit_member(member, emit_field(member, paths)));
    quote! {
        #attributes
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// Returns the declaration of a field.
pub fn emit_field(field: &Field, paths: &StdPaths) -> TokenStream {
    let (name, ty) = (ident(&field.name), paths.ty(&field.ty));
    quote!(pub #name: #ty)
}

fn emit_union(item: &Item, union: &Union, paths: &StdPaths) -> TokenStream {
    let name = ident(&item.name);
    let attributes = emit_attributes(item);
    let variants =
        union.variants.iter().map(|member| emit_member(member, emit_union_variant(member, paths)));
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
pub fn emit_union_variant(variant: &Field, paths: &StdPaths) -> TokenStream {
    let (name, ty) = (ident(&variant.name), paths.ty(&variant.ty));
    quote!(#name(#ty))
}

fn emit_member(member: &Field, declaration: TokenStream) -> TokenStream {
    let (docs, deprecated) =
        (emit_docs(&document_field(member)), emit_deprecated(&member.deprecated));
    quote!(#docs #deprecated #declaration)
}

fn emit_text_enum(item: &Item, values: &Enum<String>) -> TokenStream {
    let unknown = quote! {
        /// A value this version doesn't know; produced only by deserialization and `From`.
        Unknown(support::UnknownValue)
    };
    emit_enum(item, values, &unknown)
}

fn emit_integer_enum(item: &Item, values: &Enum<i32>) -> TokenStream {
    let unknown = quote! {
        /// A value this version doesn't know; produced only by deserialization.
        Unknown(support::UnknownInteger)
    };
    emit_enum(item, values, &unknown)
}

fn emit_enum<V>(item: &Item, values: &Enum<V>, unknown: &TokenStream) -> TokenStream {
    let name = ident(&item.name);
    let attributes = emit_attributes(item);
    let variants = values.variants.iter().map(emit_enum_variant);
    quote! {
        #attributes
        pub enum #name {
            #(#variants,)*
            #unknown,
        }
    }
}

fn emit_enum_variant<V>(variant: &Variant<V>) -> TokenStream {
    let name = ident(&variant.name);
    let (docs, deprecated) = (emit_docs(&variant.docs), emit_deprecated(&variant.deprecated));
    quote!(#docs #deprecated #name)
}
