//! Checks the pagination and waiters of operations.

use serde_json::Value;

use crate::operation_traits::Waiter;
use crate::report::{Report, warning};
use crate::source_map::SourceMap;
use crate::suggest::did_you_mean;
use crate::{Member, Model, Operation, Service, ShapeId, ShapeKind};

const PAGINATED: &str = "smithy.api#paginated";
const WAITABLE: &str = "smithy.waiters#waitable";

/// Warns of pagination that names unknown members, and of malformed waiters.
pub(super) fn check_operation_traits(model: &Model, source_map: &SourceMap, report: &mut Report) {
    for service in model.services.values() {
        for operation in model.operations_of(service) {
            check_pagination(model, service, operation, source_map, report);
        }
    }
    for operation in model.operations.values() {
        check_waiters(operation, source_map, report);
    }
}

fn check_pagination(
    model: &Model,
    service: &Service,
    operation: &Operation,
    source_map: &SourceMap,
    report: &mut Report,
) {
    let Some(value) = operation.traits.get(PAGINATED) else {
        return;
    };
    let at = source_map.trait_pointer(&operation.id, &operation.at, PAGINATED);
    let Some(paginated) = operation.paginated(service) else {
        let message = "`paginated` has no `inputToken` or no `outputToken`";
        let hint = "add it here, or to the trait `paginated` of the service";
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
        if let Err(UnknownMember { name, hint }) = resolve_path(model, owner, path) {
            let at = if value.get(key).is_some() { at.join(key) } else { at.clone() };
            let message = format!("`{}` has no member `{name}`", owner.name());
            let problem = warning("bad-pagination", &at, message).about(&operation.id);
            report.push(problem.maybe_hint(hint));
        }
    }
}

/// A member that a path names and that doesn't exist.
struct UnknownMember {
    name: String,
    hint: Option<String>,
}

/// Resolves a path of member names, as far as it leads through structures.
fn resolve_path(model: &Model, owner: &ShapeId, path: &str) -> Result<(), UnknownMember> {
    let mut owner = owner.clone();
    for name in path.split('.') {
        let shape = model.shape(&owner);
        let Some(ShapeKind::Structure(members)) = shape.map(|shape| &shape.kind) else {
            return Ok(());
        };
        let names = members.iter().map(|member: &Member| member.name.as_str());
        match members.iter().find(|member| member.name == name) {
            Some(member) => owner = member.target.clone(),
            None => {
                let hint = did_you_mean(name, names);
                return Err(UnknownMember { name: name.to_owned(), hint });
            }
        }
    }
    Ok(())
}

fn check_waiters(operation: &Operation, source_map: &SourceMap, report: &mut Report) {
    let Some(value) = operation.traits.get(WAITABLE) else {
        return;
    };
    let at = source_map.trait_pointer(&operation.id, &operation.at, WAITABLE);
    let waiters = value.as_object().into_iter().flatten();
    let errors = waiters.filter_map(|(name, waiter): (&String, &Value)| {
        Waiter::parse(name, waiter).err().map(|err| (name, err))
    });
    for (name, err) in errors {
        let at = err.path.iter().fold(at.join(name), |at, step| at.join(step));
        let problem = warning("bad-waiter", &at, err.message).about(&operation.id);
        report.push(problem.hint(format!("the waiter `{name}` is left out until it is corrected")));
    }
    for (name, index, key) in find_unread_acceptor_keys(value) {
        let at = at.join(name).join("acceptors").join(&index.to_string()).join(key);
        let message = format!("the key `{key}` of the acceptor is ignored");
        let hint = format!("the waiter `{name}` is generated without it");
        report.push(warning("unread-acceptor-key", &at, message).about(&operation.id).hint(hint));
    }
}

/// Returns the keys of acceptors that [`Waiter`] doesn't have, such as `message`, each with its waiter and index.
fn find_unread_acceptor_keys(waiters: &Value) -> Vec<(&str, usize, &str)> {
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
