//! Validation as Smithy's protocol tests of restJson1 services expect it.
#![cfg(shared)]

use serde_json::{Value, json};
use shapesmith_tests::probes;
use shapesmith_tests::violations::{no_violations, one_violation, validate_json};

/// A function that returns an input with a value at a certain path.
type Place = fn(&str) -> Value;

const MODULE: &str = "shared_restjsonvalidation";

fn input(operation: &str, value: &Value) -> Vec<(String, String)> {
    validate_json(MODULE, &format!("{operation}Input"), value)
}

#[test]
fn lengths_match_the_protocol_tests() {
    let three = json!(["abc", "def", "efg"]);
    let many: Value = (0..10).map(|key| (format!("{key}{key}"), three.clone())).collect();
    let bounds = "have length between 2 and 8, inclusive";
    let long = "abcdefghijklmnopqrstuvwxyz";
    for (value, path, length, constraint) in [
        (json!({"blob": "YQ=="}), "/blob", 1, bounds),
        (json!({"blob": "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo="}), "/blob", 26, bounds),
        (json!({"string": "a"}), "/string", 1, bounds),
        (json!({"string": long}), "/string", 26, bounds),
        (json!({"string": "👍"}), "/string", 1, bounds),
        (json!({"minString": "a"}), "/minString", 1, "have length greater than or equal to 2"),
        (json!({"maxString": long}), "/maxString", 26, "have length less than or equal to 8"),
        (json!({"list": ["abc"]}), "/list", 1, bounds),
        (json!({"list": vec!["abc"; 10]}), "/list", 10, bounds),
        (json!({"list": ["a", "abc"]}), "/list/0", 1, bounds),
        (json!({"list": [long, "abc"]}), "/list/0", 26, bounds),
        (json!({"map": {"abc": three}}), "/map", 1, bounds),
        (json!({"map": many}), "/map", 10, bounds),
        (json!({"map": {"a": three, "bcd": three, "cde": three}}), "/map", 1, bounds),
        (json!({"map": {long: three, "bcd": three, "cde": three}}), "/map", 26, bounds),
        (json!({"map": {"abc": ["def"], "bcd": three, "cde": three}}), "/map/abc", 1, bounds),
        (json!({"map": {"abc": vec!["def"; 10], "bcd": three}}), "/map/abc", 10, bounds),
    ] {
        let expected = one_violation(path, Some(length), constraint);
        assert_eq!(input("MalformedLength", &value), expected, "{value}");
    }
    let bounds = "have length between 4 and 6, inclusive";
    for (value, path, length, constraint) in [
        (json!({"blob": "YWJj"}), "/blob", 3, bounds),
        (json!({"blob": "YWJjZGVmZw=="}), "/blob", 7, bounds),
        (json!({"string": "abc"}), "/string", 3, bounds),
        (json!({"minString": "abc"}), "/minString", 3, "have length greater than or equal to 4"),
        (json!({"maxString": "abcdefg"}), "/maxString", 7, "have length less than or equal to 6"),
        (json!({"list": ["abc", "abc", "abc"]}), "/list", 3, bounds),
    ] {
        let expected = one_violation(path, Some(length), constraint);
        assert_eq!(input("MalformedLengthOverride", &value), expected, "{value}");
    }
    let query = input("MalformedLengthQueryString", &json!({"string": "a"}));
    assert_eq!(query, one_violation("/string", Some(1), "have length between 2 and 8, inclusive"));
}

#[test]
fn ranges_match_the_protocol_tests() {
    for kind in ["byte", "short", "integer", "long", "float"] {
        let (low, high) = if kind == "float" { ("2.2", "8.8") } else { ("2", "8") };
        let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        let named = |prefix: &str| prefix.to_owned() + &kind[..1].to_uppercase() + &kind[1..];
        let both = (kind.to_owned(), format!("be between {low} and {high}, inclusive"));
        let min = (named("min"), format!("be greater than or equal to {low}"));
        let max = (named("max"), format!("be less than or equal to {high}"));
        for (member, words) in [&both, &min, &max] {
            for (value, is_low, is_high) in
                [("1", true, false), (low, false, false), (high, false, false), ("9", false, true)]
            {
                let bad = is_low && *member != max.0 || is_high && *member != min.0;
                let path = format!("/{member}");
                let expected =
                    if bad { one_violation(&path, None, words) } else { no_violations() };
                let reported = input("MalformedRange", &json!({ member: number(value) }));
                assert_eq!(reported, expected, "{member} {value}");
            }
        }
    }
    let reported = input("MalformedRangeOverride", &json!({"byte": 3}));
    assert_eq!(reported, one_violation("/byte", None, "be between 4 and 6, inclusive"));
}

