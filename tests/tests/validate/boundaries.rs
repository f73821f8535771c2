//! Validators at the bounds of each constraint, with the exact path and message.

use serde_json::{Value, json};
use shapesmith_tests::constraints::{Color, Level};
use shapesmith_tests::violations::{
    no_violations, one_violation, validate_json, validate_member, validate_request,
};

/// Returns a text with this number of code points of one to four bytes.
fn texts(length: usize) -> Vec<Value> {
    ["a", "é", "漢", "👍", "\0"].iter().map(|character| json!(character.repeat(length))).collect()
}

fn list(length: usize) -> Vec<Value> {
    vec![(0..length).map(|_| json!("")).collect()]
}

fn map(length: usize) -> Vec<Value> {
    vec![Value::Object((0..length).map(|key| (key.to_string(), json!(""))).collect())]
}

/// Returns the Base64 form of this number of bytes.
fn blob(length: usize) -> Vec<Value> {
    let last = ["", "AA==", "AAA="][length % 3];
    vec![json!("AAAA".repeat(length / 3) + last)]
}

type Make = fn(usize) -> Vec<Value>;

#[test]
fn lengths_are_checked_at_their_bounds() {
    let cases: [(&str, &str, usize, usize, Make); 16] = [
        ("text", "between 2 and 4, inclusive", 2, 4, texts),
        ("minText", "greater than or equal to 2", 2, usize::MAX, texts),
        ("maxText", "less than or equal to 4", 0, 4, texts),
        ("ownText", "greater than or equal to 3", 3, usize::MAX, texts),
        ("data", "between 2 and 3, inclusive", 2, 3, blob),
        ("minData", "greater than or equal to 2", 2, usize::MAX, blob),
        ("maxData", "less than or equal to 3", 0, 3, blob),
        ("ownData", "less than or equal to 1", 0, 1, blob),
        ("items", "between 2 and 3, inclusive", 2, 3, list),
        ("minItems", "greater than or equal to 2", 2, usize::MAX, list),
        ("maxItems", "less than or equal to 3", 0, 3, list),
        ("ownItems", "less than or equal to 1", 0, 1, list),
        ("entries", "between 2 and 3, inclusive", 2, 3, map),
        ("minEntries", "greater than or equal to 2", 2, usize::MAX, map),
        ("maxEntries", "less than or equal to 3", 0, 3, map),
        ("ownEntries", "less than or equal to 1", 0, 1, map),
    ];
    for (name, words, min, max, make) in cases {
        for length in 0..=20 {
            let words = format!("have length {words}");
            let expected = if (min..=max).contains(&length) {
                no_violations()
            } else {
                one_violation(&format!("/{name}"), Some(length), &words)
            };
            for value in make(length) {
                assert_eq!(validate_member(name, value.clone()), expected, "{name}: {value}");
            }
        }
    }
    for length in 0..20 {
        assert_eq!(validate_member("anyText", texts(length)[3].clone()), no_violations());
    }
}

#[test]
fn length_counts_code_points() {
    let words = "have length between 2 and 4, inclusive";
    // A family of seven code points, a letter and its accent, a flag of two.
    assert_eq!(validate_member("text", json!("👨‍👩‍👧‍👦")), one_violation("/text", Some(7), words));
    assert_eq!(validate_member("text", json!("e\u{301}")), no_violations());
    assert_eq!(validate_member("text", json!("🇩🇪")), no_violations());
    assert_eq!(validate_member("text", json!("👍")), one_violation("/text", Some(1), words));
    assert_eq!(
        validate_member("text", json!("👍".repeat(5))),
        one_violation("/text", Some(5), words)
    );
}

