//! The comparison of operations.

use serde_json::{Map, Value, json};

use super::annotations::{self, DeprecationKinds};
use super::collector::Collector;
use super::protocols::auth_schemes;
use super::subject::Subject;
use super::targets::{Replacement, find_replacement};
use super::trait_values::compare_traits;
use super::{http, pagination, values, waiters};
use crate::diff::Kind;
use crate::diff::versions::{Directions, Side, Versions};
use crate::{Operation, ShapeId, Traits};

const AUTH: &str = "smithy.api#auth";
const OPTIONAL_AUTH: &str = "smithy.api#optionalAuth";
const UNSIGNED_PAYLOAD: &str = "aws.auth#unsignedPayload";

/// Compares all operations of the service in either version.
pub(super) fn compare<'a>(versions: &Versions<'a>, changes: &mut Collector<'_, 'a>) {
    for operation in &versions.pairing.removed_operations {
        let subject = Subject::removed_operation(operation);
        changes.record(Kind::OperationRemoved, subject, values::operation(operation), None);
    }
    for operation in &versions.pairing.added_operations {
        let subject = Subject::added_operation(operation);
        changes.record(Kind::OperationAdded, subject, None, values::operation(operation));
    }
    let pagination = pagination::is_compared(versions);
    let waiters = waiters::is_compared(versions);
    for (old, new) in &versions.pairing.operations {
        let subject = Subject::operation(old, new);
        compare_messages(versions, changes, subject, old, new);
        compare_errors(versions, changes, subject, old, new);
        compare_auth(versions, changes, subject, old, new);
        if pagination {
            pagination::compare(versions, changes, subject, old, new);
        }
        if waiters {
            waiters::compare(versions, changes, subject, old, new);
        }
        if versions.formats.rest {
            http::compare(versions, changes, subject, old, new);
        }
        if old.traits != new.traits {
            let traits = (&old.traits, &new.traits);
            annotations::compare(versions, changes, subject, DeprecationKinds::OPERATION, traits);
            compare_request_traits(changes, subject, &old.traits, &new.traits);
        }
    }
    compare_service_errors(versions, changes);
}

/// Compares the names of the input and the output.
fn compare_messages<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: &'a Operation,
    new: &'a Operation,
) {
    let messages = [
        ("input", Directions::INPUT, &old.input, &new.input),
        ("output", Directions::OUTPUT, &old.output, &new.output),
    ];
    for (part, directions, before, after) in messages {
        let subject = subject.part(part).messages(directions);
        let (kind, impact) = match (before, after) {
            (None, None) => continue,
            (None, Some(_)) => (Kind::OperationIoAdded, None),
            (Some(_), None) => (Kind::OperationIoRemoved, None),
            (Some(before), Some(after)) if versions.pairing.have_same_name(before, after) => {
                continue;
            }
            (Some(before), Some(after)) if versions.pairing.correspond(before, after) => {
                (Kind::OperationIoShapeRenamed, None)
            }
            (Some(before), Some(after)) => replacement(versions, changes, before, after),
        };
        let name = |id: &Option<ShapeId>| id.as_ref().and_then(values::name);
        let values = (name(before), name(after));
        match impact {
            Some(impact) => changes.record_with_impact(kind, subject, values, impact),
            None => changes.record(kind, subject, values.0, values.1),
        }
    }
}

/// Returns the change of a message that has a different structure, where both structures are in both versions.
fn replacement<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    old: &ShapeId,
    new: &ShapeId,
) -> Replacement {
    let renamed = Kind::OperationIoShapeRenamed;
    match versions.old.shape(old).zip(versions.new.shape(new)) {
        Some((old, new)) => find_replacement(versions, changes, renamed, old, new),
        None => (renamed, None),
    }
}

/// Compares the errors of an operation, which include those of the service.
fn compare_errors(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    let Versions { old: old_side, new: new_side, pairing, .. } = versions;
    if old.errors == new.errors && old_side.service.errors == new_side.service.errors {
        return;
    }
    let has_error = |own: &[ShapeId], side: &Side<'_>, is_same: &dyn Fn(&ShapeId) -> bool| {
        own.iter().chain(&side.service.errors).any(is_same)
    };
    let subject = subject.messages(Directions::ERROR);
    for error in &old.errors {
        if !has_error(&new.errors, new_side, &|id| pairing.correspond(error, id)) {
            let subject = subject.part(error.name()).pointers(Some(&old.at), None);
            changes.record(Kind::OperationErrorRemoved, subject, values::name(error), None);
        }
    }
    for error in &new.errors {
        if !has_error(&old.errors, old_side, &|id| pairing.correspond(id, error)) {
            let subject = subject.part(error.name()).pointers(None, Some(&new.at));
            changes.record(Kind::OperationErrorAdded, subject, None, values::name(error));
        }
    }
}

