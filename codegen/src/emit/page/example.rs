//! The model's examples as code that runs with the tests of the documentation.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::code::Coder;
use super::{Page, Paths};
use crate::emit::common::ident;
use crate::emit::words::value_type;
use crate::layout;
use crate::rust::{Answer, Api, Example, Field, ItemKind, Operation, Type};

/// The greatest number of a response's members that an example asserts.
const SHOWN: usize = 3;

impl Page<'_> {
    /// Returns the section of examples; empty if there are none.
    pub(super) fn examples(&self, operation: &Operation) -> Vec<String> {
        let examples: Vec<Vec<String>> = operation
            .examples
            .iter()
            .filter_map(|example| self.example(operation, example))
            .collect();
        if examples.is_empty() {
            return Vec::new();
        }
        let heading = [String::new(), "# Examples".to_owned()];
        heading.into_iter().chain(examples.concat()).collect()
    }

    /// Returns the title, documentation and code of an example.
    fn example(&self, operation: &Operation, example: &Example) -> Option<Vec<String>> {
        let title = example.title.trim_end_matches(['.', ':']);
        let mut lines = vec![String::new(), format!("{title}:")];
        if !example.docs.is_empty()
            && super::first_paragraph(&example.docs).trim_end_matches('.') != title
        {
            lines.push(String::new());
            lines.extend(example.docs.iter().cloned());
        }
        let fence = if self.paths.is_some() { "```" } else { "```ignore" };
        lines.extend([String::new(), fence.to_owned()]);
        lines.extend(Code::new(self, operation, example).lines()?);
        lines.push("```".to_owned());
        Some(lines)
    }
}

/// The code of one example.
struct Code<'a> {
    coder: Coder<'a>,
    operation: &'a Operation,
    example: &'a Example,
    paths: Paths,
}

impl<'a> Code<'a> {
    fn new(page: &Page<'a>, operation: &'a Operation, example: &'a Example) -> Self {
        let unknown = || Paths {
            krate: "crate".to_owned(),
            module: "api".to_owned(),
            support: "crate::support".to_owned(),
        };
        let paths = page.paths.clone().unwrap_or_else(unknown);
        let support = paths.support.parse().unwrap_or_default();
        let coder = Coder { api: page.api, module: ident(&paths.module), support };
        Self { coder, operation, example, paths }
    }

    fn lines(&self) -> Option<Vec<String>> {
        let mut lines = self.request()?;
        match &self.example.answer {
            None => {}
            Some(Answer::Output(output)) => lines.extend(self.response(output)?),
            Some(Answer::Error(code, body)) => lines.extend(self.error(code, body)?),
        }
        if lines.is_empty() {
            return None;
        }
        let uses = self.uses(&lines.join("\n"));
        lines.push("# Ok::<(), Box<dyn std::error::Error>>(())".to_owned());
        Some(uses.into_iter().chain(lines).collect())
    }

    /// Returns the imports that the code needs.
    fn uses(&self, code: &str) -> Vec<String> {
        let Paths { krate, module, support } = &self.paths;
        let traits = [("ErrorSet", "::read("), ("Validate", ".validate()"), ("With", ".with(|")];
        let traits = traits.iter().filter(|(_, call)| code.contains(call));
        let traits: Vec<&str> = traits.map(|(name, _)| *name).collect();
        let mut uses = vec![format!("use {krate}::{module};")];
        match traits.as_slice() {
            [] => {}
            [one] => uses.push(format!("use {support}::{one};")),
            many => uses.push(format!("use {support}::{{{}}};", many.join(", "))),
        }
        uses.push(String::new());
        uses
    }

    /// Returns the code of the request: in Rust, or read from JSON.
    fn request(&self) -> Option<Vec<String>> {
        let (api, ty) = (self.coder.api, &self.operation.input);
        let Type::Item(name) = ty else { return Some(Vec::new()) };
        let json = to_wire_names(&self.example.input, ty, api);
        let mut lines = match self.coder.statements("request", ty, &self.example.input) {
            Some(statements) => {
                let mut lines = format_statements(&statements)?;
                lines.push(format!(
                    "# assert_eq!(request, serde_json::from_str({})?);",
                    raw_string(&escape_invisible(&json.to_string()))
                ));
                lines
            }
            None => self.read("request", name, &json)?,
        };
        if self.example.valid {
            lines.push("request.validate()?;".to_owned());
        }
        Some(lines)
    }

    fn response(&self, output: &Value) -> Option<Vec<String>> {
        let (api, ty) = (self.coder.api, &self.operation.output);
        let Type::Item(name) = ty else { return Some(Vec::new()) };
        let json = to_wire_names(output, ty, api);
        let mut lines = vec![String::new()];
        lines.extend(self.read("response", name, &json)?);
        let item = api.item(name)?;
        let asserts = item.fields().iter().filter_map(|field| self.assert(field, output));
        for assert in asserts.take(SHOWN) {
            lines.extend(format_statements(&assert)?);
        }
        if is_written_alike(output, ty, api) {
            lines.push(format!(
                "# let answer: serde_json::Value = serde_json::from_str({})?;",
                raw_string(&escape_invisible(&json.to_string()))
            ));
            lines.push("# assert_eq!(serde_json::to_value(&response)?, answer);".to_owned());
        }
        Some(lines)
    }

