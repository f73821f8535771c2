//! Hostile forms of the query protocols are refused or read, without panics, and with memory that is proportional to their size.

use serde_json::{Value, json};
use shapesmith_tests::support::http::request;
use shapesmith_tests::{exchange_awsquery, exchange_ec2query};

use crate::peer::{MEGABYTE, Peer};

const HEADERS: &[(&str, &str)] = &[("content-type", "application/x-www-form-urlencoded")];

const AWS_QUERY: Peer =
    Peer { operations: exchange_awsquery::operations::OPERATIONS, headers: HEADERS, target: "/" };

const EC2_QUERY: Peer =
    Peer { operations: exchange_ec2query::operations::OPERATIONS, headers: HEADERS, target: "/" };

/// Returns a form for the operation with these parameters.
fn form(parameters: &str) -> String {
    format!("Action=Put&Version=2026-01-01&id=i&{parameters}")
}

/// Returns what is read from the parameters of a value.
fn read(parameters: &str) -> Result<Value, u16> {
    AWS_QUERY.read(form(parameters)).map(|input| input["value"].clone())
}

/// Returns the body that a client writes for an input with a value of every type.
fn body() -> Vec<u8> {
    let value = json!({
        "text": "t&=%+ ü", "flag": true, "byte": -1, "int": -70_000, "long": 5_000_000_000_i64,
        "double": "NaN", "bigDecimal": 1.5, "data": "AAEC", "time": 1.5, "color": "red", "level": 2,
        "texts": ["a", ""], "numbers": {"a": 1.0}, "times": [0, 1], "choice": {"texts": ["a"]},
        "self": {"text": "b"}, "values": [{"text": "c"}]
    });
    let input: exchange_awsquery::PutInput =
        serde_json::from_value(json!({"id": "id", "value": value, "token": "t"})).unwrap();
    request::<exchange_awsquery::operations::Put>(&input).unwrap().into_body()
}

#[test]
fn values_of_other_types_are_refused() {
    for parameters in [
        "value.int=x",
        "value.int=",
        "value.int.x=1",
        "value.byte=300",
        "value.flag=maybe",
        "value.double=1e",
        "value.data=%3F",
        "value.time=yesterday",
        "value.level=a",
        "value.texts.member.1.x=a",
        "value.choice.text=a&value.choice.texts.member.1=b",
        "value.choice.other=a",
        "value.choice=a",
        "value.numbers.entry.1.value=1",
        "value.numbers.entry.1.key=a",
        "value.numbers.entry.1.key=a&value.numbers.entry.1.value=x",
        "id=%FF",
        "%FF=1",
        "value.text=%C3",
    ] {
        assert_eq!(read(parameters), Err(400), "{parameters}");
    }
    // The name of the operation is in the body, too.
    assert_eq!(AWS_QUERY.read(b"Action=Put&id=\xFF".as_slice()), Err(404));
}

#[test]
fn numbers_of_entries_may_have_gaps_and_be_large() {
    for (parameters, expected) in [
        (
            "value.texts.member.10=c&value.texts.member.9=b&value.texts.member.1=a",
            json!(["a", "b", "c"]),
        ),
        ("value.texts.member.4294967295=a", json!(["a"])),
        ("value.texts.member.0=a&value.texts.member.00=b", json!(["a"])),
        ("value.texts.1=a&value.texts.2=b", json!(["a", "b"])),
        ("value.texts.member.1=a&value.texts.2=b", json!(["a"])),
        // These aren't numbers of entries.
        ("value.texts.member.4294967296=a", json!([])),
        ("value.texts.member.-1=a&value.texts.member.+1=b", json!([])),
        ("value.texts.member.1x=a&value.texts.member.=b", json!([])),
        ("value.texts.member=a&value.texts.=b", json!([])),
    ] {
        let found = read(parameters).unwrap();
        assert_eq!(found["texts"], expected, "{parameters}");
    }
    let long = format!("value.texts.member.{}1=a", "0".repeat(MEGABYTE));
    assert!(AWS_QUERY.is_read(form(&long)));
    // Of repeated parameters, the first counts.
    assert_eq!(read("value.text=a&value.text=b").unwrap()["text"], "a");
}

#[test]
fn truncated_and_changed_forms_are_read_or_refused() {
    let body = body();
    assert!(AWS_QUERY.is_read(body.clone()));
    for length in 0..body.len() {
        assert!(AWS_QUERY.read(&body[..length]).map_or_else(|status| status < 500, |_| true));
        for byte in *b"&=%+.0x\0\xFF" {
            let mut changed = body.clone();
            changed[length] = byte;
            assert!(AWS_QUERY.read(changed).map_or_else(|status| status < 500, |_| true));
        }
    }
}

/// The parameters that each of many entries has, with `#` in place of its number, and whether they are read.
const ENTRIES: [(&str, bool); 12] = [
    ("value.texts.member.#=a&", true),
    ("value.texts.member.1=#&", true),
    ("value.texts.#=&", true),
    ("value.values.member.#.text=a&", true),
    ("value.values.member.1.values.member.#.int=1&", true),
    ("value.values.member.#.int=a&", false),
    ("value.numbers.entry.#.key=#&value.numbers.entry.#.value=1&", true),
    ("value.numbers.entry.#.key=a&value.numbers.entry.#.value=1&", true),
    ("value.choice.texts.member.#=a&", true),
    ("value.choice.#=a&", false),
    ("value.sparse.member.#=&", false),
    ("#=a&", true),
];

#[test]
fn many_entries_are_read_in_proportional_memory() {
    for (entry, is_read) in ENTRIES {
        let entries = (1..20_000).map(|number| entry.replace('#', &number.to_string()));
        let body = form(&entries.collect::<String>());
        assert_eq!(AWS_QUERY.is_read(body), is_read, "{entry}");
        let first = |part: &str| part.get(..1).unwrap_or_default().to_uppercase();
        let names = entry.split_inclusive(['.', '&']);
        let names = names.map(|part| first(part) + part.get(1..).unwrap_or_default());
        // Lists have no names of their own there.
        let entry = names.collect::<String>().replace("Member.", "").replace("Entry.", "");
        let entries = (1..20_000).map(|number| entry.replace('#', &number.to_string()));
        _ = EC2_QUERY.is_read(form(&entries.collect::<String>()));
    }
}

#[test]
fn long_forms_are_read_in_proportional_memory() {
    for part in [
        "&",
        "=",
        "a",
        "a&",
        "a=&",
        "+",
        "%",
        "%41",
        "%41=%42&",
        ".",
        "value.",
        "value.text=",
        "self.",
    ] {
        let repeated = part.repeat(MEGABYTE / 4 / part.len());
        for start in ["", "id=", "value.text=", "value.", "value.texts.member.", "value.choice."] {
            _ = AWS_QUERY.is_read(form(&format!("{start}{repeated}")));
            _ = AWS_QUERY.is_read(format!("{start}{repeated}&Action=Put&id=i"));
        }
    }
}

#[test]
fn deep_forms_are_refused() {
    for depth in [200, 10_000] {
        for part in ["self.", "values.member.1.", "values.1."] {
            let key = format!("value.{}text=a", part.repeat(depth));
            assert!(!AWS_QUERY.is_read(form(&key)), "{part}, {depth}");
        }
    }
    assert!(AWS_QUERY.is_read(form(&format!("value.{}text=a", "self.".repeat(50)))));
}
