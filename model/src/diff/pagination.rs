//! How the pages of long answers are asked for, and what can be waited for.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::comparison::Comparison;
use super::side::Side;
use super::spot::Spot;
use super::{Kind, values};
use crate::{Operation, Service, Waiter};

const PAGES: &str = "smithy.api#paginated";
const FURTHER_PAGES: &str = "shapesmith#pagination";
const WAITERS: &str = "smithy.waiters#waitable";
const FURTHER_WAITERS: &str = "shapesmith#waiters";

/// Compares pagination and waiters of an operation.
pub(super) fn compare(
    comparison: &mut Comparison<'_>,
    spot: Spot<'_>,
    old: &Operation,
    new: &Operation,
) {
    let ids = [PAGES, FURTHER_PAGES];
    if comparison.is_said(ids) {
        pages(comparison, spot, old, new);
    }
    let ids = [WAITERS, FURTHER_WAITERS];
    if comparison.is_said(ids) && ids.iter().any(|id| old.traits.get(id) != new.traits.get(id)) {
        waiters(comparison, spot, old, new);
    }
}

impl Comparison<'_> {
    /// Whether it counts where one side has one of these. One format keeps them in files of their own, without which
    /// none of its operations has any.
    fn is_said(&self, ids: [&str; 2]) -> bool {
        let says = |side: &Side<'_>| {
            side.operations().any(|operation| ids.iter().any(|id| operation.traits.has(id)))
        };
        !self.options.across_formats || (says(&self.old) && says(&self.new))
    }
}

fn pages(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &Operation, new: &Operation) {
    let before = pagination(old, comparison.old.service);
    let after = pagination(new, comparison.new.service);
    match (before, after) {
        (None, None) => {}
        (Some(before), None) => {
            comparison.note(Kind::PaginatorRemoved, spot, Some(Value::Object(before)), None);
        }
        (None, Some(after)) => {
            comparison.note(Kind::PaginatorAdded, spot, None, Some(Value::Object(after)));
        }
        (Some(mut before), Some(mut after)) => {
            if comparison.options.across_formats {
                // One of them has no words for these.
                before.retain(|key, _| KNOWN.contains(&key.as_str()));
                after.retain(|key, _| KNOWN.contains(&key.as_str()));
            }
            if before != after {
                let (before, after) = values::unequal(before, after);
                comparison.note(Kind::PaginatorChanged, spot, before, after);
            }
        }
    }
}

const KNOWN: [&str; 4] = ["inputToken", "outputToken", "items", "pageSize"];

/// All that is known of the pages of an operation.
fn pagination(operation: &Operation, service: &Service) -> Option<Map<String, Value>> {
    let paginated = operation.paginated(service);
    let further = operation.traits.get(FURTHER_PAGES).and_then(Value::as_object);
    if paginated.is_none() && further.is_none() {
        return None;
    }
    let mut value = further.cloned().unwrap_or_default();
    if let Some(paginated) = paginated {
        let parts = [
            Some(paginated.input_token),
            Some(paginated.output_token),
            paginated.items,
            paginated.page_size,
        ];
        for (key, part) in KNOWN.into_iter().zip(parts) {
            if let Some(part) = part {
                value.insert(key.to_owned(), json!(part));
            }
        }
    }
    Some(value)
}

fn waiters(comparison: &mut Comparison<'_>, spot: Spot<'_>, old: &Operation, new: &Operation) {
    let names = |operation: &Operation| -> BTreeSet<String> {
        operation.traits.waiters().iter().map(|waiter| waiter.name.to_owned()).collect()
    };
    for name in names(old).union(&names(new)) {
        let (before, after) = (waiter(old, name), waiter(new, name));
        let kind = match (&before, &after) {
            (None, _) => Kind::WaiterAdded,
            (_, None) => Kind::WaiterRemoved,
            _ => Kind::WaiterChanged,
        };
        let (mut before, mut after) = (before, after);
        if comparison.options.across_formats && kind == Kind::WaiterChanged {
            // Smithy doesn't say how often to ask.
            [&mut before, &mut after]
                .into_iter()
                .flatten()
                .for_each(|it| drop(it.remove("further")));
        }
        if before != after {
            let value = |waiter: Option<Map<String, Value>>| waiter.map(Value::Object);
            let (before, after) = match (before, after) {
                (Some(before), Some(after)) => values::unequal(before, after),
                (before, after) => (value(before), value(after)),
            };
            comparison.note(kind, spot.part(name), before, after);
        }
    }
}

/// A waiter without its prose.
fn waiter(operation: &Operation, name: &str) -> Option<Map<String, Value>> {
    let waiters = operation.traits.waiters();
    let found: &Waiter<'_> = waiters.iter().find(|waiter| waiter.name == name)?;
    let acceptors = operation.traits.get(WAITERS)?.get(name)?.get("acceptors")?;
    let mut value = Map::new();
    value.insert("minDelay".to_owned(), json!(found.min_delay));
    value.insert("maxDelay".to_owned(), json!(found.max_delay));
    value.insert("acceptors".to_owned(), acceptors.clone());
    if let Some(further) = operation.traits.get(FURTHER_WAITERS).and_then(|all| all.get(name)) {
        value.insert("further".to_owned(), further.clone());
    }
    Some(value)
}
