//! Random values of generated types in their JSON form, derived only from the lowered items.

use std::collections::BTreeMap;

use arbtest::arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};
use shapesmith::rust::{Api, Enum, Field, Item, ItemKind, Type};
use shapesmith_model::TimestampFormat;

/// The depth below which values are as small as possible.
const DEPTH: usize = 5;

/// Generates values of the types of a module.
pub struct ValueGenerator<'a> {
    items: BTreeMap<&'a str, &'a Item>,
}

/// A value to read, and the value that writing it must give.
pub struct RandomValue {
    /// The value to read, which may have unknown members and nulls.
    pub input: Value,
    /// The value without the parts that are dropped when it is read.
    pub expected: Value,
}

impl<'a> ValueGenerator<'a> {
    /// Creates a generator for the types of this API.
    pub fn new(api: &'a Api) -> Self {
        Self { items: api.items.iter().map(|item| (item.name.as_str(), item)).collect() }
    }

    /// Generates a value of this item.
    pub fn item(&self, u: &mut Unstructured<'_>, item: &Item) -> Result<RandomValue> {
        ItemGenerator { items: &self.items, noise: u.ratio(1, 2)? }.item(u, item, 0)
    }

    /// Generates a value of this item without unknown members and nulls.
    pub fn known_members(&self, u: &mut Unstructured<'_>, item: &Item) -> Result<Value> {
        let value = ItemGenerator { items: &self.items, noise: false }.item(u, item, 0)?;
        Ok(value.expected)
    }
}

struct ItemGenerator<'a> {
    items: &'a BTreeMap<&'a str, &'a Item>,
    noise: bool,
}

impl RandomValue {
    fn same(value: Value) -> Self {
        Self { input: value.clone(), expected: value }
    }
}

/// An object with its expected form, which may lack some members.
#[derive(Default)]
struct Members {
    input: Map<String, Value>,
    expected: Map<String, Value>,
}

impl Members {
    fn add(&mut self, key: &str, value: RandomValue) {
        self.input.insert(key.to_owned(), value.input);
        self.expected.insert(key.to_owned(), value.expected);
    }

    fn noise(&mut self, key: &str, value: Value) {
        self.input.insert(key.to_owned(), value);
    }

    fn into_value(self) -> RandomValue {
        RandomValue { input: Value::Object(self.input), expected: Value::Object(self.expected) }
    }
}

