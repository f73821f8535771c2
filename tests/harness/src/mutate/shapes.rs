//! Mutations of the shapes of a model in either format.

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};

use super::values::{choose, find_pointers, put};

/// The format of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Smithy,
    Botocore,
}

/// Names that are keywords or common types in Rust, names of generated items, or invalid names.
const NAMES: &[&str] = &[
    "Self",
    "self",
    "super",
    "crate",
    "type",
    "r#type",
    "String",
    "Option",
    "Result",
    "Box",
    "Vec",
    "Some",
    "None",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Error",
    "Unknown",
    "UNKNOWN",
    "ORDER",
    "VALUES",
    "Value",
    "Union",
    "Field",
    "Shape",
    "Slot",
    "View",
    "Variant",
    "Blob",
    "Timestamp",
    "Operation",
    "OPERATIONS",
    "support",
    "operations",
    "errors",
    "P0",
    "NONE",
    "NON_OPTIONAL",
    "A",
    "a",
    "_",
    "__",
    "9a",
    "a b",
    "É",
    "a$b",
    "a#b",
    "",
    "validate",
    "check",
    "new",
    "with",
    "i32",
    "str",
    "u8",
];

impl Format {
    /// Returns the format of a file.
    pub fn of(file: &Value) -> Self {
        if file.get("smithy").is_some() { Self::Smithy } else { Self::Botocore }
    }

    /// Returns the key of a reference.
    fn key(self) -> &'static str {
        match self {
            Self::Smithy => "target",
            Self::Botocore => "shape",
        }
    }

    /// Returns a reference to a shape.
    pub fn reference(self, name: &str) -> Value {
        let mut reference = Map::new();
        reference.insert(self.key().to_owned(), json!(name));
        Value::Object(reference)
    }

    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Smithy => &[
                "structure",
                "union",
                "list",
                "set",
                "map",
                "string",
                "enum",
                "intEnum",
                "blob",
                "boolean",
                "byte",
                "integer",
                "long",
                "double",
                "bigInteger",
                "bigDecimal",
                "timestamp",
                "document",
                "operation",
                "resource",
                "service",
                "apply",
                "member",
                "thing",
            ],
            Self::Botocore => &[
                "structure",
                "list",
                "map",
                "string",
                "blob",
                "boolean",
                "integer",
                "long",
                "double",
                "float",
                "timestamp",
                "character",
                "jsonvalue",
                "thing",
            ],
        }
    }
}

/// Returns the names of the shapes of a model.
pub fn names(file: &Value) -> Vec<String> {
    let shapes = file.get("shapes").and_then(Value::as_object);
    shapes.into_iter().flat_map(|shapes| shapes.keys().cloned()).collect()
}

/// Chooses the name of a shape; empty if there are none.
pub fn choose_shape(file: &Value, choices: &mut Unstructured<'_>) -> Result<String> {
    let names = names(file);
    if names.is_empty() { Ok(String::new()) } else { choices.choose(&names).cloned() }
}

