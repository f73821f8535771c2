//! Selection: of a lowered service, some operations and what they need.
//!
//! It comes after lowering and decides nothing anew, so that names and types are those of the whole service.

use std::collections::BTreeSet;

use shapesmith_model::ShapeId;

use crate::rust::{Api, ErrorSet, Item, Operation, Type};

impl Api {
    /// The same service with these operations alone, given by their names in the model or their ids: the
    /// items that they reach, their errors, and what was skipped of those. Names and types stay.
    ///
    /// # Errors
    /// The names that no operation has, in the order given.
    pub fn select<S: AsRef<str>>(&self, operations: &[S]) -> Result<Self, Vec<String>> {
        let wanted = operations.iter().map(AsRef::as_ref);
        let unknown = wanted.filter(|name| !self.operations.iter().any(|it| is_called(it, name)));
        let unknown: Vec<String> = unknown.map(str::to_owned).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let is_wanted = |operation: &&Operation| {
            operations.iter().any(|name| is_called(operation, name.as_ref()))
        };
        let operations: Vec<Operation> =
            self.operations.iter().filter(is_wanted).cloned().collect();
        let kept = self.closure(&operations);
        let items = self.items.iter().filter(|item| kept.contains(&item.origin));
        let items: Vec<Item> = items.cloned().collect();
        let skipped = self.skipped.iter().filter(|skipped| {
            let owner = skipped.origin.shape();
            kept.contains(&owner) || operations.iter().any(|operation| operation.origin == owner)
        });
        Ok(Self {
            origin: self.origin.clone(),
            title: self.title.clone(),
            version: self.version.clone(),
            docs: self.docs.clone(),
            patterns: self.patterns.of(&items),
            items,
            errors: self.errors_of(&operations),
            skipped: skipped.cloned().collect(),
            operations,
        })
    }

    /// The shapes that the operations reach.
    fn closure(&self, operations: &[Operation]) -> BTreeSet<ShapeId> {
        let types = operations.iter().flat_map(|operation| {
            let errors = operation.errors.variants.iter().map(|variant| variant.item.as_str());
            [&operation.input, &operation.output].into_iter().filter_map(name).chain(errors)
        });
        let roots = types.filter_map(|name| self.item(name));
        let by_origin = self.by_origin();
        let mut next: Vec<&ShapeId> = roots.map(|item| &item.origin).collect();
        let mut kept = BTreeSet::new();
        while let Some(id) = next.pop() {
            if kept.insert(id.clone()) {
                next.extend(by_origin.get(id).into_iter().flat_map(|item| &item.reaches));
            }
        }
        kept
    }

    /// The errors of the service that one of the operations has, under the names that they have there.
    fn errors_of(&self, operations: &[Operation]) -> ErrorSet {
        let sets = operations.iter().flat_map(|operation| &operation.errors.variants);
        let items: BTreeSet<&str> = sets.map(|variant| variant.item.as_str()).collect();
        let variants = self.errors.variants.iter();
        let variants = variants.filter(|variant| items.contains(variant.item.as_str()));
        ErrorSet { name: self.errors.name.clone(), variants: variants.cloned().collect() }
    }
}

fn is_called(operation: &Operation, name: &str) -> bool {
    operation.origin.name() == name || operation.origin.as_str() == name
}

fn name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Item(name) => Some(name),
        _ => None,
    }
}
