//! Values of the generated types: read from parameters, and shown with all that they hold.

use std::ops::ControlFlow;

use serde_json::{Map, Value as Json, json};
use shapes::support::value::{FieldVisitor, Value, Variant, View};
use shapes::support::{ErrorSet, Structure};

/// # Errors
/// The parameters aren't those of a value of the type.
pub fn from_params<T: Structure>(params: &Json) -> Result<T, String> {
    serde_json::from_value(params.clone())
        .map_err(|error| format!("the parameters can't be read: {error}"))
}

/// # Errors
/// The parameters aren't those of the error.
pub fn error_from_params<E: ErrorSet>(code: &str, params: &Json) -> Result<E, String> {
    E::read(code, params).map_err(|error| format!("the parameters can't be read: {error}"))
}

/// Returns a structure as an object of the members that are set, by their names. Special floats are text, so that NaN equals
/// itself.
pub fn to_json(value: &dyn Value) -> Json {
    let mut members = Map::new();
    value.fields(FieldVisitor(&mut |shape, views| {
        for (field, view) in shape.fields.iter().zip(views) {
            if !view.is_absent() {
                members.insert(field.name().to_owned(), view_to_json(*view));
            }
        }
    }));
    members.into()
}

/// Returns an error as an object with its code and members.
pub fn error_to_json(error: &impl ErrorSet) -> Json {
    json!({ "code": error.code(), "message": error.message(), "members": to_json(error.get()) })
}

/// Returns any value as JSON.
pub fn view_to_json(view: View<'_>) -> Json {
    match view {
        View::Absent | View::Null => Json::Null,
        View::String(text) => json!(text),
        View::Unrecognized(text) => json!({ "unrecognized": text }),
        View::UnrecognizedInteger(value) => json!({ "unrecognized": value }),
        View::Bool(value) => json!(value),
        View::Integer(value) => json!(value),
        View::Unsigned(value) => json!(value),
        View::Float(value) => double_to_json(f64::from(value)),
        View::Double(value) => double_to_json(value),
        View::Digits(digits) => json!(digits),
        View::Number(number) => json!(number.to_string()),
        View::Blob(blob) => json!({ "base64": blob.to_base64() }),
        View::Timestamp(time) => json!({ "seconds": time.seconds(), "nanos": time.subsec_nanos() }),
        View::Structure(value) => to_json(value),
        View::Union(union) => match union.variant() {
            Variant::Known(index, view) => {
                let name = union.shape().fields.get(index).map_or("", |field| field.name());
                json!({ name: view_to_json(view) })
            }
            Variant::Unknown(unknown) => json!({ "unknown": format!("{unknown:?}") }),
        },
        View::List(list) => (0..list.count()).map(|index| view_to_json(list.item(index))).collect(),
        View::Map(map) => {
            let mut entries = Map::new();
            map.each(&mut |key, view| {
                entries.insert(key.to_owned(), view_to_json(view));
                ControlFlow::Continue(())
            });
            entries.into()
        }
    }
}

fn double_to_json(value: f64) -> Json {
    if value.is_finite() { json!(value) } else { json!(value.to_string()) }
}
