//! Random inputs, outputs and errors of every operation are equal after an exchange of messages, in the protocol of the service.
//!
//! `SHAPESMITH_ROUNDS` sets the number of values of each structure.

use std::collections::BTreeSet;
use std::{env, fs};

use arbtest::arbitrary::{self, Unstructured};
use arbtest::arbtest;
use serde_json::{Map, Value, json};
use shapesmith::rust::{Api, Checksum, Field, Item, Location, Operation, Type};
use shapesmith_model::{Fault, TimestampFormat};
use shapesmith_tests::document_limits::DocumentLimits;
use shapesmith_tests::models::{exchange_modules, generated_modules, lower_model};
use shapesmith_tests::random_values::ValueGenerator;
use shapesmith_tests::{Exchange, Exchanged, exchanges};

/// The numbers of random bytes of values. A failure prints the seed.
const SIZES: [u32; 5] = [0, 16, 64, 256, 1024];
/// The number of values of each structure and size.
const ROUNDS: u64 = 2;

/// What a message is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Message {
    Input,
    Output,
    Error,
}

#[test]
fn random_values_of_every_operation_survive_an_exchange() {
    let rounds = env::var("SHAPESMITH_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let (mut values, mut protocols) = (0, BTreeSet::new());
    for (module, file) in generated_modules().into_iter().chain(exchange_modules()) {
        let api = lower_model(&fs::read(file).unwrap());
        let Some(protocol) = find_protocol(&api) else { continue };
        protocols.insert(protocol);
        let test = Test { api: &api, generator: ValueGenerator::new(&api), protocol, rounds };
        let exchanges = exchanges(&module);
        assert_eq!(exchanges.len(), api.operations.len(), "{module}");
        for (operation, exchange) in api.operations.iter().zip(exchanges) {
            assert_eq!(operation.origin.name(), exchange.name(), "{module}");
            // Clients add and verify checksums, so random ones don't survive; `checksums.rs` is about them.
            let is_flexible =
                |it: &Checksum| it.algorithm_member.is_some() || !it.response_algorithms.is_empty();
            if operation.checksum.as_ref().is_some_and(is_flexible) {
                continue;
            }
            // Without a path, there is no request.
            if protocol.starts_with("rest") && operation.http.is_none() {
                continue;
            }
            // Its requests go to the operation with the same URI that isn't deprecated.
            if exchange.name() == "ListAllParcels" {
                continue;
            }
            values += test.check_operation(&module, operation, *exchange);
        }
    }
    assert!(values > 2_000, "{values}");
    for protocol in shapesmith::http_protocols() {
        assert!(protocols.contains(protocol), "{protocol}");
    }
    println!("{values} values in {protocols:?}");
}

/// Returns the protocol that clients of the service use; `None` if they have none.
fn find_protocol(api: &Api) -> Option<&'static str> {
    let has_codec = |name: &&str| shapesmith::http_protocols().any(|known| known == *name);
    api.service.protocols.iter().copied().find(has_codec)
}

/// The exchanges of a module.
struct Test<'a> {
    api: &'a Api,
    generator: ValueGenerator<'a>,
    protocol: &'static str,
    rounds: u64,
}

impl Test<'_> {
    /// Returns the number of values.
    fn check_operation(&self, module: &str, operation: &Operation, exchange: &dyn Exchange) -> u64 {
        let check = |message: &str, exchanged: Result<Exchanged, String>| {
            let what = || format!("{module}::{}, {message}", exchange.name());
            let [sent, received] =
                exchanged.unwrap_or_else(|reason| panic!("{}: {reason}", what()));
            assert_eq!(received, sent, "{}", what());
        };
        let mut values = 0;
        values += self.check_values(operation, &operation.input, Message::Input, |input| {
            check("input", exchange.send(input));
        });
        values += self.check_values(operation, &operation.output, Message::Output, |output| {
            check("output", exchange.respond(output));
        });
        for variant in &operation.errors.variants {
            let item = self.api.item(&variant.item).unwrap();
            let code = &item.exception().unwrap().code;
            let ty = Type::Item(item.name.clone());
            values += self.check_values(operation, &ty, Message::Error, |members| {
                check(code, exchange.fail(code, members));
            });
        }
        values
    }

    /// Calls `check` with random values of a structure that survive a message.
    fn check_values(
        &self,
        operation: &Operation,
        ty: &Type,
        message: Message,
        check: impl Fn(&Value),
    ) -> u64 {
        let Type::Item(name) = ty else {
            check(&json!({}));
            return 1;
        };
        let item = self.api.item(name).unwrap();
        let mut values = 0;
        for (round, size) in (0..self.rounds).flat_map(|round| SIZES.map(|size| (round, size))) {
            let seed = (fingerprint(name) + round) << 32 | u64::from(size);
            let property = |u: &mut Unstructured<'_>| {
                let mut value = self.generator.known_members(u, item)?;
                let members = value.as_object_mut().unwrap();
                if message == Message::Input {
                    fill_tokens(item, members);
                }
                let is_limited = match self.limit_document(item, message, members) {
                    Some(limited) => {
                        *members = limited;
                        !self.protocol.starts_with("rest")
                            || limit_members(u, operation, item, message, members)?
                    }
                    None => false,
                };
                if is_limited {
                    check(&value);
                    values += 1;
                }
                Ok(())
            };
            arbtest(property).seed(seed).run();
        }
        values
    }
}

