//! Checks pagination and waiters of operations against their inputs and outputs.

use serde_json::Value;

use crate::operation_traits::Waiter;
use crate::places::Places;
use crate::report::{Report, warning};
use crate::suggest::did_you_mean;
use crate::{Member, Model, Operation, Service, ShapeId, ShapeKind};

const PAGINATED: &str = "smithy.api#paginated";
const WAITABLE: &str = "smithy.waiters#waitable";

/// Warns of pagination that names what isn't there, and of waiters that can't be understood.
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    for service in model.services.values() {
        for operation in model.operations_of(service) {
            pagination(model, service, operation, places, report);
        }
    }
    for operation in model.operations.values() {
        waiters(operation, places, report);
    }
}

fn pagination(
    model: &Model,
    service: &Service,
    operation: &Operation,
    places: &Places,
    report: &mut Report,
) {
    let Some(value) = operation.traits.get(PAGINATED) else {
        return;
    };
    let at = places.of_trait(&operation.id, &operation.at, PAGINATED);
    let Some(paginated) = operation.paginated(service) else {
        let message = "`paginated` needs the members `inputToken` and `outputToken`";
        let hint = "what all operations have in common may stand at the service";
        return report
            .push(warning("bad-pagination", &at, message).about(&operation.id).hint(hint));
    };
    let paths = [
        ("inputToken", Some(paginated.input_token), &operation.input),
        ("outputToken", Some(paginated.output_token), &operation.output),
        ("items", paginated.items, &operation.output),
        ("pageSize", paginated.page_size, &operation.input),
    ];
    for (key, path, owner) in paths {
        let (Some(path), Some(owner)) = (path, owner) else { continue };
        if let Err((name, hint)) = resolve(model, owner, path) {
            let at = if value.get(key).is_some() { at.join(key) } else { at.clone() };
            let message = format!("`{}` has no member `{name}`", owner.name());
            let problem = warning("bad-pagination", &at, message).about(&operation.id);
            report.push(problem.maybe_hint(hint));
        }
    }
}

/// Follows a path of member names. The error is the name that isn't there.
fn resolve(model: &Model, owner: &ShapeId, path: &str) -> Result<(), (String, Option<String>)> {
    let mut owner = owner.clone();
    for name in path.split('.') {
        let shape = model.shape(&owner);
        let Some(ShapeKind::Structure(members)) = shape.map(|shape| &shape.kind) else {
            return Ok(());
        };
        let names = members.iter().map(|member: &Member| member.name.as_str());
        match members.iter().find(|member| member.name == name) {
            Some(member) => owner = member.target.clone(),
            None => return Err((name.to_owned(), did_you_mean(name, names))),
        }
    }
    Ok(())
}

fn waiters(operation: &Operation, places: &Places, report: &mut Report) {
    let Some(value) = operation.traits.get(WAITABLE) else {
        return;
    };
    let at = places.of_trait(&operation.id, &operation.at, WAITABLE);
    let waiters = value.as_object().into_iter().flatten();
    let wrong = waiters.filter_map(|(name, waiter): (&String, &Value)| {
        Waiter::of(name, waiter).err().map(|wrong| (name, wrong))
    });
    for (name, wrong) in wrong {
        let at = wrong.below.iter().fold(at.join(name), |at, step| at.join(step));
        let problem = warning("bad-waiter", &at, wrong.message).about(&operation.id);
        report.push(problem.hint(format!("the waiter `{name}` is left out")));
    }
    for (name, index, key) in unread_acceptor_keys(value) {
        let at = at.join(name).join("acceptors").join(&index.to_string()).join(key);
        let message = format!("`{key}` of an acceptor isn't kept");
        let hint = format!("the waiter `{name}` is generated without it");
        report.push(warning("unread-acceptor-key", &at, message).about(&operation.id).hint(hint));
    }
}

/// Returns the keys of acceptors that [`Waiter`] doesn't have, such as `message`, each with its waiter and position.
fn unread_acceptor_keys(waiters: &Value) -> Vec<(&str, usize, &str)> {
    let mut unread = Vec::new();
    for (name, waiter) in waiters.as_object().into_iter().flatten() {
        let acceptors = waiter.get("acceptors").and_then(Value::as_array);
        for (index, acceptor) in acceptors.into_iter().flatten().enumerate() {
            let keys = acceptor.as_object().into_iter().flat_map(serde_json::Map::keys);
            let others = keys.filter(|key| !["state", "matcher"].contains(&key.as_str()));
            unread.extend(others.map(|key| (name.as_str(), index, key.as_str())));
        }
    }
    unread
}
