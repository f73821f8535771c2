//! The mechanical part of each type: its table, and how it shows its members.

use shapesmith_model::TimestampFormat;

use super::patterns::Names;
use super::rules;
use super::text::{Node, Text, nodes, string};
use crate::policy::Strictness;
use crate::rust::{Enum, Field, Item, ItemKind, Location, Struct, Union};

/// The greatest number of members that a structure shows as an array on the stack. Values nest 128 levels deep,
/// and have to fit the stack of a thread, which is 2 MB, in a build without optimizations, too.
const SHOWN_AT_ONCE: usize = 96;

/// The impls of one type; whether values of an enum are `checked` anywhere.
pub fn impls(item: &Item, patterns: &Names, checked: bool, to: &mut Text) {
    // The macros are in `impl_macros.rs`: what differs by nothing but the type's name.
    let shared = match &item.kind {
        ItemKind::Struct(_) => "members",
        ItemKind::Union(_) => "union",
        ItemKind::Enum(_) if item.sensitive => "sensitive_enum",
        ItemKind::Enum(_) => "open_enum",
        ItemKind::IntEnum(_) if item.sensitive => "sensitive_int_enum",
        ItemKind::IntEnum(_) => "int_enum",
    };
    let trait_name = match &item.kind {
        ItemKind::Struct(_) => "Value for ",
        ItemKind::Union(_) => "Union for ",
        ItemKind::Enum(_) | ItemKind::IntEnum(_) => "",
    };
    to.line(0, &[shared, "!(", &item.name, ");"]);
    to.line(0, &["impl ", trait_name, "super::", &item.name, " {"]);
    match &item.kind {
        ItemKind::Struct(body) => structure(item, body, patterns, to),
        ItemKind::Union(body) => union(item, body, patterns, to),
        ItemKind::Enum(values) => text_enum(values, checked, to),
        ItemKind::IntEnum(values) => int_enum(values, checked, to),
    }
    to.line(0, &["}"]);
}

fn structure(item: &Item, structure: &Struct, patterns: &Names, to: &mut Text) {
    let fields = &structure.fields;
    shape(item, fields, patterns, to);
    if !fields.is_empty() {
        if fields.len() > SHOWN_AT_ONCE {
            show_each(fields, to)
        } else {
            show_at_once(fields, to)
        }
        to.line(1, &["fn member(&mut self, index: usize) -> Slot<'_> {"]);
        to.line(2, &["match index {"]);
        for (place, field) in fields.iter().enumerate() {
            to.arm(3, &place.to_string(), &format!("self.{}.slot()", field.name));
        }
        to.line(3, &["_ => Slot::None,"]);
        to.line(2, &["}"]);
        to.line(1, &["}"]);
    }
    to.line(1, &["fn blank() -> Self {"]);
    if structure.has_default() {
        to.line(2, &["Self::default()"]);
    } else {
        let fields =
            fields.iter().map(|field| Node::Word(format!("{}: Value::blank()", field.name)));
        to.value(2, &fields.collect::<Vec<_>>());
    }
    to.line(1, &["}"]);
}

/// Shows the members as an array on the stack.
fn show_at_once(fields: &[Field], to: &mut Text) {
    let views = fields.iter().map(|field| Node::Word(format!("self.{}.view()", field.name)));
    let views = Node::List("&[".to_owned(), views.collect(), "]");
    let shown = vec![Node::word("self.shape()"), views];
    to.line(1, &["fn fields(&self, to: Viewer<'_>) {"]);
    to.node(2, "", &Node::List("to.see(".to_owned(), shown, ")"), ";");
    to.line(1, &["}"]);
}

/// Shows the members one by one.
fn show_each(fields: &[Field], to: &mut Text) {
    to.line(1, &["fn fields(&self, to: Viewer<'_>) {"]);
    to.line(2, &["to.see_each(self);"]);
    to.line(1, &["}"]);
    to.line(1, &["fn member_view(&self, index: usize) -> support::value::View<'_> {"]);
    to.line(2, &["match index {"]);
    for (place, field) in fields.iter().enumerate() {
        to.arm(3, &place.to_string(), &format!("self.{}.view()", field.name));
    }
    to.line(3, &["_ => support::value::View::Absent,"]);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
}

fn union(item: &Item, union: &Union, patterns: &Names, to: &mut Text) {
    let variants = &union.variants;
    shape(item, variants, patterns, to);
    to.line(1, &["fn variant(&self) -> Variant<'_> {"]);
    to.line(2, &["match self {"]);
    for (place, Field { name, .. }) in variants.iter().enumerate() {
        let known = format!("Variant::Known({place}, value.view())");
        to.arm(3, &format!("Self::{name}(value)"), &known);
    }
    to.line(3, &["Self::Unknown(unknown) => Variant::Unknown(unknown),"]);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
    to.line(1, &["fn choose(&mut self, index: usize) -> Slot<'_> {"]);
    to.line(2, &["*self = match index {"]);
    for (place, Field { name, .. }) in variants.iter().enumerate() {
        to.arm(3, &place.to_string(), &format!("Self::{name}(Value::blank())"));
    }
    to.line(3, &["_ => return Slot::None,"]);
    to.line(2, &["};"]);
    to.line(2, &["match self {"]);
    for Field { name, .. } in variants {
        to.arm(3, &format!("Self::{name}(value)"), "value.slot()");
    }
    to.line(3, &["Self::Unknown(_) => Slot::None,"]);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
    to.line(1, &["fn set_unknown(&mut self, unknown: support::UnknownVariant) {"]);
    to.line(2, &["*self = Self::Unknown(unknown);"]);
    to.line(1, &["}"]);
}