impl ItemGenerator<'_> {
    fn item(&self, u: &mut Unstructured<'_>, item: &Item, depth: usize) -> Result<RandomValue> {
        match &item.kind {
            ItemKind::Struct(body) => self.structure(u, &body.fields, depth),
            ItemKind::Union(body) => self.union(u, &body.variants, depth),
            ItemKind::Enum(values) => text_enum(u, values).map(RandomValue::same),
            ItemKind::IntEnum(values) => int_enum(u, values).map(RandomValue::same),
        }
    }

    fn structure(
        &self,
        u: &mut Unstructured<'_>,
        fields: &[Field],
        depth: usize,
    ) -> Result<RandomValue> {
        let mut members = Members::default();
        for field in fields {
            if field.is_non_optional() || (depth < DEPTH && u.ratio(2, 3)?) {
                let value = match &field.ty {
                    Type::Option(inner) => inner,
                    ty => ty,
                };
                let mut value = self.value(u, value, field.timestamp, depth + 1)?;
                if field.has_text_digits {
                    value.expected = with_numbers_as_text(value.expected);
                }
                members.add(&field.key, value);
            } else if self.noise && field.value_type() != &Type::Document && u.ratio(1, 4)? {
                members.noise(&field.key, Value::Null);
            }
        }
        if self.noise && u.ratio(1, 3)? {
            members.noise("never a member", document(u, 2)?);
        }
        Ok(members.into_value())
    }

    fn union(
        &self,
        u: &mut Unstructured<'_>,
        variants: &[Field],
        depth: usize,
    ) -> Result<RandomValue> {
        let mut members = Members::default();
        if self.noise {
            members.noise("__type", json!("example#Union"));
            members.noise("null and new", Value::Null);
            // Null is a value of a document.
            let others = variants.iter().filter(|field| field.ty != Type::Document);
            for field in others.take(2) {
                members.noise(&field.key, Value::Null);
            }
        }
        if depth > DEPTH || variants.is_empty() || u.ratio(1, 8)? {
            members.add("never a variant", RandomValue::same(document(u, 3)?));
        } else {
            let field = u.choose(variants)?;
            members.add(&field.key, self.value(u, &field.ty, field.timestamp, depth + 1)?);
        }
        Ok(members.into_value())
    }

    fn value(
        &self,
        u: &mut Unstructured<'_>,
        ty: &Type,
        format: Option<TimestampFormat>,
        depth: usize,
    ) -> Result<RandomValue> {
        Ok(RandomValue::same(match ty {
            Type::Bool => json!(u.arbitrary::<bool>()?),
            Type::I8 => json!(u.arbitrary::<i8>()?),
            Type::I16 => json!(u.arbitrary::<i16>()?),
            Type::I32 => json!(u.arbitrary::<i32>()?),
            Type::I64 => json!(u.arbitrary::<i64>()?),
            Type::F32 => {
                let bits = f32::from_bits(u.arbitrary()?);
                special(bits.into()).unwrap_or_else(|| json!(f64::from(bits)))
            }
            Type::F64 => {
                // `serde_json` reads these doubles exactly as it wrote them.
                let value = f64::from(u.arbitrary::<i32>()?) / 64.0;
                let odd = *u.choose(&[f64::NAN, f64::INFINITY, f64::NEG_INFINITY, value, value])?;
                special(odd).unwrap_or_else(|| json!(odd))
            }
            Type::String => json!(text(u)?),
            Type::BigInteger => big(u, false)?,
            Type::BigDecimal => big(u, true)?,
            Type::Blob => json!(base64(&u.arbitrary::<[u8; 7]>()?[..u.int_in_range(0..=7)?])),
            Type::Timestamp => timestamp(u, format)?,
            Type::Document => document(u, 3)?,
            Type::Empty => return self.structure(u, &[], depth),
            Type::Item(name) => return self.item(u, self.items[name.as_str()], depth),
            Type::Vec(entry) => return self.list(u, entry, format, depth),
            Type::Map(entry) => return self.map(u, entry, format, depth),
            Type::Option(inner) if u.ratio(3, 4)? => return self.value(u, inner, format, depth),
            Type::Option(_) => Value::Null,
            Type::Boxed(inner) => return self.value(u, inner, format, depth),
        }))
    }

    fn list(
        &self,
        u: &mut Unstructured<'_>,
        entry: &Type,
        format: Option<TimestampFormat>,
        depth: usize,
    ) -> Result<RandomValue> {
        let (mut input, mut expected) = (Vec::new(), Vec::new());
        let count = if depth > DEPTH { 0 } else { u.int_in_range(0..=3)? };
        for _ in 0..count {
            let value = self.value(u, entry, format, depth + 1)?;
            input.push(value.input);
            expected.push(value.expected);
        }
        Ok(RandomValue { input: Value::Array(input), expected: Value::Array(expected) })
    }

    fn map(
        &self,
        u: &mut Unstructured<'_>,
        entry: &Type,
        format: Option<TimestampFormat>,
        depth: usize,
    ) -> Result<RandomValue> {
        let mut members = Members::default();
        let count = if depth > DEPTH { 0 } else { u.int_in_range(0..=3)? };
        for place in 0..count {
            let value = self.value(u, entry, format, depth + 1)?;
            members.add(&format!("{place}{}", text(u)?), value);
        }
        Ok(members.into_value())
    }
}

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    let length = u.int_in_range(0..=6)?;
    (0..length).map(|_| u.arbitrary::<char>()).collect()
}

fn text_enum(u: &mut Unstructured<'_>, values: &Enum<String>) -> Result<Value> {
    if !values.variants.is_empty() && u.ratio(3, 4)? {
        return Ok(json!(u.choose(&values.variants)?.value));
    }
    Ok(json!(text(u)?))
}

fn int_enum(u: &mut Unstructured<'_>, values: &Enum<i32>) -> Result<Value> {
    if !values.variants.is_empty() && u.ratio(3, 4)? {
        return Ok(json!(u.choose(&values.variants)?.value));
    }
    Ok(json!(u.arbitrary::<i32>()?))
}

/// Returns the text of a float that isn't finite.
fn special(value: f64) -> Option<Value> {
    match value {
        value if value.is_nan() => Some(json!("NaN")),
        f64::INFINITY => Some(json!("Infinity")),
        f64::NEG_INFINITY => Some(json!("-Infinity")),
        _ => None,
    }
}

