//! A small service, edits of it, and what is told of them, a line a change.

use serde_json::{Map, Value, json};
use shapesmith_model::Model;
use shapesmith_model::diff::{Change, Difference, Options, diff};
use shapesmith_tests::models::parse_model;

/// A service with two operations: `GetForecast`, whose output has what `PutForecast` has in its input.
pub fn base() -> Value {
    json!({ "smithy": "2.0", "shapes": {
        "example#Weather": {
            "type": "service",
            "version": "2024-01-01",
            "operations": [{ "target": "example#GetForecast" }, { "target": "example#PutForecast" }],
            "traits": {
                "aws.api#service": { "sdkId": "Weather", "endpointPrefix": "weather" },
                "aws.auth#sigv4": { "name": "weather" },
                "aws.protocols#restJson1": {},
                "smithy.api#title": "Weather Service"
            }
        },
        "example#GetForecast": {
            "type": "operation",
            "input": { "target": "example#GetForecastInput" },
            "output": { "target": "example#GetForecastOutput" },
            "errors": [{ "target": "example#NotFound" }],
            "traits": { "smithy.api#http": { "method": "GET", "uri": "/cities/{city}", "code": 200 } }
        },
        "example#PutForecast": {
            "type": "operation",
            "input": { "target": "example#PutForecastInput" },
            "errors": [{ "target": "example#NotFound" }],
            "traits": { "smithy.api#http": { "method": "PUT", "uri": "/forecast", "code": 200 } }
        },
        "example#GetForecastInput": { "type": "structure", "members": {
            "city": { "target": "example#City", "traits": { "smithy.api#required": {}, "smithy.api#httpLabel": {} } },
            "days": { "target": "example#Days", "traits": { "smithy.api#httpQuery": "days" } }
        } },
        "example#GetForecastOutput": { "type": "structure", "members": {
            "forecast": { "target": "example#Forecast" },
            "station": { "target": "example#Station" },
            "copyright": { "target": "example#Text" }
        } },
        "example#PutForecastInput": { "type": "structure", "members": {
            "forecast": { "target": "example#Forecast" },
            "station": { "target": "example#Station" },
            "reason": { "target": "example#Text" }
        } },
        "example#Forecast": { "type": "structure", "members": {
            "sky": { "target": "example#Sky" },
            "wind": { "target": "example#Wind" },
            "notes": { "target": "example#Notes" },
            "at": { "target": "smithy.api#Timestamp" }
        } },
        "example#Station": { "type": "union", "members": {
            "name": { "target": "example#Text" },
            "number": { "target": "smithy.api#Integer" }
        } },
        "example#Wind": { "type": "structure", "members": {
            "from": { "target": "smithy.api#String" },
            "speed": { "target": "smithy.api#Integer" }
        } },
        "example#Sky": { "type": "enum", "members": {
            "CLEAR": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "clear" } },
            "CLOUDY": { "target": "smithy.api#Unit", "traits": { "smithy.api#enumValue": "cloudy" } }
        } },
        "example#Notes": { "type": "list", "member": { "target": "example#Text" } },
        "example#Text": { "type": "string" },
        "example#City": { "type": "string", "traits": { "smithy.api#length": { "min": 1, "max": 64 } } },
        "example#Days": { "type": "integer", "traits": { "smithy.api#range": { "min": 1, "max": 7 } } },
        "example#NotFound": { "type": "structure", "members": {
            "message": { "target": "smithy.api#String" }
        }, "traits": { "smithy.api#error": "client", "smithy.api#httpError": 404 } }
    } })
}

/// Sets what is at a place; null takes it away. Places are ways below the shapes of `example#`, members in short
/// (`Wind$speed`), traits of `smithy.api#` without it (`Wind$speed@required`).
pub fn edit(model: &mut Value, edits: &[(&str, Value)]) {
    for (place, value) in edits {
        let (shape, rest) = match place.find(['$', '@', '/']) {
            Some(at) => place.split_at(at),
            None => (*place, ""),
        };
        let mut steps = vec!["shapes".to_owned(), format!("example#{shape}")];
        let mut rest = rest;
        while let Some(sign) = rest.chars().next() {
            let below = &rest[1..];
            // A trait is the last step, and has a slash in no name.
            let end = if sign == '@' {
                below.len()
            } else {
                below.find(['$', '@', '/']).unwrap_or(below.len())
            };
            let (step, remaining) = below.split_at(end);
            match sign {
                '$' => steps.extend(["members".to_owned(), step.to_owned()]),
                '@' if step.contains('#') => steps.extend(["traits".to_owned(), step.to_owned()]),
                '@' => steps.extend(["traits".to_owned(), format!("smithy.api#{step}")]),
                _ => steps.push(step.to_owned()),
            }
            rest = remaining;
        }
        set(model, &steps, value.clone());
    }
}

