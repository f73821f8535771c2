//! The operations of both versions: those that came, those that went, and those that stayed.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::comparison::Comparison;
use super::side::{Directions, Side};
use super::spot::{Area, Spot};
use super::targets::Replacement;
use super::{Kind, WireImpact, http, pagination, protocols, values};
use crate::{Operation, ShapeId, Traits};

const DEPRECATED: [Kind; 2] = [Kind::OperationDeprecated, Kind::OperationUndeprecated];

/// Compares all operations of either version.
pub(super) fn compare(comparison: &mut Comparison<'_>) {
    for operation in comparison.pairs.removed_operations.clone() {
        let spot = Spot { old: Some(&operation.at), ..spot(operation, all(operation)) };
        comparison.note(Kind::OperationRemoved, spot, values::operation(operation), None);
    }
    for operation in comparison.pairs.added_operations.clone() {
        let spot = Spot { new: Some(&operation.at), ..spot(operation, all(operation)) };
        comparison.note(Kind::OperationAdded, spot, None, values::operation(operation));
    }
    for (old, new) in comparison.pairs.operations.clone() {
        comparison.operation(old, new);
    }
    comparison.common_errors();
}

fn spot(operation: &Operation, directions: Directions) -> Spot<'_> {
    let area = Area::Operation(directions);
    Spot { id: &operation.id, member: None, part: None, old: None, new: None, area }
}

/// The directions in which the operation has anything at all.
fn all(operation: &Operation) -> Directions {
    Directions { input: true, output: true, error: !operation.errors.is_empty() }
}

impl<'a> Comparison<'a> {
    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        let spot = Spot { old: Some(&old.at), new: Some(&new.at), ..spot(new, Directions::BOTH) };
        self.in_and_out(spot, old, new);
        self.errors(spot, old, new);
        self.auth(spot, old, new);
        pagination::compare(self, spot, old, new);
        if self.wire.rest {
            http::compare(self, spot, old, new);
        }
        if old.traits != new.traits {
            self.annotations(spot, (&old.traits, &new.traits), DEPRECATED);
            self.behaviour(spot, &old.traits, &new.traits);
        }
    }

    fn in_and_out(&mut self, spot: Spot<'_>, old: &'a Operation, new: &'a Operation) {
        let sides = [
            ("input", Directions::INPUT, &old.input, &new.input),
            ("output", Directions::OUTPUT, &old.output, &new.output),
        ];
        for (part, directions, before, after) in sides {
            let spot = spot.part(part).touching(directions);
            let (kind, verdict) = match (before, after) {
                (None, None) => continue,
                (None, Some(_)) => (Kind::OperationIoAdded, None),
                (Some(_), None) => (Kind::OperationIoRemoved, None),
                (Some(before), Some(after)) if self.pairs.named_alike(before, after) => continue,
                (Some(before), Some(after)) if self.pairs.are_one(before, after) => {
                    (Kind::OperationIoShapeRenamed, None)
                }
                (Some(before), Some(after)) => self.replaced(before, after),
            };
            let value = |id: &Option<ShapeId>| id.as_ref().and_then(values::id);
            let values = (value(before), value(after));
            match verdict {
                Some(verdict) => self.note_with(kind, spot, values, verdict),
                None => self.note(kind, spot, values.0, values.1),
            }
        }
    }

    /// What it is that an operation has another structure, where both are compared with others.
    fn replaced(&mut self, old: &ShapeId, new: &ShapeId) -> Replacement {
        let renamed = Kind::OperationIoShapeRenamed;
        match self.old.shape(old).zip(self.new.shape(new)) {
            Some((old, new)) => self.replacement(renamed, old, new),
            None => (renamed, None),
        }
    }

    /// Compares the errors that the operation has in effect; those of the service count as its own.
    fn errors(&mut self, spot: Spot<'_>, old: &'a Operation, new: &'a Operation) {
        if old.errors == new.errors && self.old.service.errors == self.new.service.errors {
            return;
        }
        let spot = spot.touching(Directions::ERROR);
        for error in &old.errors {
            if !has(&new.errors, &self.new, |id| self.pairs.are_one(error, id)) {
                let spot = Spot { new: None, ..spot.part(error.name()) };
                self.note(Kind::OperationErrorRemoved, spot, values::id(error), None);
            }
        }
        for error in &new.errors {
            if !has(&old.errors, &self.old, |id| self.pairs.are_one(id, error)) {
                let spot = Spot { old: None, ..spot.part(error.name()) };
                self.note(Kind::OperationErrorAdded, spot, None, values::id(error));
            }
        }
    }

    /// Compares the errors of the service: each touches those operations that hadn't, or haven't, got it by themselves.
    fn common_errors(&mut self) {
        let (old, new) = (self.old.service, self.new.service);
        let pairs = self.pairs.operations.clone();
        let area = Area::Service;
        let spot = Spot { id: &new.id, member: None, part: None, old: None, new: None, area };
        for error in &old.errors {
            let kept = |ids: &[ShapeId]| ids.iter().any(|id| self.pairs.are_one(error, id));
            if !kept(&new.errors) {
                let lost = pairs.iter().filter(|(_, new)| !kept(&new.errors));
                let lost: Vec<&ShapeId> = lost.map(|(_, new)| &new.id).collect();
                let area = Area::Operations(&lost);
                let spot = Spot { area, old: Some(&old.at), ..spot.part(error.name()) };
                if !lost.is_empty() {
                    self.note(Kind::OperationErrorRemoved, spot, values::id(error), None);
                }
            }
        }
        for error in &new.errors {
            let known = |ids: &[ShapeId]| ids.iter().any(|id| self.pairs.are_one(id, error));
            if !known(&old.errors) {
                let given = pairs.iter().filter(|(old, _)| !known(&old.errors));
                let given: Vec<&ShapeId> = given.map(|(_, new)| &new.id).collect();
                let area = Area::Operations(&given);
                let spot = Spot { area, new: Some(&new.at), ..spot.part(error.name()) };
                if !given.is_empty() {
                    self.note(Kind::OperationErrorAdded, spot, None, values::id(error));
                }
            }
        }
    }

    /// Compares how callers prove who they are. What an operation has of its service is the service's change.
    fn auth(&mut self, spot: Spot<'_>, old: &Operation, new: &Operation) {
        let own = |traits: &Traits| AUTH.iter().any(|id| traits.has(id));
        if !own(&old.traits) && !own(&new.traits) {
            return;
        }
        let (before, after) = (auth(old, &self.old), auth(new, &self.new));
        if before != after {
            let (before, after) = values::unequal(before, after);
            self.note(Kind::OperationAuthChanged, spot, before, after);
        } else if own(&old.traits) != own(&new.traits) {
            let value = |traits: &Traits| own(traits).then(|| json!(before));
            let (before, after) = (value(&old.traits), value(&new.traits));
            self.note(Kind::MetadataMadeExplicit, spot, before, after);
        }
    }

    fn behaviour(&mut self, spot: Spot<'_>, old: &Traits, new: &Traits) {
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
            self.marks(kind, spot.touching(Directions::INPUT), ids, old, new);
        }
    }
}