/// Compares the errors of the service. A change affects the operations that don't list the error themselves.
fn compare_service_errors(versions: &Versions<'_>, changes: &mut Collector<'_, '_>) {
    let (old, new, pairing) = (versions.old.service, versions.new.service, &versions.pairing);
    let subject = Subject::service(old, new);
    for error in &old.errors {
        let is_kept = |ids: &[ShapeId]| ids.iter().any(|id| pairing.correspond(error, id));
        if is_kept(&new.errors) {
            continue;
        }
        let affected = pairing.operations.iter().filter(|(_, new)| !is_kept(&new.errors));
        let affected: Vec<&ShapeId> = affected.map(|(_, new)| &new.id).collect();
        if !affected.is_empty() {
            let subject = subject.service_error(error.name(), &affected);
            let subject = subject.pointers(Some(&old.at), None);
            changes.record(Kind::OperationErrorRemoved, subject, values::name(error), None);
        }
    }
    for error in &new.errors {
        let is_known = |ids: &[ShapeId]| ids.iter().any(|id| pairing.correspond(id, error));
        if is_known(&old.errors) {
            continue;
        }
        let affected = pairing.operations.iter().filter(|(old, _)| !is_known(&old.errors));
        let affected: Vec<&ShapeId> = affected.map(|(_, new)| &new.id).collect();
        if !affected.is_empty() {
            let subject = subject.service_error(error.name(), &affected);
            let subject = subject.pointers(None, Some(&new.at));
            changes.record(Kind::OperationErrorAdded, subject, None, values::name(error));
        }
    }
}

/// Compares the authentication of an operation that has traits of its own for it. For others it is that of the service.
fn compare_auth(
    versions: &Versions<'_>,
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Operation,
    new: &Operation,
) {
    let has_own =
        |traits: &Traits| [AUTH, OPTIONAL_AUTH, UNSIGNED_PAYLOAD].iter().any(|id| traits.has(id));
    if !has_own(&old.traits) && !has_own(&new.traits) {
        return;
    }
    let (before, after) = (effective_auth(old, &versions.old), effective_auth(new, &versions.new));
    if before != after {
        let (before, after) = values::differing_entries(before, after);
        changes.record(Kind::OperationAuthChanged, subject, before, after);
    } else if has_own(&old.traits) != has_own(&new.traits) {
        let own = |traits: &Traits| has_own(traits).then(|| json!(before));
        let (before, after) = (own(&old.traits), own(&new.traits));
        changes.record(Kind::MetadataMadeExplicit, subject, before, after);
    }
}

/// Returns the authentication schemes that an operation accepts, and whether the body of requests is unsigned.
fn effective_auth(operation: &Operation, side: &Side<'_>) -> Map<String, Value> {
    let traits = &operation.traits;
    let own = traits.get(AUTH).and_then(Value::as_array);
    let is_anonymous = traits.has(OPTIONAL_AUTH) || own.is_some_and(Vec::is_empty);
    let schemes = match own {
        _ if is_anonymous => Vec::new(),
        Some(_) => auth_schemes(traits),
        None => auth_schemes(&side.service.traits),
    };
    let mut value = Map::new();
    value.insert("schemes".to_owned(), json!(schemes));
    if traits.has(UNSIGNED_PAYLOAD) {
        value.insert("unsignedPayload".to_owned(), json!(true));
    }
    value
}

/// Compares the traits that change how clients send requests.
fn compare_request_traits(
    changes: &mut Collector<'_, '_>,
    subject: Subject<'_>,
    old: &Traits,
    new: &Traits,
) {
    let kinds: [(Kind, &[&str]); 6] = [
        (Kind::OperationIdempotencyChanged, &["smithy.api#idempotent", "smithy.api#readonly"]),
        (
            Kind::OperationChecksumChanged,
            &["aws.protocols#httpChecksum", "smithy.api#httpChecksumRequired"],
        ),
        (Kind::RequestCompressionChanged, &["smithy.api#requestCompression"]),
        (Kind::HostPrefixChanged, &["smithy.api#endpoint"]),
        (Kind::EndpointDiscoveryChanged, &["aws.api#clientDiscoveredEndpoint"]),
        (
            Kind::ContextParamsChanged,
            &["smithy.rules#operationContextParams", "smithy.rules#staticContextParams"],
        ),
    ];
    for (kind, ids) in kinds {
        compare_traits(changes, kind, subject.messages(Directions::INPUT), ids, old, new);
    }
}
