//! Values of examples as Rust code.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Map, Number, Value};

use crate::emit::common::ident;
use crate::emit::words::value_type;
use crate::rust::{Api, Field, Item, ItemKind, Type};

/// Writes values as expressions of the types of a module.
pub struct Coder<'a> {
    pub api: &'a Api,
    /// The module, as the code of the example names it.
    pub module: Ident,
    /// The path of the support module.
    pub support: TokenStream,
}

impl Coder<'_> {
    /// Returns the statements that create a variable with the value; `None` if JSON is clearer.
    pub fn statements(&self, variable: &str, ty: &Type, value: &Value) -> Option<TokenStream> {
        let variable = ident(variable);
        let Type::Item(name) = ty else { return None };
        let (base, sets) = self.structure(self.api.item(name)?, value.as_object()?)?;
        if sets.is_empty() {
            return Some(quote!(let #variable = #base;));
        }
        let sets = sets.iter().map(|(field, value)| quote!(#variable.#field = #value;));
        Some(quote! {
            let mut #variable = #base;
            #(#sets)*
        })
    }

    /// Returns the value as an expression without `?`.
    pub fn value(&self, ty: &Type, value: &Value) -> Option<TokenStream> {
        Some(match ty {
            Type::Bool => {
                let value = value.as_bool()?;
                quote!(#value)
            }
            Type::I8 | Type::I16 | Type::I32 | Type::I64 => emit_integer(value.as_i64()?),
            Type::F32 | Type::F64 => emit_double(value.as_f64()?),
            Type::String => {
                let text = value.as_str()?;
                quote!(#text.into())
            }
            Type::Document => {
                let json = emit_json(value, NESTED)?;
                quote!(serde_json::json!(#json))
            }
            Type::Item(name) => self.item(self.api.item(name)?, value)?,
            Type::Vec(inner) => {
                let items = value.as_array()?.iter().map(|item| self.value(inner, item));
                let items: Vec<_> = items.collect::<Option<_>>()?;
                quote!(vec![#(#items),*])
            }
            Type::Map(inner) => self.map(inner, value.as_object()?)?,
            Type::Option(_) if value.is_null() => quote!(None),
            Type::Option(inner) => {
                let value = self.value(inner, value)?;
                quote!(Some(#value))
            }
            Type::Boxed(inner) => {
                let value = self.value(inner, value)?;
                quote!(Box::new(#value))
            }
            // These are parsed from text, which needs a `?`.
            Type::Blob | Type::Timestamp | Type::BigInteger | Type::BigDecimal => return None,
            Type::Empty => return None,
        })
    }

    /// Returns the path of an item.
    pub fn path(&self, name: &str) -> TokenStream {
        let (module, name) = (&self.module, ident(name));
        quote!(#module::#name)
    }

    fn map(&self, inner: &Type, entries: &Map<String, Value>) -> Option<TokenStream> {
        if entries.is_empty() {
            return Some(quote!(Default::default()));
        }
        let entries = entries.iter().map(|(key, value)| {
            let value = self.value(inner, value)?;
            Some(quote!((#key.into(), #value)))
        });
        let entries: Vec<_> = entries.collect::<Option<_>>()?;
        Some(quote!([#(#entries),*].into()))
    }

    fn item(&self, item: &Item, value: &Value) -> Option<TokenStream> {
        let path = self.path(&item.name);
        let variant = |name: &str| {
            let name = ident(name);
            quote!(#path::#name)
        };
        match &item.kind {
            ItemKind::Struct(_) => {
                let (base, sets) = self.structure(item, value.as_object()?)?;
                let sets = sets.iter().map(|(field, value)| quote!(it.#field = #value;));
                let sets: Vec<_> = sets.collect();
                let with = (!sets.is_empty()).then(|| quote!(.with(|it| { #(#sets)* })));
                Some(quote!(#base #with))
            }
            ItemKind::Enum(values) => {
                let known =
                    values.variants.iter().find(|known| Some(&*known.value) == value.as_str());
                known.map(|known| variant(&known.name))
            }
            ItemKind::IntEnum(values) => {
                let number = value.as_i64()?;
                let known = values.variants.iter().find(|known| i64::from(known.value) == number);
                known.map(|known| variant(&known.name))
            }
            ItemKind::Union(body) => {
                let mut set = value.as_object()?.iter().filter(|(_, value)| !value.is_null());
                let (key, value) = set.next()?;
                let field = body.variants.iter().find(|field| field.member == *key)?;
                let (variant, value) = (variant(&field.name), self.value(&field.ty, value)?);
                Some(quote!(#variant(#value)))
            }
        }
    }

    /// Returns the expression that creates a structure, and the members to set afterwards.
    fn structure(
        &self,
        item: &Item,
        members: &Map<String, Value>,
    ) -> Option<(TokenStream, Vec<(Ident, TokenStream)>)> {
        let fields = item.fields();
        let has = |key: &String| fields.iter().any(|field| field.member == *key);
        if !members.keys().all(has) {
            return None;
        }
        let given = |field: &Field| members.get(&field.member).filter(|value| !value.is_null());
        let required: Vec<&Field> = fields.iter().filter(|field| field.required).collect();
        let path = self.path(&item.name);
        let base = if required.is_empty() {
            quote!(#path::default())
        } else {
            let arguments = required.iter().map(|field| self.argument(field, given(field)?));
            let arguments: Vec<_> = arguments.collect::<Option<_>>()?;
            quote!(#path::new(#(#arguments),*))
        };
        let others = fields.iter().filter(|field| !field.required);
        let sets = others.filter_map(|field| Some((field, given(field)?))).map(|(field, value)| {
            let value = self.value(&field.ty, value)?;
            Some((ident(&field.name), value))
        });
        Some((base, sets.collect::<Option<_>>()?))
    }

    /// Returns an argument of `new`, which converts text.
    fn argument(&self, field: &Field, value: &Value) -> Option<TokenStream> {
        let ty = field.value_type();
        match (value_type(ty), value.as_str()) {
            (Type::String, Some(text)) => Some(quote!(#text)),
            (Type::Blob, Some(text)) => {
                let support = &self.support;
                Some(quote!(#support::Blob::from_base64(#text)?))
            }
            _ => self.value(ty, value),
        }
    }
}

/// The greatest depth of `serde_json::json!` within the compiler's recursion limit.
const NESTED: usize = 16;

/// Returns the arguments of `serde_json::json!`.
fn emit_json(value: &Value, levels: usize) -> Option<TokenStream> {
    let inner = |value| emit_json(value, levels.checked_sub(1)?);
    Some(match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::String(text) => quote!(#text),
        Value::Number(number) => self::emit_json_number(number)?,
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(inner).collect::<Option<_>>()?;
            quote!([#(#items),*])
        }
        Value::Object(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = inner(value)?;
                Some(quote!(#key: #value))
            });
            let entries: Vec<_> = entries.collect::<Option<_>>()?;
            quote!({#(#entries),*})
        }
    })
}

/// Returns a number with a suffix if its type isn't `i32` or `f64`, because its place doesn't give it one.
fn emit_json_number(number: &Number) -> Option<TokenStream> {
    let Some(value) = number.as_i64() else {
        return match number.as_u64() {
            Some(value) => Some(Literal::u64_suffixed(value).into_token_stream()),
            None => number.as_f64().map(emit_double),
        };
    };
    if i32::try_from(value).is_ok() {
        return Some(emit_integer(value));
    }
    let magnitude: Literal = format!("{}_i64", value.unsigned_abs()).parse().ok()?;
    Some(if value < 0 { quote!(-#magnitude) } else { quote!(#magnitude) })
}

fn emit_integer(value: i64) -> TokenStream {
    let magnitude = Literal::u64_unsuffixed(value.unsigned_abs());
    if value < 0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}

fn emit_double(value: f64) -> TokenStream {
    let magnitude = Literal::f64_unsuffixed(value.abs());
    if value < 0.0 { quote!(-#magnitude) } else { quote!(#magnitude) }
}
