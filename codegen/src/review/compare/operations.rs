//! Operations.

use super::pairs::{Pair, pairs};
use super::{ItemChange, Place, What, markers};
use crate::emit::declare::{self, truth};
use crate::rust::{Api, Operation, Waiter};

/// The operations of both, and what a module has that has any.
pub fn compare(old: &Api, new: &Api, to: &mut Vec<ItemChange>) {
    let place = |function: &str| Place::new(format!("operations::{function}"), &old.origin);
    for (path, declaration) in REGISTRY {
        let declared = |api: &Api| (!api.operations.is_empty()).then(|| declaration.to_owned());
        let what = if old.operations.is_empty() { What::ItemAdded } else { What::ItemRemoved };
        to.extend(place(path).differing(what, declared(old), declared(new)));
    }
    let mut operations = pairs(&old.operations, &new.operations, |operation| &operation.name);
    operations.sort_by_key(|pair| match pair {
        Pair::Old(operation) | Pair::New(operation) | Pair::Both(operation, _) => &operation.name,
    });
    let declared = |operation: &Operation| format!("pub struct {};", operation.name);
    for pair in operations {
        match pair {
            Pair::Old(gone) => {
                to.push(self::place(gone).change(What::ItemRemoved, declared(gone), None));
            }
            Pair::New(added) => {
                to.push(self::place(added).change(What::ItemAdded, None, declared(added)));
            }
            Pair::Both(old, new) => operation(old, new, to),
        }
    }
}

/// What is there besides the operations.
const REGISTRY: [(&str, &str); 2] = [
    ("OPERATIONS", "pub const OPERATIONS: &[&dyn support::AnyOperation]"),
    ("find", "pub fn find(name: &str) -> Option<&'static dyn support::AnyOperation>"),
];

fn place(operation: &Operation) -> Place<'_> {
    Place::new(format!("operations::{}", operation.name), &operation.origin)
}

fn operation(old: &Operation, new: &Operation, to: &mut Vec<ItemChange>) {
    let place = place(old);
    to.extend(markers::deprecation(&place, &old.deprecated, &new.deprecated));
    let types = [("Input", &old.input, &new.input), ("Output", &old.output, &new.output)];
    for (name, before, after) in types {
        let place = place.below("::").below(name);
        if before != after {
            let (before, after) =
                (declare::associated(name, before), declare::associated(name, after));
            to.push(place.change(What::AssociatedTypeChanged, before, after));
        }
    }
    let error =
        |operation: &Operation| format!("type Error = super::errors::{};", operation.errors.name);
    let errors = place.below("::Error");
    to.extend(errors.differing(What::AssociatedTypeChanged, error(old), error(new)));
    let constants = [
        ("NAME", Some(declare::name(old)), Some(declare::name(new))),
        ("HTTP", declare::http(old), declare::http(new)),
        ("READONLY", truth("READONLY", old.readonly), truth("READONLY", new.readonly)),
        ("IDEMPOTENT", truth("IDEMPOTENT", old.idempotent), truth("IDEMPOTENT", new.idempotent)),
    ];
    for (name, before, after) in constants {
        to.extend(place.below("::").below(name).differing(What::ConstantChanged, before, after));
    }
    let pages = match (&old.pagination, &new.pagination) {
        (None, Some(_)) => What::PaginationAdded,
        (Some(_), None) => What::PaginationRemoved,
        _ => What::ConstantChanged,
    };
    if old.pagination != new.pagination {
        let (before, after) = (declare::pagination(old), declare::pagination(new));
        to.push(place.below("::PAGINATION").change(pages, before, after));
    }
    waiters(old, new, to);
}

fn waiters(old: &Operation, new: &Operation, to: &mut Vec<ItemChange>) {
    let place = |waiter: &Waiter| {
        let path = format!("operations::{}::WAITERS", old.name);
        Place::part(path, &old.origin, waiter.name.as_str())
    };
    for pair in pairs(&old.waiters, &new.waiters, |waiter| &waiter.name) {
        match pair {
            Pair::Old(gone) => {
                to.push(place(gone).change(What::WaiterRemoved, declare::waiter(gone), None));
            }
            Pair::New(added) => {
                to.push(place(added).change(What::WaiterAdded, None, declare::waiter(added)));
            }
            Pair::Both(old, new) if old == new => {}
            Pair::Both(old, new) => {
                let (before, after) = (declare::waiter(old), declare::waiter(new));
                to.extend(place(old).differing(What::WaiterChanged, before, after));
            }
        }
    }
}
