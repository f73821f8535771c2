//! Types, as generated code and its readers write them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::common::ident;
use crate::layout;
use crate::rust::{Api, Type};

/// The paths of types and values of the standard library in a module: short, unless the module has something of the
/// name.
pub struct StdPaths {
    pub option: TokenStream,
    pub some: TokenStream,
    pub none: TokenStream,
    pub into: TokenStream,
    string: TokenStream,
    vec: TokenStream,
    boxed: TokenStream,
    map: TokenStream,
    /// Whether the map's short name needs an import.
    imports_map: bool,
}

impl StdPaths {
    /// Returns the paths where all items of a module are in scope.
    pub fn beside_items(api: &Api) -> Self {
        Self::beside(api.items.iter().map(|item| item.name.as_str()))
    }

    /// Returns the paths in the module of operations.
    pub fn beside_operations(api: &Api) -> Self {
        Self::beside(api.operations.iter().map(|operation| operation.name.as_str()))
    }

    /// Returns the paths for readers, who know the short names.
    pub fn short() -> Self {
        Self::beside([])
    }

    fn beside<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let taken: BTreeSet<&str> = names.into_iter().collect();
        let path = |name: &str, short: TokenStream, absolute: TokenStream| {
            if taken.contains(name) { absolute } else { short }
        };
        Self {
            option: path("Option", quote!(Option), quote!(::core::option::Option)),
            some: path("Some", quote!(Some), quote!(::core::option::Option::Some)),
            none: path("None", quote!(None), quote!(::core::option::Option::None)),
            into: path("Into", quote!(Into), quote!(::core::convert::Into)),
            string: path("String", quote!(String), quote!(::std::string::String)),
            vec: path("Vec", quote!(Vec), quote!(::std::vec::Vec)),
            boxed: path("Box", quote!(Box), quote!(::std::boxed::Box)),
            map: path("BTreeMap", quote!(BTreeMap), quote!(::std::collections::BTreeMap)),
            imports_map: !taken.contains("BTreeMap"),
        }
    }

    /// Returns the imports that these types need.
    pub fn imports<'a>(&self, types: impl IntoIterator<Item = &'a Type>) -> TokenStream {
        let is_map = |ty: &Type| matches!(ty, Type::Map(_));
        let has_map = types.into_iter().any(|ty| ty.parts().any(is_map));
        if has_map && self.imports_map {
            quote!(
                use std::collections::BTreeMap;
            )
        } else {
            TokenStream::new()
        }
    }

    /// Returns the path of a type.
    pub fn ty(&self, ty: &Type) -> TokenStream {
        let Self { option, string, vec, boxed, map, .. } = self;
        match ty {
            Type::Bool => quote!(bool),
            Type::I8 => quote!(i8),
            Type::I16 => quote!(i16),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::F32 => quote!(f32),
            Type::F64 => quote!(f64),
            Type::String => string.clone(),
            Type::BigInteger => quote!(support::BigInteger),
            Type::BigDecimal => quote!(support::BigDecimal),
            Type::Blob => quote!(support::Blob),
            Type::Timestamp => quote!(support::Timestamp),
            Type::Document => quote!(::serde_json::Value),
            Type::Empty => quote!(support::Empty),
            Type::Item(name) => {
                let name = ident(name);
                quote!(#name)
            }
            Type::Vec(inner) => {
                let inner = self.ty(inner);
                quote!(#vec<#inner>)
            }
            Type::Map(inner) => {
                let inner = self.ty(inner);
                quote!(#map<#string, #inner>)
            }
            Type::Option(inner) => {
                let inner = self.ty(inner);
                quote!(#option<#inner>)
            }
            Type::Boxed(inner) => {
                let inner = self.ty(inner);
                quote!(#boxed<#inner>)
            }
        }
    }
}

/// Returns a type as prose names it: without paths, raw identifiers and boxes.
pub fn type_in_prose(ty: &Type) -> String {
    let text = layout::format_type(StdPaths::short().ty(&without_boxes(ty)));
    text.replace("support::", "").replace("::serde_json::", "").replace("r#", "")
}

fn without_boxes(ty: &Type) -> Type {
    match ty {
        Type::Boxed(inner) => without_boxes(inner),
        Type::Vec(inner) => Type::Vec(Box::new(without_boxes(inner))),
        Type::Map(inner) => Type::Map(Box::new(without_boxes(inner))),
        Type::Option(inner) => Type::Option(Box::new(without_boxes(inner))),
        ty => ty.clone(),
    }
}