/// Returns the pointer of a shape.
pub fn shape_pointer(name: &str) -> String {
    format!("/shapes/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Returns the pointers of the targets of references.
pub fn references(file: &Value) -> Vec<String> {
    let key = Format::of(file).key();
    find_pointers(file, &|name, value| name == key && value.is_string())
}

pub fn retarget(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let place = choose(&references(file), choices)?;
    let others =
        ["smithy.api#String", "smithy.api#Unit", "smithy.api#Document", "Missing", "a#B$c"];
    let target = match choices.int_in_range(0..=7)? {
        0 => (*choices.choose(&others)?).to_owned(),
        _ => choose_shape(file, choices)?,
    };
    put(file, &place, json!(target));
    Ok(())
}

/// Changes the type of a shape. In most cases the shape gets the members that the type requires.
pub fn retype(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let format = Format::of(file);
    let place = shape_pointer(&choose_shape(file, choices)?);
    let kind = *choices.choose(format.kinds())?;
    let (first, second) = (choose_shape(file, choices)?, choose_shape(file, choices)?);
    let adds_members = choices.ratio(3, 4)?;
    let Some(Value::Object(shape)) = file.pointer_mut(&place) else { return Ok(()) };
    shape.insert("type".to_owned(), json!(kind));
    if !adds_members {
        return Ok(());
    }
    for key in ["members", "member", "key", "value", "enum"] {
        shape.shift_remove(key);
    }
    let (first, second) = (format.reference(&first), format.reference(&second));
    let unit = format.reference("smithy.api#Unit");
    let parts = match kind {
        "structure" | "union" => json!({"members": {"a": first, "A": second, "b-c": first}}),
        "list" | "set" => json!({"member": first}),
        "map" => json!({"key": format.reference("smithy.api#String"), "value": second}),
        "enum" => json!({"members": {"A": unit, "a": unit, "Unknown": unit}}),
        "intEnum" => json!({"members": {
            "A": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": 1}},
            "a": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": -1}}
        }}),
        _ => json!({}),
    };
    shape.extend(parts.as_object().cloned().unwrap_or_default());
    Ok(())
}

pub fn rename(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let old = choose_shape(file, choices)?;
    let name = match choices.int_in_range(0..=9)? {
        0 => old.to_ascii_lowercase(),
        1 => old.to_ascii_uppercase(),
        2 => "A".repeat(3000),
        _ => (*choices.choose(NAMES)?).to_owned(),
    };
    if choices.ratio(1, 2)? {
        let place = format!("{}/members", shape_pointer(&old));
        if let Some(Value::Object(members)) = file.pointer_mut(&place)
            && !members.is_empty()
        {
            let member = members.keys().nth(choices.choose_index(members.len())?).cloned();
            let moved = member.as_ref().and_then(|member| members.shift_remove(member));
            members.insert(name, moved.unwrap_or_default());
        }
        return Ok(());
    }
    let new = match old.split_once('#') {
        Some((namespace, _)) if !name.contains('#') => format!("{namespace}#{name}"),
        _ => name,
    };
    if let Some(Value::Object(shapes)) = file.get_mut("shapes") {
        let moved = shapes.shift_remove(&old).unwrap_or_default();
        shapes.insert(new.clone(), moved);
    }
    for place in references(file) {
        if file.pointer(&place).is_some_and(|target| *target == old) {
            put(file, &place, json!(new));
        }
    }
    Ok(())
}

/// Sets bounds that are extreme, or that no value satisfies.
pub fn bounds(file: &mut Value, choices: &mut Unstructured<'_>) -> Result<()> {
    let numbers = [
        json!(0),
        json!(-1),
        json!(1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u32::MAX),
        json!(1e300),
        json!(-1e-300),
        json!(0.5),
        json!(9_007_199_254_740_993_u64),
        json!("1e400"),
    ];
    let (min, max) = (choices.choose(&numbers)?.clone(), choices.choose(&numbers)?.clone());
    if choices.ratio(1, 3)? {
        let place = choose(&find_pointers(file, &|_, value| value.is_number()), choices)?;
        put(file, &place, max);
        return Ok(());
    }
    let place = shape_pointer(&choose_shape(file, choices)?);
    let trait_id = *choices.choose(&["smithy.api#length", "smithy.api#range"])?;
    let smithy = Format::of(file) == Format::Smithy;
    let Some(Value::Object(shape)) = file.pointer_mut(&place) else { return Ok(()) };
    let (object, bounds) = (|| json!({}), json!({"min": min, "max": max}));
    if smithy {
        let traits = shape.entry("traits").or_insert_with(object);
        if let Value::Object(traits) = traits {
            traits.insert(trait_id.to_owned(), bounds);
        }
    } else {
        shape.extend(bounds.as_object().cloned().unwrap_or_default());
    }
    Ok(())
}
