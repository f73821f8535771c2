//! The impls of each type: its table, and how it shows its members.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use shapesmith_model::TimestampFormat;

use super::common::{ident, idents, indexes};
use super::patterns::Names;
use super::rules;
use crate::policy::Strictness;
use crate::rust::{Enum, Fact, Field, Item, ItemKind, Location, Struct, Union};

/// Returns the impls of an item.
pub fn emit_impls(item: &Item, patterns: &Names) -> TokenStream {
    match &item.kind {
        ItemKind::Struct(body) => emit_structure(item, body, patterns),
        ItemKind::Union(body) => emit_union(item, body, patterns),
        ItemKind::Enum(values) => emit_text_enum(item, values),
        ItemKind::IntEnum(values) => emit_integer_enum(item, values),
    }
}

fn emit_structure(item: &Item, structure: &Struct, patterns: &Names) -> TokenStream {
    let name = ident(&item.name);
    let shape = emit_shape(item, &structure.fields, patterns);
    let members = (!structure.fields.is_empty()).then(|| emit_members(structure));
    let placeholder = if structure.has_default() {
        quote!(Self::default())
    } else {
        let fields = idents(structure.fields.iter().map(|field| &field.name));
        quote!(Self { #(#fields: Value::placeholder()),* })
    };
    quote! {
        members!(#name);
        impl Value for super::#name {
            #shape
            #members
            fn placeholder() -> Self {
                #placeholder
            }
        }
    }
}

/// Returns the functions that show and return a structure's members.
fn emit_members(structure: &Struct) -> TokenStream {
    let fields = &structure.fields;
    let shown = if structure.has_many_fields() {
        emit_fields_one_by_one(fields)
    } else {
        emit_fields_at_once(fields)
    };
    let (names, indexes) = (idents(fields.iter().map(|field| &field.name)), indexes(fields.len()));
    quote! {
        #shown
        fn member(&mut self, index: usize) -> Slot<'_> {
            match index {
                #(#indexes => self.#names.slot(),)*
                _ => Slot::None,
            }
        }
    }
}

/// Returns the function that shows the members as an array on the stack.
fn emit_fields_at_once(fields: &[Field]) -> TokenStream {
    let names = idents(fields.iter().map(|field| &field.name));
    quote! {
        fn fields(&self, to: FieldVisitor<'_>) {
            to.visit(self.shape(), &[#(self.#names.view()),*]);
        }
    }
}

/// Returns the functions that show the members one by one.
fn emit_fields_one_by_one(fields: &[Field]) -> TokenStream {
    let (names, indexes) = (idents(fields.iter().map(|field| &field.name)), indexes(fields.len()));
    quote! {
        fn fields(&self, to: FieldVisitor<'_>) {
            to.visit_each(self);
        }
        fn member_view(&self, index: usize) -> support::value::View<'_> {
            match index {
                #(#indexes => self.#names.view(),)*
                _ => support::value::View::Absent,
            }
        }
    }
}

fn emit_union(item: &Item, union: &Union, patterns: &Names) -> TokenStream {
    let name = ident(&item.name);
    let shape = emit_shape(item, &union.variants, patterns);
    let variants = idents(union.variants.iter().map(|variant| &variant.name));
    let (chosen, filled) = (variants.clone(), variants.clone());
    let known = indexes(union.variants.len());
    let indexes = known.clone();
    quote! {
        union!(#name);
        impl Union for super::#name {
            #shape
            fn variant(&self) -> Variant<'_> {
                match self {
                    #(Self::#variants(value) => Variant::Known(#known, value.view()),)*
                    Self::Unknown(unknown) => Variant::Unknown(unknown),
                }
            }
            fn choose(&mut self, index: usize) -> Slot<'_> {
                *self = match index {
                    #(#indexes => Self::#chosen(Value::placeholder()),)*
                    _ => return Slot::None,
                };
                match self {
                    #(Self::#filled(value) => value.slot(),)*
                    Self::Unknown(_) => Slot::None,
                }
            }
            fn set_unknown(&mut self, unknown: support::UnknownVariant) {
                *self = Self::Unknown(unknown);
            }
        }
    }
}