fn set(model: &mut Value, steps: &[String], value: Value) {
    let (last, way) = steps.split_last().unwrap();
    let mut at = model;
    for step in way {
        at = at.as_object_mut().unwrap().entry(step).or_insert_with(|| Value::Object(Map::new()));
    }
    let entries = at.as_object_mut().unwrap();
    if value.is_null() {
        assert!(entries.shift_remove(last).is_some(), "{steps:?} isn't there");
    } else {
        entries.insert(last.clone(), value);
    }
}

pub fn edited(edits: &[(&str, Value)]) -> Value {
    let mut model = base();
    edit(&mut model, edits);
    model
}

pub fn model(text: &Value) -> Model {
    parse_model(text.to_string().as_bytes())
}

pub fn compare(old: &Model, new: &Model, options: &Options<'_>) -> Difference {
    let only = |model: &'_ Model| model.services.values().next().unwrap().clone();
    diff(Some((old, &only(old))), Some((new, &only(new))), options)
}

/// A change in a line: verdict, kind, place, what was and what is.
pub fn line(change: &Change) -> String {
    let value = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), Value::to_string);
    let (wire, kind) = (change.wire.as_str(), change.kind.id());
    format!("{wire} {kind} {} {} > {}", change.place, value(&change.before), value(&change.after))
}

/// All changes, what is implied with an arrow in front.
pub fn lines(difference: &Difference) -> Vec<String> {
    let changes = difference.changes.iter();
    let lines = changes.flat_map(|change| {
        std::iter::once(line(change))
            .chain(change.implied.iter().map(|change| format!("=> {}", line(change))))
    });
    lines.collect()
}

/// The changes from the base to the base with these edits, and back again, must be these.
pub fn check(edits: &[(&str, Value)], expected: &[&str]) {
    check_between(&base(), &edited(edits), expected);
}

/// The changes from the one model to the other must be these, and back again their mirror.
pub fn check_between(old: &Value, new: &Value, expected: &[&str]) {
    let (old, new) = (model(old), model(new));
    let options = Options::default();
    let forward = compare(&old, &new, &options);
    assert_eq!(lines(&forward), expected);
    assert_mirror(&forward, &compare(&new, &old, &options));
    assert_eq!(lines(&compare(&new, &new, &Options { docs: true, ..options })), [""; 0]);
}

/// Both are the same facts, seen from either side.
pub fn assert_mirror(forward: &Difference, back: &Difference) {
    let mut open: Vec<&Change> = back.iter().collect();
    for change in forward.iter() {
        let mirrors = |other: &&Change| {
            (change.kind.mirror() == other.kind || other.kind.mirror() == change.kind)
                && change.place == other.place
                && (&change.before, &change.after) == (&other.after, &other.before)
                && (&change.old_pointer, &change.new_pointer)
                    == (&other.new_pointer, &other.old_pointer)
                && change.operations == other.operations
        };
        let found = open.iter().position(mirrors);
        let found = found.unwrap_or_else(|| panic!("nothing mirrors {}", line(change)));
        open.swap_remove(found);
    }
    let open: Vec<String> = open.into_iter().map(line).collect();
    assert_eq!(open, [""; 0], "these mirror nothing");
}

/// What a change touches, such as `GetForecast:o PutForecast:i`.
pub fn touches(change: &Change) -> String {
    let letters = |touch: &shapesmith_model::diff::AffectedOperation| {
        let all = [(touch.input, "i"), (touch.output, "o"), (touch.error, "e")];
        all.into_iter().filter(|(is, _)| *is).map(|(_, letter)| letter).collect::<String>()
    };
    let touches = change.operations.iter();
    let touches = touches.map(|touch| format!("{}:{}", touch.operation.name(), letters(touch)));
    touches.collect::<Vec<_>>().join(" ")
}