/// The table of a structure or union.
fn shape(item: &Item, fields: &[Field], patterns: &Names, to: &mut Text) {
    let must = fields.iter().any(|field| field.required && field.must());
    let flags_of_shape = or([
        when(item.sensitive, "SENSITIVE"),
        when(must, "MUST"),
        when(item.constrained, "CONSTRAINED"),
        when(item.exception().is_some(), "ERROR"),
    ]);
    let rows = fields.iter().map(|field| {
        let rules = nodes(rules::rules(&field.rules, patterns));
        let rules = match rules.is_empty() {
            true => Node::word("NONE"),
            false => Node::List("&[".to_owned(), rules, "]"),
        };
        let row = vec![
            Node::Word(string(&field.member)),
            Node::Word(string(&field.key)),
            Node::Word(flags(field)),
            rules,
        ];
        Node::List("Field(".to_owned(), row, ")")
    });
    let rows = Node::List("&[".to_owned(), rows.collect(), "]");
    to.line(1, &["fn shape(&self) -> &'static Shape {"]);
    to.line(2, &["&Shape {"]);
    to.line(3, &["name: ", &string(item.origin.name()), ","]);
    to.line(3, &["flags: ", &flags_of_shape, ","]);
    to.last(3, "fields: ", &rows);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
}

/// The properties of a member, as in the support module `field`.
fn flags(field: &Field) -> String {
    or([
        match field.presence {
            Strictness::Deny => Some("REQUIRED"),
            Strictness::Warn => Some("ADVISED"),
            Strictness::Off => None,
        },
        when(field.required && field.must(), "MUST"),
        when(field.sensitive, "SENSITIVE"),
        when(field.streaming, "STREAMING"),
        timestamp(field.timestamp),
        location(field.location),
    ])
}

/// The flag of a place in an HTTP message; the body has none.
pub fn location(location: Location) -> Option<&'static str> {
    match location {
        Location::Body => None,
        Location::Payload => Some("PAYLOAD"),
        Location::Label => Some("LABEL"),
        Location::Query => Some("QUERY"),
        Location::QueryParams => Some("QUERY_PARAMS"),
        Location::Header => Some("HEADER"),
        Location::PrefixHeaders => Some("PREFIX_HEADERS"),
        Location::ResponseCode => Some("RESPONSE_CODE"),
    }
}

/// The flag of a wire form of timestamps; the usual one has none.
pub fn timestamp(format: Option<TimestampFormat>) -> Option<&'static str> {
    match format {
        Some(TimestampFormat::DateTime) => Some("DATE_TIME"),
        Some(TimestampFormat::HttpDate) => Some("HTTP_DATE"),
        Some(TimestampFormat::EpochSeconds) | None => None,
    }
}

fn when(condition: bool, name: &'static str) -> Option<&'static str> {
    condition.then_some(name)
}

fn or<const N: usize>(flags: [Option<&'static str>; N]) -> String {
    let flags: Vec<_> = flags.into_iter().flatten().collect();
    if flags.is_empty() { "0".to_owned() } else { flags.join(" | ") }
}

fn text_enum(values: &Enum<String>, checked: bool, to: &mut Text) {
    all(values, to);
    let texts: Vec<&str> = values.variants.iter().map(|variant| variant.value.as_str()).collect();
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|index| texts.get(*index).map(|text| (text.len(), *text)));
    let order = order.iter().map(ToString::to_string).collect();
    let places =
        "The places of the known values, by the length of their spelling, then by its bytes.";
    to.line(1, &["/// ", places]);
    let order = Node::Fill("&[".to_owned(), order, "]");
    to.node(1, "const ORDER: &'static [u16] = ", &order, ";");
    if checked {
        spell(values, "all", "as_str", to);
    }
    to.line(1, &["/// The value on the wire."]);
    to.line(1, &["pub fn as_str(&self) -> &str {"]);
    to.line(2, &["match self {"]);
    for variant in &values.variants {
        to.arm(3, &format!("Self::{}", variant.name), &string(&variant.value));
    }
    to.line(3, &["Self::Unknown(value) => value.as_str(),"]);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
}

fn int_enum(values: &Enum<i32>, checked: bool, to: &mut Text) {
    all(values, to);
    if checked {
        spell(values, "numbers", "as_i32", to);
    }
    to.line(1, &["/// The value on the wire."]);
    to.line(1, &["pub fn as_i32(self) -> i32 {"]);
    to.line(2, &["match self {"]);
    for variant in &values.variants {
        to.arm(3, &format!("Self::{}", variant.name), &variant.value.to_string());
    }
    to.line(3, &["Self::Unknown(value) => value.get(),"]);
    to.line(2, &["}"]);
    to.line(1, &["}"]);
}

fn all<V>(values: &Enum<V>, to: &mut Text) {
    let names = values.variants.iter().map(|variant| Node::Word(format!("Self::{}", variant.name)));
    let names = Node::List("&[".to_owned(), names.collect(), "]");
    to.line(1, &["/// The known values, in model order."]);
    to.node(1, "pub const VALUES: &'static [Self] = ", &names, ";");
}

/// Shows the values, and which of them the service doesn't tell of.
fn spell<V>(values: &Enum<V>, take: &str, spelling: &str, to: &mut Text) {
    let internal = values.variants.iter().filter(|variant| variant.internal);
    let internal = internal.map(|variant| Node::Word(format!("Self::{}", variant.name)));
    let arguments = vec![
        Node::word("Self::VALUES"),
        Node::Word(format!("Self::{spelling}")),
        Node::List("&[".to_owned(), internal.collect(), "]"),
    ];
    to.line(1, &["fn spell(to: Speller<'_>) {"]);
    to.node(2, "", &Node::List(format!("to.{take}("), arguments, ")"), ";");
    to.line(1, &["}"]);
}
