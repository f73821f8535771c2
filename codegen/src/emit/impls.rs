//! The mechanical part of each type: its table, and how it shows its members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::TimestampFormat;

use super::{patterns::Names, rules, tokens::ident};
use crate::rust::{Enum, Field, Item, ItemKind, Location, Struct, Union};

/// The impls of one type.
pub fn impls(item: &Item, patterns: &Names) -> TokenStream {
    let name = ident(&item.name);
    // The macros are in `impl_macros.rs`: what differs by nothing but the type's name.
    let (own, shared) = match &item.kind {
        ItemKind::Struct(body) => (structure(item, body, patterns), quote!(members!(#name);)),
        ItemKind::Union(body) => (union(item, body, patterns), quote!(union!(#name);)),
        ItemKind::Enum(values) if item.sensitive => {
            (text_enum(item, values), quote!(sensitive_enum!(#name);))
        }
        ItemKind::Enum(values) => (text_enum(item, values), quote!(open_enum!(#name);)),
        ItemKind::IntEnum(values) if item.sensitive => {
            (int_enum(item, values), quote!(sensitive_int_enum!(#name);))
        }
        ItemKind::IntEnum(values) => (int_enum(item, values), quote!(int_enum!(#name);)),
    };
    quote! {
        #shared
        #own
    }
}

fn structure(item: &Item, structure: &Struct, patterns: &Names) -> TokenStream {
    let (name, shape) = (ident(&item.name), shape(item, &structure.fields, patterns));
    let fields: Vec<_> = structure.fields.iter().map(|field| ident(&field.name)).collect();
    let places = (0..fields.len()).map(Literal::usize_unsuffixed);
    let blank = if structure.has_default() {
        quote!(Self::default())
    } else {
        quote!(Self { #(#fields: Value::blank()),* })
    };
    let members = if fields.is_empty() {
        quote!()
    } else {
        quote! {
        fn fields(&self, to: Viewer<'_>) {
            to.see(self.shape(), &[#(self.#fields.view()),*]);
        }
        fn member(&mut self, index: usize) -> Slot<'_> {
            match index {
                #(#places => self.#fields.slot(),)*
                _ => Slot::None,
            }
        }
        }
    };
    quote! {
        impl Value for super::#name {
            #shape
            #members
            fn blank() -> Self {
                #blank
            }
        }
    }
}

fn union(item: &Item, union: &Union, patterns: &Names) -> TokenStream {
    let (name, shape) = (ident(&item.name), shape(item, &union.variants, patterns));
    let variants: Vec<_> = union.variants.iter().map(|variant| ident(&variant.name)).collect();
    let places: Vec<_> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    quote! {
        impl Union for super::#name {
            #shape
            fn variant(&self) -> Variant<'_> {
                match self {
                    #(Self::#variants(value) => Variant::Known(#places, value.view()),)*
                    Self::Unknown(unknown) => Variant::Unknown(unknown),
                }
            }
            fn choose(&mut self, index: usize) -> Slot<'_> {
                *self = match index {
                    #(#places => Self::#variants(Value::blank()),)*
                    _ => return Slot::None,
                };
                match self {
                    #(Self::#variants(value) => value.slot(),)*
                    Self::Unknown(_) => Slot::None,
                }
            }
            fn set_unknown(&mut self, unknown: support::UnknownVariant) {
                *self = Self::Unknown(unknown);
            }
        }
    }
}

/// The table of a structure or union.
fn shape(item: &Item, fields: &[Field], patterns: &Names) -> TokenStream {
    let name = item.origin.name();
    let must = fields.iter().any(|field| field.required && field.must());
    let shape_flags = or([
        when(item.sensitive, "SENSITIVE"),
        when(must, "MUST"),
        when(item.constrained, "CONSTRAINED"),
        when(item.exception().is_some(), "ERROR"),
    ]);
    let fields = fields.iter().map(|field| {
        let (member, key, flags) = (&field.member, &field.key, flags(field));
        let rules = rules::rules(&field.rules, patterns);
        let rules = if rules.is_empty() { quote!(NONE) } else { quote!(&[#rules]) };
        quote!(Field(#member, #key, #flags, #rules))
    });
    quote! {
        fn shape(&self) -> &'static Shape {
            &Shape { name: #name, flags: #shape_flags, fields: &[#(#fields),*] }
        }
    }
}

/// The properties of a member, as in the support module `field`.
fn flags(field: &Field) -> TokenStream {
    let location = match field.location {
        Location::Body => None,
        Location::Payload => Some("PAYLOAD"),
        Location::Label => Some("LABEL"),
        Location::Query => Some("QUERY"),
        Location::QueryParams => Some("QUERY_PARAMS"),
        Location::Header => Some("HEADER"),
        Location::PrefixHeaders => Some("PREFIX_HEADERS"),
        Location::ResponseCode => Some("RESPONSE_CODE"),
    };
    let timestamp = match field.timestamp {
        Some(TimestampFormat::DateTime) => Some("DATE_TIME"),
        Some(TimestampFormat::HttpDate) => Some("HTTP_DATE"),
        Some(TimestampFormat::EpochSeconds) | None => None,
    };
    or([
        when(field.required, "REQUIRED"),
        when(field.required && field.must(), "MUST"),
        when(field.sensitive, "SENSITIVE"),
        when(field.streaming, "STREAMING"),
        timestamp,
        location,
    ])
}

fn when(condition: bool, name: &'static str) -> Option<&'static str> {
    condition.then_some(name)
}

fn or<const N: usize>(flags: [Option<&'static str>; N]) -> TokenStream {
    let flags: Vec<_> = flags.into_iter().flatten().map(ident).collect();
    if flags.is_empty() { quote!(0) } else { quote!(#(#flags)|*) }
}

fn text_enum(item: &Item, values: &Enum<String>) -> TokenStream {
    let name = ident(&item.name);
    let variants: Vec<_> = values.variants.iter().map(|variant| ident(&variant.name)).collect();
    let spell = spell(values, "all", "as_str");
    let texts: Vec<&String> = values.variants.iter().map(|variant| &variant.value).collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|index| texts.get(*index).map(|text| (text.len(), text.as_str())));
    let order = order.into_iter().map(Literal::usize_unsuffixed);
    quote! {
        impl super::#name {
            /// The known values, in model order.
            pub const VALUES: &'static [Self] = &[#(Self::#variants),*];
            /// The places of the known values, by the length of their spelling, then by its bytes.
            const ORDER: &'static [u16] = &[#(#order),*];
            #spell
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn int_enum(item: &Item, values: &Enum<i32>) -> TokenStream {
    let name = ident(&item.name);
    let variants: Vec<_> = values.variants.iter().map(|variant| ident(&variant.name)).collect();
    let spell = spell(values, "numbers", "as_i32");
    let numbers = values.variants.iter().map(|variant| Literal::i32_unsuffixed(variant.value));
    quote! {
        impl super::#name {
            /// The known values, in model order.
            pub const VALUES: &'static [Self] = &[#(Self::#variants),*];
            #spell
            /// The value on the wire.
            pub fn as_i32(self) -> i32 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::Unknown(value) => value.get(),
                }
            }
        }
    }
}

/// Shows the values, and which of them the service doesn't tell of.
fn spell<V>(values: &Enum<V>, take: &str, spelling: &str) -> TokenStream {
    let internal = values.variants.iter().filter(|variant| variant.internal);
    let internal = internal.map(|variant| ident(&variant.name));
    let (take, spelling) = (ident(take), ident(spelling));
    quote! {
        fn spell(to: Speller<'_>) {
            to.#take(Self::VALUES, Self::#spelling, &[#(Self::#internal),*]);
        }
    }
}