/// A list of a kind of number: its members, bounds, and values beyond, at and within the bounds.
struct Numbers {
    kind: &'static str,
    bounds: [&'static str; 2],
    below: Vec<Value>,
    within: Vec<Value>,
    above: Vec<Value>,
}

fn numbers() -> Vec<Numbers> {
    let long = |values: [i64; 3]| values.map(|value| json!(value)).to_vec();
    vec![
        Numbers {
            kind: "Byte",
            bounds: ["-5", "5"],
            below: long([-6, -100, -128]),
            within: long([-5, 0, 5]),
            above: long([6, 100, 127]),
        },
        Numbers {
            kind: "Short",
            bounds: ["-300", "300"],
            below: long([-301, -1000, -32_768]),
            within: long([-300, 0, 300]),
            above: long([301, 1000, 32_767]),
        },
        Numbers {
            kind: "Integer",
            bounds: ["10", "1000"],
            below: long([9, 0, i32::MIN.into()]),
            within: long([10, 11, 1000]),
            above: long([1001, 1002, i32::MAX.into()]),
        },
        Numbers {
            kind: "Long",
            bounds: ["-9007199254740993", "9007199254740993"],
            below: long([-9_007_199_254_740_994, -9_007_199_254_740_995, i64::MIN]),
            within: long([-9_007_199_254_740_993, 0, 9_007_199_254_740_993]),
            above: long([9_007_199_254_740_994, 9_007_199_254_740_995, i64::MAX]),
        },
        Numbers {
            kind: "Float",
            bounds: ["0.7", "8.8"],
            below: vec![json!(0.699_999_9), json!(0), json!(-1e30), json!("-Infinity")],
            within: vec![json!(0.7), json!(1), json!(8.8)],
            above: vec![json!(8.800_001), json!(9), json!(3e38), json!("Infinity")],
        },
        Numbers {
            kind: "Double",
            bounds: ["-0.25", "0.5"],
            below: vec![json!(-0.250_000_000_000_000_1), json!(-1), json!("-Infinity")],
            within: vec![json!(-0.25), json!(0), json!(-0.0), json!(0.5)],
            above: vec![json!(0.500_000_000_000_000_1), json!(1), json!("Infinity")],
        },
        Numbers {
            kind: "BigInteger",
            bounds: ["-9007199254740993", "9007199254740993"],
            below: vec![json!(-9_007_199_254_740_994_i64), json!(format!("-1{}", "0".repeat(50)))],
            within: vec![json!(-9_007_199_254_740_993_i64), json!(0), json!("9007199254740993")],
            above: vec![
                json!(9_007_199_254_740_994_i64),
                json!(u64::MAX),
                json!("100000000000000000000"),
                json!(format!("1{}", "0".repeat(500))),
            ],
        },
        Numbers {
            kind: "BigDecimal",
            bounds: ["0.5", "99.5"],
            below: vec![json!(0.25), json!("0.49"), json!("-1e400"), json!("49e-2")],
            within: vec![json!(0.5), json!(1), json!("99.5"), json!("995e-1")],
            above: vec![json!(99.625), json!("99.51"), json!(100), json!("1e400")],
        },
    ]
}

#[test]
fn ranges_are_checked_at_their_bounds() {
    for Numbers { kind, bounds: [min, max], below, within, above } in numbers() {
        let plain = kind[..1].to_lowercase() + &kind[1..];
        let both = format!("be between {min} and {max}, inclusive");
        let at_least = format!("be greater than or equal to {min}");
        let at_most = format!("be less than or equal to {max}");
        for (values, is_below, is_above) in
            [(below, true, false), (within, false, false), (above, false, true)]
        {
            for value in values {
                let expect = |name: &str, is_bad: bool, words: &str| {
                    let path = format!("/{name}");
                    let expected =
                        if is_bad { one_violation(&path, None, words) } else { no_violations() };
                    assert_eq!(validate_member(name, value.clone()), expected, "{name}: {value}");
                };
                expect(&plain, is_below || is_above, &both);
                expect(&format!("min{kind}"), is_below, &at_least);
                expect(&format!("max{kind}"), is_above, &at_most);
            }
        }
    }
}

#[test]
fn full_ranges_and_ranges_of_members_are_checked() {
    for value in [json!(i64::MIN), json!(0), json!(i64::MAX)] {
        assert_eq!(validate_member("ends", value), no_violations());
    }
    // A member's range replaces its target's, the other bound included.
    let words = "be greater than or equal to 1";
    assert_eq!(validate_member("ownInteger", json!(0)), one_violation("/ownInteger", None, words));
    for value in [1, 9, 1001, i32::MAX] {
        assert_eq!(validate_member("ownInteger", json!(value)), no_violations());
    }
    // `1.0` in the model is 1.
    let words = "be between 1 and 2, inclusive";
    for value in [json!(0.999), json!(2.001), json!(3)] {
        assert_eq!(
            validate_member("wholeDouble", value),
            one_violation("/wholeDouble", None, words)
        );
    }
    for value in [json!(1), json!(1.5), json!(2.0)] {
        assert_eq!(validate_member("wholeDouble", value), no_violations());
    }
    let words = "be less than or equal to 9007199254740992";
    for value in ["9007199254740992.5", "9007199254740992.0000000001", "9007199254740993", "1e16"] {
        assert_eq!(
            validate_member("wholeDecimal", json!(value)),
            one_violation("/wholeDecimal", None, words)
        );
    }
    for value in ["9007199254740992.000", "9007199254740991.9", "-9007199254740993.5", "-0.5"] {
        assert_eq!(validate_member("wholeDecimal", json!(value)), no_violations(), "{value}");
    }
}

/// See <https://smithy.io/2.0/spec/constraint-traits.html#range-trait>.
#[test]
fn nan_violates_every_range() {
    for (name, words) in [
        ("float", "be between 0.7 and 8.8, inclusive"),
        ("minDouble", "be greater than or equal to -0.25"),
        ("maxDouble", "be less than or equal to 0.5"),
        ("wholeDouble", "be between 1 and 2, inclusive"),
    ] {
        assert_eq!(
            validate_member(name, json!("NaN")),
            one_violation(&format!("/{name}"), None, words)
        );
    }
}

/// Internal values are accepted, and not listed in messages.
#[test]
fn unknown_enum_values_violate() {
    let words = "satisfy enum value set: [red, light blue, infra]";
    for value in ["red", "light blue", "ultra", "infra"] {
        assert_eq!(validate_member("color", json!(value)), no_violations(), "{value}");
        assert_eq!(
            validate_member("colors", json!([value, "red", value])),
            no_violations(),
            "{value}"
        );
        assert_eq!(validate_member("byColor", json!({"red": value})), no_violations(), "{value}");
    }
    for value in ["", "RED", "red ", "light", "light blue!", "ULTRA", "Unknown"] {
        assert_eq!(
            validate_member("color", json!(value)),
            one_violation("/color", None, words),
            "{value}"
        );
        assert_eq!(
            validate_member("colors", json!(["red", value])),
            one_violation("/colors/1", None, words)
        );
        assert_eq!(
            validate_member("byColor", json!({"red": value})),
            one_violation("/byColor/red", None, words)
        );
        assert_eq!(
            validate_member("byColor", json!({value: "red"})),
            one_violation("/byColor", None, words)
        );
    }
    let words = "satisfy enum value set: [1, -2]";
    for value in [1, -2, 9] {
        assert_eq!(validate_member("level", json!(value)), no_violations(), "{value}");
        assert_eq!(validate_member("levels", json!([value])), no_violations(), "{value}");
    }
    for value in [0, 2, -1, 10, i32::MIN, i32::MAX] {
        assert_eq!(
            validate_member("level", json!(value)),
            one_violation("/level", None, words),
            "{value}"
        );
        assert_eq!(
            validate_member("levels", json!([1, 9, value])),
            one_violation("/levels/2", None, words)
        );
    }
}

#[test]
fn internal_enum_values_are_accepted_as_keys() {
    for key in ["ultra", "infra"] {
        assert_eq!(validate_member("byColor", json!({key: "red"})), no_violations(), "{key}");
    }
}

#[test]
fn unknown_enum_values_are_kept_and_violate() {
    use shapesmith_tests::constraints::CheckRequest;
    use shapesmith_tests::support::{Constraint, Validate};
    let value = json!({"id": "id", "color": "pink", "level": 77});
    let request: CheckRequest = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(serde_json::to_value(&request).unwrap(), value);
    assert_eq!(request.color.as_ref().map(Color::as_str), Some("pink"));
    assert_eq!(request.level.map(Level::as_i32), Some(77));
    let violations = request.validate().unwrap_err();
    let values = |constraint: &Constraint| match constraint {
        Constraint::Enum { values, .. } => values.clone(),
        other => panic!("{other:?}"),
    };
    let known: Vec<Vec<String>> = violations.iter().map(|v| values(v.constraint())).collect();
    assert_eq!(known, [vec!["red", "light blue", "infra"], vec!["1", "-2"]]);
}

#[test]
fn repeated_items_violate() {
    let words = "have unique values";
    let (point, other) = (json!({"x": 1, "y": "a"}), json!({"x": 1, "y": "b"}));
    for (name, same, others) in [
        ("tags", json!("a"), vec![json!("b"), json!(""), json!("A"), json!("aa")]),
        ("sparseTags", json!("a"), vec![json!("b"), json!(""), Value::Null]),
        ("sparseTags", Value::Null, vec![json!("null"), json!("")]),
        ("points", point, vec![other, json!({"x": 1}), json!({"y": "a"}), json!({})]),
        (
            "choices",
            json!({"text": "abc"}),
            vec![json!({"text": "abd"}), json!({"number": 10}), json!({"none": {}})],
        ),
        ("choices", json!({"new": [1]}), vec![json!({"newer": [1]}), json!({"new": [2]})]),
        ("choices", json!({"new": {"a": 1}}), vec![json!({"new": {"a": 1.5}}), json!({"new": {}})]),
        ("uniqueColors", json!("red"), vec![json!("ultra"), json!("light blue")]),
        ("uniqueLists", json!(["a", "b"]), vec![json!(["b", "a"]), json!(["a", "b", "c"])]),
        (
            "uniqueMaps",
            json!({"a": "1", "b": "2"}),
            vec![json!({"a": "1", "c": "2"}), json!({"a": "2", "b": "1"})],
        ),
        ("uniqueBlobs", json!("AAAA"), vec![json!("AAA="), json!("")]),
    ] {
        let path = format!("/{name}");
        assert_eq!(validate_member(name, json!([])), no_violations(), "{name}");
        assert_eq!(validate_member(name, json!([same])), no_violations(), "{name}");
        let mut items = others.clone();
        assert_eq!(validate_member(name, json!(items)), no_violations(), "{name} {items:?}");
        items.push(same.clone());
        assert_eq!(validate_member(name, json!(items)), no_violations(), "{name} {items:?}");
        items.push(same);
        assert_eq!(
            validate_member(name, json!(items)),
            one_violation(&path, None, words),
            "{name} {items:?}"
        );
    }
    // A map's keys have no order.
    let maps = r#"[{"a": "1", "b": "2"}, {"b": "2", "a": "1"}]"#;
    let maps = validate_member("uniqueMaps", serde_json::from_str(maps).unwrap());
    assert_eq!(maps, one_violation("/uniqueMaps", None, words));
}

/// Up to 16 entries are compared in pairs, and longer lists are sorted, with the same result.
#[test]
fn the_first_repeated_item_is_found_in_lists_of_any_length() {
    use shapesmith_tests::constraints::CheckRequest;
    use shapesmith_tests::support::{Constraint, Validate};
    type Item = fn(usize) -> Value;
    let kinds: [(&str, Item); 3] = [
        ("tags", |number| json!(format!("{}", number * 7919 % 1009))),
        ("points", |number| json!({"x": number * 7919 % 1009, "y": "y"})),
        ("choices", |number| match number % 3 {
            0 => json!({"text": format!("t{number:03}")}),
            1 => json!({"number": 10 + number}),
            _ => json!({"new": number}),
        }),
    ];
    for (name, item) in kinds {
        for count in [2, 3, 15, 16, 17, 18, 33, 100] {
            let items: Vec<Value> = (0..count).map(item).collect();
            assert_eq!(validate_member(name, json!(items)), no_violations(), "{name} {count}");
            for (earlier, later) in
                [(0, 1), (0, count - 1), (count / 3, count / 2), (count - 2, count - 1)]
            {
                if earlier == later {
                    continue;
                }
                // The last one repeats, too: the first counts.
                let mut items = items.clone();
                items[later] = items[earlier].clone();
                items.push(items[earlier].clone());
                let request = json!({"id": "id", name: items});
                let request: CheckRequest = serde_json::from_value(request).unwrap();
                let violations = request.validate().unwrap_err();
                assert_eq!(violations.iter().count(), 1);
                match violations.iter().next().unwrap().constraint() {
                    Constraint::Unique { index, .. } => assert_eq!(*index, later, "{name} {count}"),
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}

#[test]
fn missing_required_members_violate() {
    let words = "not be null";
    // What is only sent can't be without it; what is received can.
    let error = serde_json::from_value::<shapesmith_tests::constraints::CheckRequest>(json!({}));
    assert_eq!(error.unwrap_err().to_string(), "missing member `id`");
    let response = |value: Value| validate_json("constraints", "CheckResponse", &value);
    let mut both = one_violation("/name", None, words);
    both.extend(one_violation("/shared", None, words));
    assert_eq!(response(json!({})), both);
    assert_eq!(response(json!({"name": null, "shared": null})), both);
    let nested = json!({"name": "n", "shared": {"inner": {}}});
    let mut both = one_violation("/shared/name", None, words);
    both.extend(one_violation("/shared/inner/key", None, words));
    assert_eq!(response(nested), both);
    let shared = json!({"name": "n", "inner": {"key": ""}});
    let whole = json!({"name": "n", "shared": shared, "list": [shared, shared]});
    assert_eq!(response(whole), no_violations());
    let list = json!({"name": "n", "shared": shared, "list": [shared, {"name": "n"}]});
    assert_eq!(response(list), one_violation("/list/1/inner", None, words));
    // The same structures in what is sent.
    let sent = validate_request(json!({"shareds": [shared, {"inner": {}}]}));
    let mut both = one_violation("/shareds/1/name", None, words);
    both.extend(one_violation("/shareds/1/inner/key", None, words));
    assert_eq!(sent, both);
}
