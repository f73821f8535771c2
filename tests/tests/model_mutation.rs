//! Broken in thousands of ways, a model gives problems and never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::{Map, Value, json};
use shapesmith_model::{Problem, Reading, Severity, Source, canonical, read, read_files, usage};

const RICH: &str = include_str!("../fixtures/models/rich.json");
const DOCS: &str = include_str!("../fixtures/models/rich.docs.json");

#[test]
fn the_model_is_whole_before_it_is_broken() {
    assert!(look_at(RICH.as_bytes(), DOCS.as_bytes()));
    let version_1 = RICH.replacen("\"2.0\"", "\"1.0\"", 1);
    assert!(look_at(version_1.as_bytes(), DOCS.as_bytes()));
}

#[test]
fn broken_values() {
    let mut random = Random(0x5EED);
    let whole: Value = serde_json::from_str(RICH).unwrap();
    let docs: Value = serde_json::from_str(DOCS).unwrap();
    let (mut read_well, mut refused) = (0, 0);
    for round in 0..800 {
        let mut broken = whole.clone();
        for _ in 0..=random.below(3) {
            mutate(&mut broken, &whole, &mut random);
        }
        if round % 2 == 0 {
            broken["smithy"] = json!("1.0");
        }
        let mut broken_docs = docs.clone();
        mutate(&mut broken_docs, &whole, &mut random);
        let (model, docs) = (broken.to_string(), broken_docs.to_string());
        *(if look_at(model.as_bytes(), docs.as_bytes()) {
            &mut read_well
        } else {
            &mut refused
        }) += 1;
    }
    // Both happen, or the mutations are too rough or too mild to tell anything.
    assert!(read_well > 50 && refused > 50, "{read_well} read, {refused} refused");
}

/// The files of a botocore model, broken one by one and together.
#[test]
fn broken_botocore_files() {
    let files = [
        include_str!("../fixtures/botocore/rest-json/service-2.json"),
        include_str!("../fixtures/botocore/rest-json/service-2.sdk-extras.json"),
        include_str!("../fixtures/botocore/rest-json/paginators-1.json"),
        include_str!("../fixtures/botocore/rest-json/waiters-2.json"),
        include_str!("../fixtures/botocore/rest-json/examples-1.json"),
        include_str!("../fixtures/botocore/rest-xml/service-2.json"),
        include_str!("../fixtures/botocore/query/service-2.json"),
    ];
    let whole = files.map(|text| serde_json::from_str::<Value>(text).unwrap());
    let mut random = Random(0xB070);
    let (mut read_well, mut refused) = (0, 0);
    for round in 0..700 {
        let mut broken = whole.clone();
        let first = if round % 3 == 0 { 5 + round % 2 } else { 0 };
        for _ in 0..=random.below(3) {
            let file = if first == 0 { random.below(5) } else { first };
            let other = whole[random.below(whole.len())].clone();
            mutate(&mut broken[file], &other, &mut random);
        }
        let used = if first == 0 { &broken[..5] } else { &broken[first..=first] };
        let texts: Vec<String> = used.iter().map(Value::to_string).collect();
        let sources: Vec<Source> =
            texts.iter().map(|text| Source { name: "file", bytes: text.as_bytes() }).collect();
        *(if verdict(read_files(&sources)) { &mut read_well } else { &mut refused }) += 1;
    }
    assert!(read_well > 50 && refused > 50, "{read_well} read, {refused} refused");
}

#[test]
fn broken_bytes() {
    let mut random = Random(0xBAD);
    for _ in 0..400 {
        let mut bytes = RICH.as_bytes().to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes.truncate(at + 1),
                1 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                2 => drop(bytes.remove(at)),
                _ => bytes.insert(at, *b"{}[]\",:\\0-eE\n\xC3\xFF".get(random.below(15)).unwrap()),
            }
            bytes.push(b'\n');
        }
        look_at(&bytes, DOCS.as_bytes());
    }
}

#[test]
fn every_prefix() {
    let bytes = RICH.as_bytes();
    for end in (0..bytes.len()).step_by(97) {
        look_at(&bytes[..end], &DOCS.as_bytes()[..end.min(DOCS.len())]);
    }
}

