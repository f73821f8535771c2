//! Pairs the modules of both sides that are compared with each other.

use std::collections::{BTreeMap, BTreeSet};

use super::input::Sides;
use super::services::Service;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// The old and the new version of a module; one is `None` if the module was added or removed.
pub type Pair<'a> = (Option<&'a Service>, Option<&'a Service>);

/// Pairs the modules of both sides by name, or else by the ID of their service. Each module is in exactly one pair, even if
/// others are generated from the same service.
pub fn pair_services<'a>(
    sides: &Sides,
    old: &'a [Service],
    new: &'a [Service],
) -> Result<Vec<Pair<'a>>, Failure> {
    if old.is_empty() && new.is_empty() {
        let message = format!("there is no model in {} and {}", sides.old.shown, sides.new.shown);
        return Err(Diagnostic::error(message).into());
    }
    if sides.old.file.is_some()
        && sides.new.file.is_some()
        && let Some(pairs) = pair_single_services(old, new)
    {
        return Ok(pairs);
    }
    let (mut pairs, old, new) = pair_by_name(old, new);
    pairs.extend(pair_by_id(old, new));
    Ok(pairs)
}

/// Pairs the services of two files that the arguments name, even if their names differ. Returns `None` if a file has
/// several services.
fn pair_single_services<'a>(old: &'a [Service], new: &'a [Service]) -> Option<Vec<Pair<'a>>> {
    let is_single = |services: &[Service]| {
        let services: BTreeSet<_> = services.iter().map(|it| (&it.id, &it.shape)).collect();
        services.len() == 1
    };
    if !is_single(old) || !is_single(new) {
        return None;
    }
    // Several modules may be generated from either service.
    let (pairs, _, _) = pair_by_name(old, new);
    Some(if pairs.is_empty() { vec![(old.first(), new.first())] } else { pairs })
}

/// Modules without a counterpart.
type Unpaired<'a> = Vec<&'a Service>;

/// Pairs the modules with the same name, and returns the others of either side.
fn pair_by_name<'a>(
    old: &'a [Service],
    new: &'a [Service],
) -> (Vec<Pair<'a>>, Unpaired<'a>, Unpaired<'a>) {
    let mut by_name: BTreeMap<&str, &Service> =
        new.iter().map(|service| (service.name.as_str(), service)).collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let mut old_rest = Vec::new();
    for service in old {
        match by_name.remove(service.name.as_str()) {
            Some(new) => pairs.push((Some(service), Some(new))),
            None => old_rest.push(service),
        }
    }
    (pairs, old_rest, by_name.into_values().collect())
}

/// Pairs the modules of the same service if each side has one. All others were added or removed.
fn pair_by_id<'a>(old: Unpaired<'a>, new: Unpaired<'a>) -> Vec<Pair<'a>> {
    let mut by_id: BTreeMap<&str, [Unpaired<'a>; 2]> = BTreeMap::new();
    for (side, services) in [old, new].into_iter().enumerate() {
        for service in services {
            let sides = by_id.entry(&service.id).or_default();
            sides.get_mut(side).into_iter().for_each(|rest| rest.push(service));
        }
    }
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for [old, new] in by_id.into_values() {
        match (old.as_slice(), new.as_slice()) {
            ([old], [new]) => pairs.push((Some(old), Some(new))),
            _ => {
                pairs.extend(old.into_iter().map(|service| (Some(service), None)));
                pairs.extend(new.into_iter().map(|service| (None, Some(service))));
            }
        }
    }
    pairs
}
