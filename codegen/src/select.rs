//! Selection of operations of a lowered service, with the items that they need.
//!
//! It follows lowering and only removes items, so that names and types are those of the whole service.

use std::collections::BTreeSet;

use shapesmith_model::ShapeId;

use crate::rust::{Api, ErrorSet, Item, Operation, Type};

impl Api {
    /// Returns the service with only these operations, which are given by their names in the model or by their ids, the items
    /// that they reach, their errors, and what was skipped of these. Names and types don't change.
    ///
    /// # Errors
    /// The names without an operation, in the given order.
    pub fn select<S: AsRef<str>>(&self, operations: &[S]) -> Result<Self, Vec<String>> {
        let names = operations.iter().map(AsRef::as_ref);
        let unknown = names.filter(|name| !self.operations.iter().any(|it| has_name(it, name)));
        let unknown: Vec<String> = unknown.map(str::to_owned).collect();
        if !unknown.is_empty() {
            return Err(unknown);
        }
        let is_selected = |operation: &&Operation| {
            operations.iter().any(|name| has_name(operation, name.as_ref()))
        };
        let operations: Vec<Operation> =
            self.operations.iter().filter(is_selected).cloned().collect();
        let kept = self.reachable_shapes(&operations);
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

    /// Returns the shapes that the operations reach.
    fn reachable_shapes(&self, operations: &[Operation]) -> BTreeSet<ShapeId> {
        let types = operations.iter().flat_map(|operation| {
            let errors = operation.errors.variants.iter().map(|variant| variant.item.as_str());
            [&operation.input, &operation.output].into_iter().filter_map(item_name).chain(errors)
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

    /// Returns the errors of the service that one of the operations has, with the names of the service's error enum.
    fn errors_of(&self, operations: &[Operation]) -> ErrorSet {
        let sets = operations.iter().flat_map(|operation| &operation.errors.variants);
        let items: BTreeSet<&str> = sets.map(|variant| variant.item.as_str()).collect();
        let variants = self.errors.variants.iter();
        let variants = variants.filter(|variant| items.contains(variant.item.as_str()));
        ErrorSet { name: self.errors.name.clone(), variants: variants.cloned().collect() }
    }
}

fn has_name(operation: &Operation, name: &str) -> bool {
    operation.origin.name() == name || operation.origin.as_str() == name
}

fn item_name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Item(name) => Some(name),
        _ => None,
    }
}