/// Reads, and looks at all that reading gives; whether the model can be used.
fn look_at(model: &[u8], docs: &[u8]) -> bool {
    let source = Source { name: "model.json", bytes: model };
    let docs = Source { name: "docs.json", bytes: docs };
    if let (Ok(once), Ok(_)) = (canonical::format(source), canonical::format_docs(docs)) {
        let again = canonical::format(Source { name: "again.json", bytes: once.as_bytes() });
        assert_eq!(again.as_ref(), Ok(&once), "the canonical form of a canonical form is itself");
    }
    verdict(read(source, Some(docs)))
}

/// Looks at all that reading gave; whether the model can be used.
fn verdict(reading: Result<Reading, Vec<Problem>>) -> bool {
    let (usable, problems) = match reading {
        Ok(reading) => {
            let files = canonical::from_model(&reading.model);
            let again = read(Source { name: "again", bytes: files.model.as_bytes() }, None);
            assert!(again.is_ok(), "{:?}", again.map(|_| ()));
            for service in reading.model.services.values() {
                usage(&reading.model, service);
            }
            for shape in reading.model.shapes.values() {
                for member in shape.members() {
                    assert!(reading.model.shape(&member.target).is_some(), "{member:?} resolves");
                }
            }
            assert!(reading.warnings.iter().all(|problem| problem.severity == Severity::Warning));
            (true, reading.warnings)
        }
        Err(problems) => {
            assert!(problems.iter().any(|problem| problem.severity == Severity::Error));
            (false, problems)
        }
    };
    for problem in problems {
        let text = problem.to_string();
        assert!(problem.line > 0 && problem.column > 0 && text.contains(problem.code), "{text}");
    }
    usable
}

/// Deletes, replaces, moves or renames one part of a value.
fn mutate(value: &mut Value, whole: &Value, random: &mut Random) {
    let Some(pointer) = any_pointer(value, random) else { return };
    let other = any_pointer(whole, random).and_then(|from| whole.pointer(&from)).cloned();
    let Some((parent, key)) = pointer.rsplit_once('/') else { return };
    let key = key.replace("~1", "/").replace("~0", "~");
    match value.pointer_mut(parent) {
        Some(Value::Object(entries)) => mutate_entry(entries, &key, other, random),
        Some(Value::Array(items)) => {
            let place = key.parse::<usize>().unwrap();
            match random.below(3) {
                0 => drop(items.remove(place)),
                1 => items[place] = other.unwrap_or_default(),
                _ => items.push(items[place].clone()),
            }
        }
        _ => {}
    }
}

fn mutate_entry(
    entries: &mut Map<String, Value>,
    key: &str,
    other: Option<Value>,
    random: &mut Random,
) {
    let kinds =
        ["string", "list", "map", "structure", "enum", "intEnum", "service", "apply", "sett"];
    let ids = [
        "example.weather#City",
        "example.weather#CityInfo",
        "example.weather#Tags",
        "Relative",
        "a#",
        "",
        "smithy.api#String",
        "smithy.api#Nothing",
        "example.weather#GetCityInput$cityId",
    ];
    let value = match random.below(8) {
        0 => return drop(entries.shift_remove(key)),
        1 => other.unwrap_or_default(),
        2 => json!(kinds[random.below(kinds.len())]),
        3 => json!(ids[random.below(ids.len())]),
        4 => json!({ "target": ids[random.below(ids.len())] }),
        5 => [json!(null), json!(-1), json!(1e300), json!([]), json!({}), json!("")]
            [random.below(6)]
        .clone(),
        6 => {
            let moved = entries.shift_remove(key).unwrap_or_default();
            let name = ids[random.below(ids.len())];
            return drop(entries.insert(name.to_owned(), moved));
        }
        _ => return drop(entries.insert(format!("{key}x"), other.unwrap_or_default())),
    };
    entries.insert(key.to_owned(), value);
}

/// A place in the value, reached by as many random steps.
fn any_pointer(value: &Value, random: &mut Random) -> Option<String> {
    let (mut at, mut pointer) = (value, String::new());
    for _ in 0..=random.below(8) {
        let (key, next) = match at {
            Value::Object(entries) if !entries.is_empty() => {
                let (key, next) = entries.iter().nth(random.below(entries.len()))?;
                (key.replace('~', "~0").replace('/', "~1"), next)
            }
            Value::Array(items) if !items.is_empty() => {
                let place = random.below(items.len());
                (place.to_string(), &items[place])
            }
            _ => break,
        };
        pointer = format!("{pointer}/{key}");
        at = next;
    }
    (!pointer.is_empty()).then_some(pointer)
}

/// The generator of Marsaglia, "Xorshift RNGs"; the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