/// Replaces each number by its text.
fn with_numbers_as_text(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        Value::Array(items) => items.into_iter().map(with_numbers_as_text).collect(),
        Value::Object(entries) => {
            entries.into_iter().map(|(key, value)| (key, with_numbers_as_text(value))).collect()
        }
        value => value,
    }
}

/// Generates a number, or the text of one that is too long for JSON numbers.
fn big(u: &mut Unstructured<'_>, decimal: bool) -> Result<Value> {
    Ok(match u.int_in_range(0..=4)? {
        0 => json!(u.arbitrary::<u64>()?),
        1 => json!(format!("-{}", 1u128 << 64 | u128::from(u.arbitrary::<u64>()?))),
        2 if decimal => json!(f64::from(u.arbitrary::<i16>()?) + 0.5),
        3 if decimal => json!(format!("{}.00000000000000000000000001", u.arbitrary::<u32>()?)),
        _ => json!(u.arbitrary::<i64>()?),
    })
}

/// Generates any JSON value except null.
fn document(u: &mut Unstructured<'_>, levels: usize) -> Result<Value> {
    Ok(match u.int_in_range(0..=if levels == 0 { 4 } else { 6 })? {
        0 => json!(u.arbitrary::<bool>()?),
        1 => json!(u.arbitrary::<i64>()?),
        2 => json!(u.arbitrary::<u64>()?),
        3 => json!(f64::from(u.arbitrary::<i16>()?) / 8.0),
        4 => json!(text(u)?),
        5 => {
            let count = u.int_in_range(0..=2)?;
            let mut items: Vec<Value> =
                (0..count).map(|_| document(u, levels - 1)).collect::<Result<_>>()?;
            items.push(Value::Null);
            Value::Array(items)
        }
        _ => {
            let mut entries = Map::new();
            for _ in 0..u.int_in_range(0..=2)? {
                entries.insert(text(u)?, document(u, levels - 1)?);
            }
            entries.insert("null".to_owned(), Value::Null);
            Value::Object(entries)
        }
    })
}

fn timestamp(u: &mut Unstructured<'_>, format: Option<TimestampFormat>) -> Result<Value> {
    if matches!(format, None | Some(TimestampFormat::EpochSeconds)) {
        let seconds = u.int_in_range(-62_167_219_200..=4_000_000_000_i64)?;
        let micros = *u.choose(&[0, 0, 500_000, 1_000, 999_000, 123_000])?;
        let fraction = f64::from(micros * 1000) / 1e9;
        return Ok(if micros == 0 { json!(seconds) } else { json!(seconds as f64 + fraction) });
    }
    let (year, month) = (u.int_in_range(0..=9999)?, u.int_in_range(1..=12)?);
    let day = u.int_in_range(1..=days_in(year, month))?;
    let clock = format!(
        "{:02}:{:02}:{:02}",
        u.int_in_range(0..=23)?,
        u.int_in_range(0..=59)?,
        u.int_in_range(0..=59)?,
    );
    // Timestamps are written with milliseconds.
    let fraction = u.choose(&["", "", ".500", ".001", ".999", ".123"])?;
    Ok(if format == Some(TimestampFormat::DateTime) {
        json!(format!("{year:04}-{month:02}-{day:02}T{clock}{fraction}Z"))
    } else {
        let months = "JanFebMarAprMayJunJulAugSepOctNovDec";
        let name = &months[3 * (month - 1)..3 * month];
        json!(format!("{}, {day:02} {name} {year:04} {clock} GMT", weekday(year, month, day)))
    })
}

fn days_in(year: usize, month: usize) -> usize {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Returns the day of the week, with Sakamoto's method.
fn weekday(year: usize, month: usize, day: usize) -> &'static str {
    const OFFSETS: [usize; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    // The calendar repeats after 400 years, which keeps January of the year 0 above zero.
    let year = year + 400 - usize::from(month < 3);
    let number = (year + year / 4 - year / 100 + year / 400 + OFFSETS[month - 1] + day) % 7;
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][number]
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: String = bytes.iter().map(|byte| format!("{byte:08b}")).collect();
    let mut text = String::new();
    for chunk in bits.as_bytes().chunks(6) {
        let chunk = format!("{:0<6}", std::str::from_utf8(chunk).unwrap());
        text.push(char::from(DIGITS[usize::from_str_radix(&chunk, 2).unwrap()]));
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}
