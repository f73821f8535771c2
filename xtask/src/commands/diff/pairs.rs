//! Which module of the one side is compared with which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::input::Sides;
use super::services::Service;
use crate::diagnostic::Diagnostic;
use crate::exit::Failure;

/// The old and the new version of a module; none where it is on one side alone.
pub type Pair<'a> = (Option<&'a Service>, Option<&'a Service>);

/// The modules of both sides that belong together. Each module of a side is in one pair, whatever others are made of the
/// same service.
pub fn pairs<'a>(
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
        && let Some(pairs) = of_named_files(old, new)
    {
        return Ok(pairs);
    }
    let (mut pairs, old, new) = by_name(old, new);
    pairs.extend(by_id(old, new));
    Ok(pairs)
}

/// Two files that were named are meant to be compared, whatever their services are called; not so if one has several
/// services.
fn of_named_files<'a>(old: &'a [Service], new: &'a [Service]) -> Option<Vec<Pair<'a>>> {
    let are_one = |services: &[Service]| {
        let services: BTreeSet<_> = services.iter().map(|it| (&it.id, &it.shape)).collect();
        services.len() == 1
    };
    if !are_one(old) || !are_one(new) {
        return None;
    }
    // Several modules may be made of either.
    let (pairs, _, _) = by_name(old, new);
    Some(if pairs.is_empty() { vec![(old.first(), new.first())] } else { pairs })
}

type Rest<'a> = Vec<&'a Service>;

/// The modules that have the same name on both sides, and what is left of either side.
fn by_name<'a>(old: &'a [Service], new: &'a [Service]) -> (Vec<Pair<'a>>, Rest<'a>, Rest<'a>) {
    let mut by_name: BTreeMap<&str, &Service> =
        new.iter().map(|service| (service.name.as_str(), service)).collect();
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    let mut old_rest = Vec::new();
    for before in old {
        match by_name.remove(before.name.as_str()) {
            Some(after) => pairs.push((Some(before), Some(after))),
            None => old_rest.push(before),
        }
    }
    (pairs, old_rest, by_name.into_values().collect())
}

/// A module that has another name now is known by its service, if no other module could be meant. All others came or
/// went.
fn by_id<'a>(old: Rest<'a>, new: Rest<'a>) -> Vec<Pair<'a>> {
    let mut by_id: BTreeMap<&str, [Rest<'a>; 2]> = BTreeMap::new();
    for (side, services) in [old, new].into_iter().enumerate() {
        for service in services {
            let sides = by_id.entry(&service.id).or_default();
            sides.get_mut(side).into_iter().for_each(|rest| rest.push(service));
        }
    }
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for [old, new] in by_id.into_values() {
        match (old.as_slice(), new.as_slice()) {
            ([before], [after]) => pairs.push((Some(before), Some(after))),
            _ => {
                pairs.extend(old.into_iter().map(|before| (Some(before), None)));
                pairs.extend(new.into_iter().map(|after| (None, Some(after))));
            }
        }
    }
    pairs
}
