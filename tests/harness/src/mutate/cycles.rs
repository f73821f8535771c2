//! Mutations that nest shapes deeply or infinitely.

use arbitrary::{Result, Unstructured};
use serde_json::{Value, json};

use super::shapes::{Format, choose_shape, references, shape_pointer};
use super::values::{choose, put};

/// Inserts a chain of shapes between a reference and its target.
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
        shapes.insert(name(number), container(format, kind, &name(number + 1), number % 2 == 0));
    }
    Ok(())
}

/// Makes shapes contain each other or themselves.
pub fn cycle(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let format = Format::of(file);
    let (first, second) = (choose_shape(file, choices)?, choose_shape(file, choices)?);
    let required: bool = choices.arbitrary()?;
    match choices.int_in_range(0..=4)? {
        0 => add_member(file, &first, &first, required),
        1 | 2 => {
            add_member(file, &first, &second, required);
            add_member(file, &second, &first, true);
        }
        3 => {
            let kind = *choices.choose(&["list", "map", "structure", "union"])?;
            put(file, &shape_pointer(&first), container(format, kind, &first, true));
        }
        _ => add_cyclic_references(file, &first, &second, choices)?,
    }
    Ok(())
}

/// Returns a shape of this kind with a member that targets another shape.
fn container(format: Format, kind: &str, target: &str, required: bool) -> Value {
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

/// Adds a member to a shape, or replaces the only member.
fn add_member(file: &mut Value, owner: &str, held: &str, required: bool) {
    let format = Format::of(file);
    let Some(Value::Object(shape)) = file.pointer_mut(&shape_pointer(owner)) else { return };
    let kind = shape.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let new = container(format, &kind, held, required);
    match kind.as_str() {
        "structure" | "union" => {
            let members = shape.entry("members").or_insert_with(|| json!({}));
            if let (Value::Object(members), Value::Object(added)) = (members, &new["members"]) {
                members.extend(added.clone());
            }
        }
        "list" | "set" => drop(shape.insert("member".to_owned(), new["member"].clone())),
        "map" => drop(shape.insert("value".to_owned(), new["value"].clone())),
        _ => {}
    }
}

/// Adds cyclic references: mixins, resources, operations, errors or inputs.
fn add_cyclic_references(
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
        if let Some(Value::Object(shape)) = file.pointer_mut(&shape_pointer(name)) {
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
