//! What the values of a service have had: members of structures and unions, and values of enums.

use std::collections::BTreeSet;

use serde_json::Value;
use shapesmith::rust::{Api, Field, Item, ItemKind, Type};

/// The members and the values of enums, by the names of their items and their places.
#[derive(Default)]
pub struct Coverage<'a> {
    members: BTreeSet<(&'a str, usize)>,
    values: BTreeSet<(&'a str, usize)>,
}

impl<'a> Coverage<'a> {
    /// Returns all that the inputs and outputs of the operations can have.
    pub fn of_operations(api: &'a Api) -> Self {
        let mut all = Self::default();
        let types = api.operations.iter().flat_map(|it| [&it.input, &it.output]);
        let mut next: Vec<&Type> = types.collect();
        let mut seen = BTreeSet::new();
        while let Some(ty) = next.pop() {
            let items = ty.parts().filter_map(|part| find_item(api, part));
            for item in items.filter(|item| seen.insert(item.name.as_str())) {
                let values = count_values(item);
                all.values.extend((0..values).map(|place| (item.name.as_str(), place)));
                all.members
                    .extend((0..item.fields().len()).map(|place| (item.name.as_str(), place)));
                next.extend(item.fields().iter().map(|field| &field.ty));
            }
        }
        all
    }

    /// Returns the numbers of members and of values.
    pub fn numbers(&self) -> [usize; 2] {
        [self.members.len(), self.values.len()]
    }

    /// Adds what a value has.
    pub fn add(&mut self, api: &'a Api, ty: &'a Type, value: &Value) {
        match (ty, value) {
            (Type::Option(ty) | Type::Boxed(ty), _) => self.add(api, ty, value),
            (Type::Vec(ty), Value::Array(items)) => {
                items.iter().for_each(|item| self.add(api, ty, item));
            }
            (Type::Map(ty), Value::Object(entries)) => {
                entries.values().for_each(|value| self.add(api, ty, value));
            }
            (Type::Item(_), _) => {
                if let Some(item) = find_item(api, ty) {
                    self.add_item(api, item, value);
                }
            }
            _ => {}
        }
    }

    fn add_item(&mut self, api: &'a Api, item: &'a Item, value: &Value) {
        let name = item.name.as_str();
        let place = match (&item.kind, value) {
            (ItemKind::Enum(values), Value::String(text)) => {
                values.variants.iter().position(|it| it.value == *text)
            }
            (ItemKind::IntEnum(values), Value::Number(number)) => {
                values.variants.iter().position(|it| number.as_i64() == Some(it.value.into()))
            }
            _ => None,
        };
        self.values.extend(place.map(|place| (name, place)));
        for (place, field) in item.fields().iter().enumerate() {
            let Field { key, ty, .. } = field;
            if let Some(value) = value.get(key) {
                self.members.insert((name, place));
                self.add(api, ty, value);
            }
        }
    }
}

fn find_item<'a>(api: &'a Api, ty: &Type) -> Option<&'a Item> {
    match ty {
        Type::Item(name) => api.item(name),
        _ => None,
    }
}

fn count_values(item: &Item) -> usize {
    match &item.kind {
        ItemKind::Enum(values) => values.variants.len(),
        ItemKind::IntEnum(values) => values.variants.len(),
        _ => 0,
    }
}