impl Test<'_> {
    /// Returns the members that survive the documents of the protocol.
    fn limit_document(
        &self,
        item: &Item,
        message: Message,
        members: &Map<String, Value>,
    ) -> Option<Map<String, Value>> {
        let is_query = self.protocol.ends_with("Query");
        if !is_query && self.protocol != "restXml" {
            return Some(members.clone());
        }
        let limits = DocumentLimits {
            api: self.api,
            loses_empty: is_query && message == Message::Input,
            // In responses, they are written as services do.
            forbids_characters: !is_query && message == Message::Input,
        };
        let mut members = limits.limit_members(item, members)?;
        if message == Message::Error {
            self.set_members_of_head(item, &mut members);
        }
        Some(members)
    }

    /// Sets the members whose elements every error in XML has, whatever the value.
    fn set_members_of_head(&self, item: &Item, members: &mut Map<String, Value>) {
        let exception = item.exception().unwrap();
        let fault = if exception.fault == Fault::Client { "Sender" } else { "Receiver" };
        for field in item.fields() {
            let value = match field.wire_name.as_deref().unwrap_or(&field.key) {
                "Code" => &exception.code,
                "Type" if self.protocol == "awsQuery" => fault,
                _ => continue,
            };
            members.insert(field.key.clone(), json!(value));
        }
    }
}

/// Sets the idempotency tokens, which clients fill in.
fn fill_tokens(item: &Item, members: &mut Map<String, Value>) {
    for field in item.fields().iter().filter(|field| field.idempotency_token) {
        members.entry(&field.key).or_insert_with(|| json!("token"));
    }
}

/// Changes the members outside the body so that they survive a message: a head has no empty lists, for example. Returns whether
/// that is possible.
fn limit_members(
    u: &mut Unstructured<'_>,
    operation: &Operation,
    item: &Item,
    message: Message,
    members: &mut Map<String, Value>,
) -> arbitrary::Result<bool> {
    let fields = item.fields();
    let uri = operation.http.as_ref().map_or("", |http| http.uri.as_str());
    let takes_all_parameters = fields.iter().any(|it| it.location == Location::QueryParams);
    for field in fields {
        let value = members.remove(&field.key);
        let value = match (field.location, value) {
            (Location::ResponseCode, _) if message == Message::Output => {
                Some(json!(*u.choose(&[200, 201, 202, 206])?))
            }
            // The whole query would be in the map.
            (Location::Query, Some(_)) if takes_all_parameters && !field.required => None,
            (Location::QueryParams, Some(_)) if uri.contains('?') => return Ok(false),
            (Location::PrefixHeaders, _) if field.wire_name.as_deref() == Some("") => {
                return Ok(false);
            }
            // Streams of events have a media type of their own.
            (Location::Header, _)
                if is_content_type(field) && operation.output_events.is_some() =>
            {
                Some(json!("application/vnd.amazon.eventstream"))
            }
            // Messages have it in any case.
            (Location::Header, None) if is_content_type(field) => Some(json!("text/plain")),
            (_, None) => None,
            (location, Some(value)) => limit_value(field, location, value),
        };
        if let Some(value) = value {
            members.insert(field.key.clone(), value);
        } else if field.is_non_optional() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns a value of a member that survives at its place; `None` if none does.
fn limit_value(field: &Field, location: Location, mut value: Value) -> Option<Value> {
    if let (Location::Header | Location::Query, Some(items)) = (location, value.as_array_mut()) {
        items.retain(|item| !item.is_null());
    }
    let is_http_date = location == Location::Header
        && !matches!(
            field.timestamp,
            Some(TimestampFormat::DateTime | TimestampFormat::EpochSeconds)
        );
    let is_empty = |value: &Value| {
        value.as_str() == Some("")
            || value.as_array().is_some_and(Vec::is_empty)
            || value.as_object().is_some_and(Map::is_empty)
    };
    match location {
        Location::Label => Some(if is_empty(&value) { json!("label") } else { value }),
        Location::Header => Some(limit_header(value, is_http_date && has_timestamps(&field.ty))),
        Location::PrefixHeaders => {
            let entries =
                value.as_object()?.values().enumerate().map(|(index, value)| {
                    (format!("key-{index}"), limit_header(value.clone(), false))
                });
            Some(Value::Object(entries.collect())).filter(|value| !is_empty(value))
        }
        Location::QueryParams => {
            let entries = value
                .as_object()?
                .iter()
                .filter(|(_, value)| !value.is_array() || !is_empty(value));
            let entries = entries.map(|(key, value)| (key.clone(), value.clone()));
            Some(Value::Object(entries.collect())).filter(|value| !is_empty(value))
        }
        Location::Query | Location::Payload => Some(value)
            .filter(|value| !is_empty(value) || (location == Location::Query && value.is_string())),
        _ => Some(value),
    }
}

/// Returns a value that survives in a header: text without control characters and without blanks around it, and dates without
/// fractions.
fn limit_header(value: Value, is_http_date: bool) -> Value {
    match value {
        Value::String(text) => {
            let text: String =
                text.chars().map(|it| if it.is_ascii_control() { '?' } else { it }).collect();
            json!(text.trim_matches(' '))
        }
        Value::Number(number) if is_http_date => json!(number.as_f64().unwrap().floor() as i64),
        Value::Array(items) => {
            items.into_iter().map(|item| limit_header(item, is_http_date)).collect()
        }
        value => value,
    }
}

fn is_content_type(field: &Field) -> bool {
    field.wire_name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("content-type"))
}

fn has_timestamps(ty: &Type) -> bool {
    match ty {
        Type::Timestamp => true,
        Type::Option(inner) | Type::Vec(inner) | Type::Boxed(inner) => has_timestamps(inner),
        _ => false,
    }
}

fn fingerprint(name: &str) -> u64 {
    name.bytes().fold(7, |hash, byte| (hash * 31 + u64::from(byte)) % 0x7fff_ffff)
}
