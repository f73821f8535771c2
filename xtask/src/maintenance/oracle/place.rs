//! Converts the places of the oracle's values into those of errors of reading.

use shapesmith::rust::{Api, Type};

/// Returns the place of a JSON pointer with member names as errors of reading write it: `Functions[3].Tags["a"]`.
pub fn format_place(api: &Api, ty: &Type, pointer: &str) -> String {
    let mut ty = ty;
    let mut text = String::new();
    for step in pointer.split('/').skip(1) {
        while let Type::Option(inner) | Type::Boxed(inner) = ty {
            ty = inner;
        }
        let step = step.replace("~1", "/").replace("~0", "~");
        match ty {
            Type::Vec(entry) => {
                text.push_str(&format!("[{step}]"));
                ty = entry;
            }
            Type::Map(entry) => {
                text.push_str(&format!("[{step:?}]"));
                ty = entry;
            }
            _ => {
                let item = if let Type::Item(name) = ty { api.item(name) } else { None };
                let fields = item.map(|item| item.fields()).unwrap_or_default();
                let field = fields.iter().find(|field| field.member == step);
                text.push_str(if text.is_empty() { "" } else { "." });
                text.push_str(field.map_or(&step, |field| &field.key));
                ty = field.map_or(&Type::Empty, |field| &field.ty);
            }
        }
    }
    text
}
