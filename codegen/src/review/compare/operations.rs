//! The comparison of operations.

use super::annotations::compare_deprecation;
use super::pairs::{Paired, pair_by_name};
use super::place::Place;
use crate::emit::declare::{self, truth};
use crate::review::{ItemChange, ItemChangeDetail, ItemChangeKind};
use crate::rust::{Api, EventStream, Operation, Waiter};

/// The items of the module `operations` that aren't operations, with their declarations.
const REGISTRY: [(&str, &str); 2] = [
    ("OPERATIONS", "pub const OPERATIONS: &[&dyn support::AnyOperation]"),
    ("find", "pub fn find(name: &str) -> Option<&'static dyn support::AnyOperation>"),
];

/// Compares the operations of two services.
pub fn compare(old: &Api, new: &Api, changes: &mut Vec<ItemChange>) {
    compare_registry(old, new, changes);
    let mut operations = pair_by_name(&old.operations, &new.operations, |it| &it.name);
    operations.sort_by_key(|pair| &pair.first().name);
    let declaration = |operation: &Operation| format!("pub struct {};", operation.name);
    for pair in operations {
        match pair {
            Paired::Removed(operation) => {
                let kind = ItemChangeKind::ItemRemoved;
                changes.push(place(operation).change(kind, declaration(operation), None));
            }
            Paired::Added(operation) => {
                let kind = ItemChangeKind::ItemAdded;
                changes.push(place(operation).change(kind, None, declaration(operation)));
            }
            Paired::Kept(old, new) => compare_operation(old, new, changes),
        }
    }
}

/// Compares the registry of operations, which a module has if it has operations.
fn compare_registry(old: &Api, new: &Api, changes: &mut Vec<ItemChange>) {
    for (name, declaration) in REGISTRY {
        let declare = |api: &Api| (!api.operations.is_empty()).then(|| declaration.to_owned());
        let kind = match old.operations.is_empty() {
            true => ItemChangeKind::ItemAdded,
            false => ItemChangeKind::ItemRemoved,
        };
        let place = Place::new(format!("operations::{name}"), &old.origin);
        changes.extend(place.compare(kind, declare(old), declare(new)));
    }
}

fn place(operation: &Operation) -> Place<'_> {
    Place::new(format!("operations::{}", operation.name), &operation.origin)
}

fn compare_operation(old: &Operation, new: &Operation, changes: &mut Vec<ItemChange>) {
    let place = place(old);
    changes.extend(compare_deprecation(&place, &old.deprecated, &new.deprecated));
    compare_associated_types(&place, old, new, changes);
    let constants = [
        ("NAME", Some(declare::name(old)), Some(declare::name(new))),
        ("HTTP", declare::http(old), declare::http(new)),
        ("READONLY", truth("READONLY", old.readonly), truth("READONLY", new.readonly)),
        ("IDEMPOTENT", truth("IDEMPOTENT", old.idempotent), truth("IDEMPOTENT", new.idempotent)),
    ];
    for (name, before, after) in constants {
        changes.extend(place.compare_constant(name, before, after));
    }
    compare_pagination(&place, old, new, changes);
    compare_waiters(old, new, changes);
    let inputs = [&old.input_events, &new.input_events];
    INPUT_EVENTS.compare(old, inputs, old.input == new.input, changes);
    let outputs = [&old.output_events, &new.output_events];
    OUTPUT_EVENTS.compare(old, outputs, old.output == new.output, changes);
}

/// The names of what an operation with a stream of events has: the trait with its type, and the constant.
struct EventNames {
    trait_name: &'static str,
    associated: &'static str,
    constant: &'static str,
}

const INPUT_EVENTS: EventNames =
    EventNames { trait_name: "HasInputEvents", associated: "InputEvent", constant: "INPUT_EVENTS" };
const OUTPUT_EVENTS: EventNames = EventNames {
    trait_name: "HasOutputEvents",
    associated: "OutputEvent",
    constant: "OUTPUT_EVENTS",
};