#[test]
fn enums_match_the_protocol_tests() {
    // A tag `internal` hides a value only in the old trait `enum`.
    let words = |path: &str| match path {
        "/stringWithEnumTrait" => "satisfy enum value set: [abc, def]",
        _ => "satisfy enum value set: [abc, def, jkl]",
    };
    let places: [(&str, Place); 6] = [
        ("/string", |value| json!({ "string": value })),
        ("/stringWithEnumTrait", |value| json!({ "stringWithEnumTrait": value })),
        ("/list/0", |value| json!({ "list": [value] })),
        ("/map", |value| json!({ "map": {value: "abc"} })),
        ("/map/abc", |value| json!({ "map": {"abc": value} })),
        ("/union/first", |value| json!({ "union": {"first": value} })),
    ];
    for (path, place) in places {
        for value in ["ABC", "XYZ"] {
            assert_eq!(
                input("MalformedEnum", &place(value)),
                one_violation(path, None, words(path)),
                "{path}"
            );
        }
        for value in ["abc", "def"] {
            assert_eq!(input("MalformedEnum", &place(value)), no_violations(), "{path}");
        }
        if path != "/map" {
            assert_eq!(input("MalformedEnum", &place("ghi")), no_violations(), "{path}");
        }
    }
    let deep = |text: &str| json!({"union": {"union": {"union": {"string": text}}}});
    let reported = input("RecursiveStructures", &deep("XYZ"));
    assert_eq!(
        reported,
        one_violation("/union/union/union/string", None, "satisfy enum value set: [abc, def]")
    );
    assert_eq!(input("RecursiveStructures", &deep("abc")), no_violations());
}

#[test]
fn unique_items_match_the_protocol_tests() {
    let http_date = "Tue, 29 Apr 2014 18:30:38 GMT";
    for (member, value, other) in [
        ("blobList", json!("YmxvYg=="), json!("YmxvYiE=")),
        ("booleanList", json!(true), json!(false)),
        ("stringList", json!("string"), json!("")),
        ("byteList", json!(127), json!(-127)),
        ("shortList", json!(32_767), json!(-32_767)),
        ("integerList", json!(2_147_483_647), json!(0)),
        ("longList", json!(i64::MAX), json!(i64::MAX - 1)),
        ("timestampList", json!(1_676_660_607), json!(1_676_660_607.5)),
        ("dateTimeList", json!("1985-04-12T23:20:50.52Z"), json!("1985-04-12T23:20:50Z")),
        ("httpDateList", json!(http_date), json!("Tue, 29 Apr 2014 18:30:39 GMT")),
        ("enumList", json!("Foo"), json!("Baz")),
        ("intEnumList", json!(1), json!(2)),
        ("listList", json!(["foo", "bar"]), json!(["bar", "foo"])),
        ("structureList", json!({"hi": "hello"}), json!({})),
        ("structureListWithNoKey", json!({"hi": "hello"}), json!({"hi": "bye"})),
        ("unionList", json!({"string": "foo"}), json!({"integer": 1})),
    ] {
        let path = format!("/{member}");
        let words = "have unique values";
        for (items, is_unique) in [
            (json!([value, value]), false),
            (json!([value, other]), true),
            (json!([other, value]), true),
            (json!([value, other, value]), false),
        ] {
            let expected =
                if is_unique { no_violations() } else { one_violation(&path, None, words) };
            let reported = input("MalformedUniqueItems", &json!({ member: items }));
            assert_eq!(reported, expected, "{member}: {items}");
        }
    }
    // The same point in time, spelled otherwise.
    let items =
        json!({"dateTimeList": ["1985-04-12T23:20:50.52Z", "1985-04-13T00:20:50.520+01:00"]});
    assert_eq!(
        input("MalformedUniqueItems", &items),
        one_violation("/dateTimeList", None, "have unique values")
    );
}

/// Required members of requests are plain fields, so a missing one is an error of reading.
#[test]
fn missing_required_members_are_errors_when_reading() {
    let probe = probes(MODULE).unwrap().iter().find(|probe| probe.name == "MalformedRequiredInput");
    let whole = json!({"string": "", "stringInQuery": "", "stringInHeader": ""});
    assert_eq!((probe.unwrap().validate)(&whole), Ok(no_violations()));
    for member in ["string", "stringInQuery", "stringInHeader"] {
        let mut value = whole.clone();
        value.as_object_mut().unwrap().remove(member);
        let error = (probe.unwrap().validate)(&value).unwrap_err();
        assert!(error.contains(member), "{error}");
    }
}

#[test]
fn patterns_match_the_protocol_tests() {
    for (operation, pattern) in
        [("MalformedPattern", "^[a-m]+$"), ("MalformedPatternOverride", "^[g-m]+$")]
    {
        let words = format!("satisfy regular expression pattern: {pattern}");
        let expect_violation = |value: Value, path: &str| {
            assert_eq!(input(operation, &value), one_violation(path, None, &words), "{value}");
        };
        expect_violation(json!({"string": "ABC"}), "/string");
        expect_violation(json!({"list": ["ABC"]}), "/list/0");
        expect_violation(json!({"map": {"ABC": "ghi"}}), "/map");
        expect_violation(json!({"map": {"ghi": "ABC"}}), "/map/ghi");
        expect_violation(json!({"union": {"first": "ABC"}}), "/union/first");
        let fine =
            json!({"string": "ghi", "list": ["m"], "map": {"g": "m"}, "union": {"first": "g"}});
        assert_eq!(input(operation, &fine), no_violations());
    }
}

/// A text that takes exponential time with backtracking.
#[test]
fn hostile_texts_are_matched_without_backtracking() {
    let reported =
        input("MalformedPattern", &json!({"evilString": format!("{}!", "0".repeat(100_000))}));
    assert!(
        reported[0].1.contains("satisfy regular expression pattern"),
        "{}",
        reported[0].1.len()
    );
}

#[test]
fn messages_do_not_quote_sensitive_values() {
    let reported = input("SensitiveValidation", &json!({"string": "XYZ"}));
    assert_eq!(
        reported,
        one_violation("/string", None, "satisfy regular expression pattern: ^[a-m]+$")
    );
}
