//! Mutations of a file as JSON, independent of the format.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

use crate::texts::HOSTILE;

pub fn delete(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let pointer = choose_pointer(file, choices)?;
    with_parent(file, &pointer, |parent, key| match parent {
        Value::Object(entries) => drop(entries.shift_remove(key)),
        Value::Array(items) => drop(key.parse().map(|place: usize| items.remove(place))),
        _ => {}
    });
    Ok(())
}

pub fn duplicate(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let pointer = choose_pointer(file, choices)?;
    let case: bool = choices.arbitrary()?;
    let copy = file.pointer(&pointer).cloned().unwrap_or_default();
    with_parent(file, &pointer, |parent, key| match parent {
        Value::Object(entries) => {
            let upper = key.to_ascii_uppercase();
            let name = if case && upper != key { upper } else { format!("{key}2") };
            entries.insert(name, copy);
        }
        Value::Array(items) => items.push(copy),
        _ => {}
    });
    Ok(())
}

pub fn graft(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let (from, to) = (choose_pointer(file, choices)?, choose_pointer(file, choices)?);
    let copy = file.pointer(&from).cloned().unwrap_or_default();
    put(file, &to, copy);
    Ok(())
}

pub fn junk(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let pointer = choose_pointer(file, choices)?;
    let deep = |levels| (0..levels).fold(json!({}), |inner, _| json!([{"a": inner}]));
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!([]),
        json!({}),
        json!(""),
        json!([null, "a", {"target": "a"}]),
        deep(20),
        deep(45),
    ];
    put(file, &pointer, choices.choose(&values)?.clone());
    Ok(())
}

pub fn text(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let pointers = find_pointers(file, &|_, value| value.is_string());
    let pointer = choose(&pointers, choices)?;
    let text = *choices.choose(HOSTILE)?;
    let text = match choices.int_in_range(0..=9)? {
        0 => text.repeat(1000),
        1 => {
            format!("{}{text}", file.pointer(&pointer).and_then(Value::as_str).unwrap_or_default())
        }
        _ => text.to_owned(),
    };
    put(file, &pointer, json!(text));
    Ok(())
}

/// Replaces the value at a pointer.
pub fn put(file: &mut Value, pointer: &str, value: Value) {
    if let Some(slot) = file.pointer_mut(pointer) {
        *slot = value;
    }
}

/// Returns the pointers of all values for which the predicate of key and value is true.
pub fn find_pointers(file: &Value, predicate: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    let (mut found, mut next) = (Vec::new(), vec![(String::new(), String::new(), file)]);
    while let Some((place, key, value)) = next.pop() {
        let below = |key: &str| format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
        match value {
            Value::Object(entries) => {
                next.extend(entries.iter().map(|(key, value)| (below(key), key.clone(), value)));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate().map(|(at, item)| (at.to_string(), item));
                next.extend(items.map(|(at, item)| (below(&at), at, item)));
            }
            _ => {}
        }
        if predicate(&key, value) {
            found.push(place);
        }
    }
    found
}

/// Chooses one of the pointers, or the root if there are none.
pub fn choose(pointers: &[String], choices: &mut Unstructured<'_>) -> Result<String> {
    if pointers.is_empty() { Ok(String::new()) } else { choices.choose(pointers).cloned() }
}

/// Chooses a pointer with a chosen number of steps.
fn choose_pointer(file: &Value, choices: &mut Unstructured<'_>) -> Result<String> {
    let (mut at, mut place) = (file, String::new());
    for _ in 0..choices.int_in_range(1..=9)? {
        let (key, value) = match at {
            Value::Object(entries) if !entries.is_empty() => {
                let (key, value) =
                    entries.iter().nth(choices.choose_index(entries.len())?).unwrap();
                (key.replace('~', "~0").replace('/', "~1"), value)
            }
            Value::Array(items) if !items.is_empty() => {
                let at = choices.choose_index(items.len())?;
                (at.to_string(), &items[at])
            }
            _ => break,
        };
        place = format!("{place}/{key}");
        at = value;
    }
    Ok(place)
}

fn with_parent(file: &mut Value, place: &str, change: impl FnOnce(&mut Value, &str)) {
    let Some((parent, key)) = place.rsplit_once('/') else { return };
    let key = key.replace("~1", "/").replace("~0", "~");
    if let Some(parent) = file.pointer_mut(parent) {
        change(parent, &key);
    }
}