impl EventNames {
    /// Compares the streams of events in a message. Their changes have the member as their origin, or the operation if it has another
    /// message.
    fn compare(
        &self,
        operation: &Operation,
        [old, new]: [&Option<EventStream>; 2],
        is_same_message: bool,
        changes: &mut Vec<ItemChange>,
    ) {
        let Some(events) = old.as_ref().or(new.as_ref()) else { return };
        let origin = if is_same_message { &events.origin } else { &operation.origin };
        let path = format!("operations::{}", operation.name);
        let Self { trait_name, associated, constant } = self;
        if let (Some(old), Some(new)) = (old, new) {
            let place = Place::new(path.clone(), origin);
            let declaration = |events: &EventStream| declare::type_of(&events.item, associated);
            let kind = ItemChangeKind::AssociatedTypeChanged;
            let type_place = place.child(associated);
            changes.extend(type_place.compare(kind, declaration(old), declaration(new)));
            let declaration =
                |events: &EventStream| declare::events(constant, &Some(events.clone()));
            changes.extend(place.compare_constant(constant, declaration(old), declaration(new)));
            return;
        }
        let kind = match old {
            None => ItemChangeKind::TraitAdded,
            Some(_) => ItemChangeKind::TraitRemoved,
        };
        let place = Place::new(format!("{path}: {trait_name}"), origin);
        let declaration = |events| declare::event_type(operation, [trait_name, associated], events);
        let change = place.compare(kind, declaration(old), declaration(new));
        let detail = ItemChangeDetail::Trait((*trait_name).to_owned());
        changes.extend(change.map(|change| ItemChange { detail, ..change }));
    }
}

fn compare_associated_types(
    place: &Place<'_>,
    old: &Operation,
    new: &Operation,
    changes: &mut Vec<ItemChange>,
) {
    let kind = ItemChangeKind::AssociatedTypeChanged;
    let types = [("Input", &old.input, &new.input), ("Output", &old.output, &new.output)];
    for (name, before, after) in types {
        if before != after {
            let declarations =
                (declare::associated(name, before), declare::associated(name, after));
            changes.push(place.child(name).change(kind, declarations.0, declarations.1));
        }
    }
    let error =
        |operation: &Operation| format!("type Error = super::errors::{};", operation.errors.name);
    changes.extend(place.child("Error").compare(kind, error(old), error(new)));
}

fn compare_pagination(
    place: &Place<'_>,
    old: &Operation,
    new: &Operation,
    changes: &mut Vec<ItemChange>,
) {
    if old.pagination == new.pagination {
        return;
    }
    let (before, after) = (declare::pagination(old), declare::pagination(new));
    let place = place.child("PAGINATION");
    changes.push(match (&old.pagination, &new.pagination) {
        (None, _) => place.change(ItemChangeKind::PaginationAdded, before, after),
        (_, None) => place.change(ItemChangeKind::PaginationRemoved, before, after),
        _ => place.constant_change("PAGINATION", before, after),
    });
}

fn compare_waiters(old: &Operation, new: &Operation, changes: &mut Vec<ItemChange>) {
    let place = |waiter: &Waiter| {
        let path = format!("operations::{}::WAITERS", old.name);
        Place::with_part(path, &old.origin, waiter.name.as_str())
    };
    for pair in pair_by_name(&old.waiters, &new.waiters, |waiter| &waiter.name) {
        match pair {
            Paired::Removed(waiter) => {
                let before = declare::waiter(waiter);
                changes.push(place(waiter).change(ItemChangeKind::WaiterRemoved, before, None));
            }
            Paired::Added(waiter) => {
                let after = declare::waiter(waiter);
                changes.push(place(waiter).change(ItemChangeKind::WaiterAdded, None, after));
            }
            Paired::Kept(old, new) => {
                if old != new {
                    let (before, after) = (declare::waiter(old), declare::waiter(new));
                    let kind = ItemChangeKind::WaiterChanged;
                    changes.extend(place(old).compare(kind, before, after));
                }
            }
        }
    }
}
