//! Selection of operations of a lowered service, with the items that they need.
//!
//! It follows lowering and only removes items, so that names and types are those of the whole service.

use std::collections::BTreeSet;
use std::fmt;

use shapesmith_model::ShapeId;

use crate::rust::{Api, ErrorSet, Item, Operation, Type};

/// The error of a selection of operations that the service doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownOperations {
    /// The names that no operation has, in the order given; at least one.
    pub names: Vec<String>,
    /// The title of the service.
    pub service: String,
    /// The names of the service's operations.
    pub known: Vec<String>,
}

impl Api {
    /// Returns the service with only these operations, which are given by their names in the model or by their ids, the items
    /// that they reach, their errors, and what was skipped of these. Names and types don't change.
    ///
    /// # Errors
    /// The service doesn't have all of the operations.
    pub fn select<S: AsRef<str>>(&self, operations: &[S]) -> Result<Self, UnknownOperations> {
        let ids = self.operations.iter().map(|operation| &operation.origin);
        check_operations(operations, ids, || self.title.clone())?;
        let is_selected = |operation: &&Operation| {
            operations.iter().any(|name| has_name(&operation.origin, name.as_ref()))
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
            service: self.service.clone(),
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

/// Checks that a service with operations of these ids has all operations that are selected.
pub(crate) fn check_operations<'a, S: AsRef<str>>(
    selected: &[S],
    ids: impl Iterator<Item = &'a ShapeId> + Clone,
    title: impl FnOnce() -> String,
) -> Result<(), UnknownOperations> {
    let names = selected.iter().map(AsRef::as_ref);
    let names = names.filter(|name| !ids.clone().any(|id| has_name(id, name)));
    let names: Vec<String> = names.map(str::to_owned).collect();
    if names.is_empty() {
        return Ok(());
    }
    let known = ids.map(|id| id.name().to_owned()).collect();
    Err(UnknownOperations { names, service: title(), known })
}

fn has_name(id: &ShapeId, name: &str) -> bool {
    id.name() == name || id.as_str() == name
}

impl fmt::Display for UnknownOperations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        let noun = if names.len() == 1 { "operation" } else { "operations" };
        write!(f, "{} has no {noun} {}", self.service, names.join(", "))
    }
}

impl std::error::Error for UnknownOperations {}

fn item_name(ty: &Type) -> Option<&str> {
    match ty {
        Type::Item(name) => Some(name),
        _ => None,
    }
}
