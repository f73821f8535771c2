//! Shapes within each other: deep, or without an end.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

use super::shapes::{Format, at, references, shape};
use super::values::{choose, put};

/// Puts a chain of shapes between a reference and what it refers to.
pub fn nest(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let format = Format::of(file);
    let place = choose(&references(file), choices)?;
    let length = *choices.choose(&[1, 3, 9, 10, 11, 12, 60, 300])?;
    let kind = *choices.choose(&["list", "map", "structure", "union"])?;
    let Some(last) = file.pointer(&place).and_then(Value::as_str).map(str::to_owned) else {
        return Ok(());
    };
    let namespace = last.split_once('#').map_or(String::new(), |(before, _)| format!("{before}#"));
    let namespace = if namespace == "smithy.api#" { "nest#".to_owned() } else { namespace };
    let name = |number: usize| match number == length {
        true => last.clone(),
        false => format!("{namespace}Nest{kind}{number}"),
    };
    put(file, &place, json!(name(0)));
    let Some(Value::Object(shapes)) = file.get_mut("shapes") else { return Ok(()) };
    for number in 0..length {
        shapes.insert(name(number), holder(format, kind, &name(number + 1), number % 2 == 0));
    }
    Ok(())
}

/// Makes shapes hold each other, or be parts of themselves.
pub fn cycle(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let format = Format::of(file);
    let (first, second) = (shape(file, choices)?, shape(file, choices)?);
    let required: bool = choices.arbitrary()?;
    match choices.int_in_range(0..=4)? {
        0 => hold(file, &first, &first, required),
        1 | 2 => {
            hold(file, &first, &second, required);
            hold(file, &second, &first, true);
        }
        3 => {
            let kind = *choices.choose(&["list", "map", "structure", "union"])?;
            put(file, &at(&first), holder(format, kind, &first, true));
        }
        _ => belong(file, &first, &second, choices)?,
    }
    Ok(())
}

/// A shape of this kind that holds another.
fn holder(format: Format, kind: &str, target: &str, required: bool) -> Value {
    let mut member = format.reference(target);
    let kind = if format == Format::Botocore && kind == "union" { "structure" } else { kind };
    if format == Format::Smithy && required && kind == "structure" {
        member["traits"] = json!({"smithy.api#required": {}});
    }
    match (kind, format) {
        ("list", _) => json!({"type": kind, "member": member}),
        ("map", Format::Smithy) => {
            json!({"type": kind, "key": {"target": "smithy.api#String"}, "value": member})
        }
        ("map", Format::Botocore) => json!({"type": kind, "key": member.clone(), "value": member}),
        (_, Format::Botocore) if required => {
            json!({"type": kind, "members": {"next": member}, "required": ["next"]})
        }
        _ => json!({"type": kind, "members": {"next": member}}),
    }
}

/// Makes a shape hold another, as shapes of its kind do.
fn hold(file: &mut Value, owner: &str, held: &str, required: bool) {
    let format = Format::of(file);
    let Some(Value::Object(shape)) = file.pointer_mut(&at(owner)) else { return };
    let kind = shape.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let made = holder(format, &kind, held, required);
    match kind.as_str() {
        "structure" | "union" => {
            let members = shape.entry("members").or_insert_with(|| json!({}));
            if let (Value::Object(members), Value::Object(new)) = (members, &made["members"]) {
                members.extend(new.clone());
            }
        }
        "list" | "set" => drop(shape.insert("member".to_owned(), made["member"].clone())),
        "map" => drop(shape.insert("value".to_owned(), made["value"].clone())),
        _ => {}
    }
}

/// Mixins, resources, operations and statements that come back to themselves.
fn belong(
    file: &mut Value,
    first: &str,
    second: &str,
    choices: &mut Unstructured<'_>,
) -> Result<()> {
    let reference = json!({"target": second});
    let (key, value) = match choices.int_in_range(0..=4)? {
        0 => ("mixins", json!([{"target": first}, reference])),
        1 => ("resources", json!([{"target": first}, reference])),
        2 => ("operations", json!([{"target": first}, reference])),
        3 => ("errors", json!([reference, reference])),
        _ => ("input", reference),
    };
    for name in [first, second] {
        if let Some(Value::Object(shape)) = file.pointer_mut(&at(name)) {
            shape.insert(key.to_owned(), value.clone());
            if let (Value::Object(traits), "mixins") =
                (shape.entry("traits").or_insert_with(|| json!({})), key)
            {
                traits.insert("smithy.api#mixin".to_owned(), json!({}));
            }
        }
    }
    Ok(())
}