    fn error(&self, code: &str, body: &Value) -> Option<Vec<String>> {
        let set = &self.operation.errors;
        let variant = set.variants.iter().find(|variant| {
            let exception = self.coder.api.item(&variant.item).and_then(|item| item.exception());
            exception.is_some_and(|exception| exception.code == code)
        })?;
        let body = to_wire_names(body, &Type::Item(variant.item.clone()), self.coder.api);
        let module = &self.coder.module;
        let json = raw_string(&escape_invisible(&serde_json::to_string_pretty(&body).ok()?));
        let text = format!(
            "\nlet body = {json};\n\
             let body = &mut serde_json::Deserializer::from_str(body);\n\
             let error = {module}::errors::{}::read({code:?}, body)?;\n\
             assert_eq!(error.code(), {code:?});",
            set.name
        );
        Some(text.split('\n').map(str::to_owned).collect())
    }

    /// Returns the code that reads a variable from JSON.
    fn read(&self, variable: &str, item: &str, json: &Value) -> Option<Vec<String>> {
        let module = &self.coder.module;
        let json = raw_string(&escape_invisible(&serde_json::to_string_pretty(json).ok()?));
        let text = format!("let {variable}: {module}::{item} = serde_json::from_str({json})?;");
        Some(text.split('\n').map(str::to_owned).collect())
    }

    /// Returns an assertion about a member of the response that isn't a structure, list or map.
    fn assert(&self, field: &Field, output: &Value) -> Option<TokenStream> {
        let value = output.get(&field.member).filter(|value| !value.is_null())?;
        let name = ident(&field.name);
        let expected = match (value_type(&field.ty), value.as_str()) {
            (Type::String, Some(text)) => {
                return Some(match &field.ty {
                    Type::Option(_) => quote!(assert_eq!(response.#name.as_deref(), Some(#text));),
                    _ => quote!(assert_eq!(response.#name, #text);),
                });
            }
            (Type::Bool | Type::I8 | Type::I16 | Type::I32 | Type::I64, _) => {
                self.coder.value(&field.ty, value)?
            }
            (Type::Item(item), _) => match self.coder.api.item(item)?.kind {
                ItemKind::Enum(_) | ItemKind::IntEnum(_) => self.coder.value(&field.ty, value)?,
                _ => return None,
            },
            _ => return None,
        };
        Some(quote!(assert_eq!(response.#name, #expected);))
    }
}

/// Returns statements as lines of formatted code.
fn format_statements(statements: &TokenStream) -> Option<Vec<String>> {
    let text = layout::format_items(quote!(fn example() { #statements }));
    let inner = text.strip_prefix("fn example() {\n")?.strip_suffix("}\n")?;
    Some(inner.lines().map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned()).collect())
}

/// Returns JSON text with invisible characters escaped, because Rust rejects characters that change the direction of text even
/// in documentation.
fn escape_invisible(json: &str) -> String {
    let mut text = String::new();
    for c in json.chars() {
        if c.escape_debug().nth(1) == Some('u') {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            text.push(c);
        }
    }
    text
}

/// Returns a raw string literal, or one with escapes if it would need more `#` than Rust accepts.
pub fn raw_string(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    if hashes.len() > MOST_HASHES {
        return format!("{text:?}");
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

const MOST_HASHES: usize = 255;

/// Converts a value whose members have the model's names to the JSON form.
fn to_wire_names(value: &Value, ty: &Type, api: &Api) -> Value {
    match (value_type(ty), value) {
        (Type::Vec(inner), Value::Array(items)) => {
            items.iter().map(|item| to_wire_names(item, inner, api)).collect()
        }
        (Type::Map(inner), Value::Object(entries)) => {
            let entries =
                entries.iter().map(|(key, value)| (key.clone(), to_wire_names(value, inner, api)));
            Value::Object(entries.collect())
        }
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            let entries = members.iter().map(|(key, value)| {
                match fields.iter().find(|field| field.member == *key) {
                    Some(field) => (field.key.clone(), to_wire_names(value, &field.ty, api)),
                    None => (key.clone(), value.clone()),
                }
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        _ => value.clone(),
    }
}

/// Returns whether writing the value returns the JSON that was read. Numbers, blobs and timestamps have more than one form.
fn is_written_alike(value: &Value, ty: &Type, api: &Api) -> bool {
    match (value_type(ty), value) {
        (Type::Vec(inner), Value::Array(items)) => {
            items.iter().all(|item| is_written_alike(item, inner, api))
        }
        (Type::Map(inner), Value::Object(entries)) => {
            entries.values().all(|value| is_written_alike(value, inner, api))
        }
        (Type::Item(name), Value::Object(members)) => {
            let fields = api.item(name).map(|item| item.fields()).unwrap_or_default();
            members.iter().all(|(key, value)| {
                let field = fields.iter().find(|field| field.member == *key);
                field.is_some_and(|field| is_written_alike(value, &field.ty, api))
            })
        }
        (Type::Item(_), value) => value.is_string() || value.is_i64(),
        (Type::String, Value::String(_)) | (Type::Bool, Value::Bool(_)) => true,
        (Type::I8 | Type::I16 | Type::I32 | Type::I64, value) => value.is_i64(),
        _ => false,
    }
}