const AUTH: [&str; 3] = ["smithy.api#auth", "smithy.api#optionalAuth", "aws.auth#unsignedPayload"];

/// Whether an error is among an operation's own or its service's.
fn has(own: &[ShapeId], side: &Side<'_>, is: impl Fn(&ShapeId) -> bool) -> bool {
    own.iter().chain(&side.service.errors).any(is)
}

/// The schemes that an operation accepts, and whether its body is signed.
fn auth(operation: &Operation, side: &Side<'_>) -> Map<String, Value> {
    let traits = &operation.traits;
    let own = traits.get(AUTH[0]).and_then(Value::as_array);
    let nobody = traits.has(AUTH[1]) || own.is_some_and(Vec::is_empty);
    let schemes = match own {
        _ if nobody => Vec::new(),
        Some(_) => protocols::schemes(traits),
        None => protocols::schemes(&side.service.traits),
    };
    let mut value = Map::new();
    value.insert("schemes".to_owned(), json!(schemes));
    if traits.has(AUTH[2]) {
        value.insert("unsignedPayload".to_owned(), json!(true));
    }
    value
}

/// The members of an operation's input and output with their targets, for whoever looks for renames.
pub(super) fn signature(side: &Side<'_>, operation: &Operation) -> Vec<String> {
    let shapes = [("<", &operation.input), (">", &operation.output)];
    let members = shapes.into_iter().flat_map(|(way, id)| {
        let shape = id.as_ref().and_then(|id| side.shape(id));
        let members = shape.map(crate::Shape::members).into_iter().flatten();
        members.map(move |member| format!("{way}{}:{}", member.name, member.target.name()))
    });
    let unique: HashSet<String> = members.collect();
    let mut sorted: Vec<String> = unique.into_iter().collect();
    sorted.sort();
    sorted
}

/// The verdict of a URI in which nothing but the slash at the end differs.
pub(super) const SLASH: (WireImpact, &str) =
    (WireImpact::Risk, "only the slash at the end differs, which most services accept");