/// Returns the table of a structure or union.
fn emit_shape(item: &Item, fields: &[Field], patterns: &Names) -> TokenStream {
    let name = item.origin.name();
    let has_non_optional = fields.iter().any(|field| field.required && field.is_non_optional());
    let flags = emit_flag_union([
        flag_if(item.sensitive, "SENSITIVE"),
        flag_if(has_non_optional, "NON_OPTIONAL"),
        flag_if(item.constrained, "CONSTRAINED"),
        flag_if(item.exception().is_some(), "ERROR"),
        flag_if(item.skips_nulls, "SKIPS_NULLS"),
        flag_if(item.is_xml_unwrapped, "XML_UNWRAPPED"),
    ]);
    let rows = fields.iter().map(|field| emit_row(field, patterns));
    quote! {
        fn shape(&self) -> &'static Shape {
            &Shape {
                name: #name,
                flags: #flags,
                fields: &[#(#rows),*],
            }
        }
    }
}

/// Returns the row of a member in the table.
fn emit_row(field: &Field, patterns: &Names) -> TokenStream {
    let (member, flags) = (&field.member, emit_flags(field));
    let key = field.wire_name_in_table().unwrap_or(&field.key);
    let rules = rules::emit_rules(&field.rules, patterns);
    let facts = emit_rare_facts(field);
    let rules = match (rules.is_empty(), facts.is_empty()) {
        (false, false) => quote!(#rules, #facts),
        _ => quote!(#rules #facts),
    };
    if rules.is_empty() {
        quote!(Field(#member, #key, #flags, NONE))
    } else {
        quote!(Field(#member, #key, #flags, &[#rules]))
    }
}

/// Returns the facts of a member that aren't rules and for which the table has no column.
fn emit_rare_facts(field: &Field) -> TokenStream {
    let is_in_table = |name: &&String| **name == field.key || field.wire_name_in_table().is_some();
    let wire_name = field.wire_name.as_ref().filter(|name| !is_in_table(name));
    let wire_name = wire_name.map(|name| quote!(WireName(#name)));
    let facts = wire_name.into_iter().chain(field.facts.iter().map(emit_fact));
    quote!(#(Fact(#facts)),*)
}

fn emit_fact(fact: &Fact) -> TokenStream {
    match fact {
        Fact::MediaType(text) => quote!(MediaType(#text)),
        Fact::WireName(name) => quote!(WireName(#name)),
        Fact::QueryName(name) => quote!(QueryName(#name)),
        Fact::XmlNamespace { uri, prefix } => quote!(XmlNamespace(#uri, #prefix)),
        Fact::Entries(facts) => {
            let facts = facts.iter().map(emit_fact);
            quote!(Entries(&[#(#facts),*]))
        }
        Fact::EntryKeys(facts) => {
            let facts = facts.iter().map(emit_fact);
            quote!(EntryKeys(&[#(#facts),*]))
        }
    }
}

/// Returns the flags of a member, which are constants of the support module `field`.
fn emit_flags(field: &Field) -> TokenStream {
    emit_flag_union([
        match field.presence {
            Strictness::Deny => Some("REQUIRED"),
            Strictness::Warn => Some("REQUIRED_WARN"),
            Strictness::Off => None,
        },
        flag_if(field.required && field.is_non_optional(), "NON_OPTIONAL"),
        flag_if(field.sensitive, "SENSITIVE"),
        flag_if(field.streaming, "STREAMING"),
        flag_if(field.value_type() == &crate::rust::Type::Document, "DOCUMENT"),
        flag_if(field.is_empty_object_when_unset(), "EMPTY_OBJECT"),
        timestamp_flag(field.timestamp),
        flag_if(field.has_text_digits, "TEXT_DIGITS"),
        flag_if(field.wire_name_in_table().is_some_and(|name| *name != field.key), "WIRE_NAME"),
        flag_if(field.idempotency_token, "IDEMPOTENCY_TOKEN"),
        flag_if(field.host_label, "HOST_LABEL"),
        flag_if(field.xml_flattened, "XML_FLATTENED"),
        flag_if(field.xml_attribute, "XML_ATTRIBUTE"),
        location_flag(field.location),
    ])
}

/// Returns the flag of a location in an HTTP message; the body has none.
pub fn location_flag(location: Location) -> Option<&'static str> {
    match location {
        Location::Body => None,
        Location::Payload => Some("PAYLOAD"),
        Location::Label => Some("LABEL"),
        Location::Query => Some("QUERY"),
        Location::QueryParams => Some("QUERY_PARAMS"),
        Location::Header => Some("HEADER"),
        Location::PrefixHeaders => Some("PREFIX_HEADERS"),
        Location::ResponseCode => Some("RESPONSE_CODE"),
        Location::EventHeader => Some("EVENT_HEADER"),
        Location::EventPayload => Some("EVENT_PAYLOAD"),
    }
}

/// Returns the flag of a timestamp format that the model gives.
pub fn timestamp_flag(format: Option<TimestampFormat>) -> Option<&'static str> {
    match format {
        Some(TimestampFormat::DateTime) => Some("DATE_TIME"),
        Some(TimestampFormat::HttpDate) => Some("HTTP_DATE"),
        Some(TimestampFormat::EpochSeconds) => Some("EPOCH_SECONDS"),
        None => None,
    }
}

fn flag_if(condition: bool, name: &'static str) -> Option<&'static str> {
    condition.then_some(name)
}

fn emit_flag_union<const N: usize>(flags: [Option<&'static str>; N]) -> TokenStream {
    let mut flags = flags.into_iter().flatten().map(ident).peekable();
    if flags.peek().is_none() { quote!(0) } else { quote!(#(#flags)|*) }
}

fn emit_text_enum(item: &Item, values: &Enum<String>) -> TokenStream {
    let name = ident(&item.name);
    let shared = if item.sensitive { quote!(sensitive_enum) } else { quote!(open_enum) };
    let internal = emit_internal(values);
    let names = idents(values.variants.iter().map(|variant| &variant.name));
    let known = names.clone();
    let texts = values.variants.iter().map(|variant| &variant.value);
    let order = values.by_length_and_bytes().into_iter().map(Literal::usize_unsuffixed);
    quote! {
        #shared!(#name #internal);
        impl super::#name {
            /// The known values, in model order.
            pub const VALUES: &'static [Self] = &[#(Self::#known),*];
            /// The indexes of the known values, by the length of their wire values, then by their bytes.
            const ORDER: &'static [u16] = &[#(#order),*];
            /// Returns the wire value.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #texts,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
    }
}

fn emit_integer_enum(item: &Item, values: &Enum<i32>) -> TokenStream {
    let name = ident(&item.name);
    let shared = if item.sensitive { quote!(sensitive_int_enum) } else { quote!(int_enum) };
    let internal = emit_internal(values);
    let names = idents(values.variants.iter().map(|variant| &variant.name));
    let known = names.clone();
    let numbers = values.variants.iter().map(|variant| emit_number(variant.value));
    quote! {
        #shared!(#name #internal);
        impl super::#name {
            /// The known values, in model order.
            pub const VALUES: &'static [Self] = &[#(Self::#known),*];
            /// Returns the wire value.
            pub fn as_i32(self) -> i32 {
                match self {
                    #(Self::#names => #numbers,)*
                    Self::Unknown(value) => value.get(),
                }
            }
        }
    }
}

fn emit_number(value: i32) -> TokenStream {
    let magnitude = Literal::u32_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

/// Returns the names of the values that messages don't tell, each after a comma, for the macro of an enum.
fn emit_internal<V>(values: &Enum<V>) -> TokenStream {
    let internal = values.variants.iter().filter(|variant| variant.internal);
    let internal = idents(internal.map(|variant| &variant.name));
    quote!(#(, #internal)*)
}
