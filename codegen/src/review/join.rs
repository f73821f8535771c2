//! Joins the changes of items to the changes of the model that cause them. None is lost: an item's change without such a
//! cause is a finding of its own.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

use shapesmith_model::diff::{Change, Difference, Kind};
use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use super::effects::can_cause;
use super::{Finding, ItemChange, Review, Rust, What, alone};

/// How many shapes of lists and maps are looked at for what a member holds.
const MOST_HELD: usize = 32;

/// What an update means: what changed in the model, with the changes of items joined to it.
pub fn review(difference: Difference, items: Vec<ItemChange>, old: &Model, new: &Model) -> Review {
    let without_rename_hints = difference.without_rename_hints;
    let mut findings: Vec<Finding> = difference.changes.into_iter().map(finding).collect();
    let mut joined: Vec<Vec<ItemChange>> = Vec::new();
    let mut rest = Vec::new();
    {
        let flat: Vec<&Finding> = findings.iter().flat_map(Finding::all).collect();
        joined.resize(flat.len(), Vec::new());
        let causes = Causes::new(&flat, [old, new]);
        for item in items {
            let numbers = causes.of(&item);
            for number in &numbers {
                joined.get_mut(*number).into_iter().for_each(|list| list.push(item.clone()));
            }
            if numbers.is_empty() {
                rest.push(item);
            }
        }
    }
    let mut joined = joined.into_iter();
    for finding in &mut findings {
        settle(finding, &mut joined);
    }
    let mut findings: Vec<Finding> = findings.into_iter().flat_map(lift).collect();
    findings.extend(alone::findings(rest));
    Review { findings, without_rename_hints }
}

/// The findings by their places.
struct Causes<'a> {
    flat: &'a [&'a Finding],
    by_shape: HashMap<ShapeId, Vec<usize>>,
    by_id: HashMap<&'a ShapeId, Vec<usize>>,
    /// By the error that an operation lists, or ceased to list.
    by_error: HashMap<&'a str, Vec<usize>>,
    /// Those of inputs and outputs by the names of the structures that were and are there.
    by_structure: HashMap<&'a str, Vec<usize>>,
    /// Those at the service itself.
    of_service: Vec<usize>,
    /// Those of operations that came or went.
    of_operations: Vec<usize>,
    models: [&'a Model; 2],
}

/// A shape that a member holds, through lists and maps, with the member whose target it is.
struct Held<'a> {
    id: &'a ShapeId,
    by: &'a Member,
    is_key: bool,
}

impl<'a> Causes<'a> {
    fn new(flat: &'a [&'a Finding], models: [&'a Model; 2]) -> Self {
        let mut causes = Self {
            flat,
            by_shape: HashMap::new(),
            by_id: HashMap::new(),
            by_error: HashMap::new(),
            by_structure: HashMap::new(),
            of_service: Vec::new(),
            of_operations: Vec::new(),
            models,
        };
        for (number, finding) in flat.iter().enumerate() {
            let id = &finding.place.id;
            causes.by_id.entry(id).or_default().push(number);
            causes.by_shape.entry(id.shape()).or_default().push(number);
            if models.iter().any(|model| model.services.contains_key(id)) {
                causes.of_service.push(number);
            }
            let names = [&finding.before, &finding.after].into_iter().flatten();
            if models.iter().any(|model| model.operations.contains_key(id)) {
                let names = names.clone().filter_map(|name| name.as_str());
                names.for_each(|name| causes.by_structure.entry(name).or_default().push(number));
            }
            let is_operation = [Kind::OperationAdded, Kind::OperationRemoved]
                .iter()
                .any(|kind| kind.id() == finding.kind);
            if is_operation {
                causes.of_operations.push(number);
                let errors = names.filter_map(|value| value.get("errors")?.as_array()).flatten();
                let errors = errors.filter_map(|error| error.as_str());
                errors.for_each(|error| causes.by_error.entry(error).or_default().push(number));
            } else if let (true, Some(part)) = (is_of_error(finding), &finding.place.part) {
                causes.by_error.entry(part).or_default().push(number);
            }
        }
        causes
    }

    /// The findings that the change of an item comes from: all that can be its causes in its place and in what it holds,
    /// or else one that is farther away.
    fn of(&self, item: &ItemChange) -> Vec<usize> {
        let fitting =
            |number: &usize| self.flat.get(*number).is_some_and(|finding| can_cause(finding, item));
        let mut near: Vec<usize> = self.here(item).into_iter().filter(&fitting).collect();
        near.extend(self.held(item).into_iter().filter(&fitting));
        near.sort_unstable();
        near.dedup();
        if !near.is_empty() {
            return near;
        }
        // Of several the worst on the wire is the one that is read; of equals the first.
        let wire = |number: &usize| self.flat.get(*number).map(|finding| finding.wire);
        let far = self.elsewhere(item).into_iter().rev().filter(&fitting).max_by_key(wire);
        far.into_iter().collect()
    }

    fn at(&self, id: &ShapeId) -> &[usize] {
        self.by_id.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The findings in the place of an item. A part of a place is no other part of it.
    fn here(&self, item: &ItemChange) -> Vec<usize> {
        let is_part = |finding: &Finding| match (&finding.place.part, &item.part) {
            (Some(part), Some(other)) => part == other,
            _ => true,
        };
        let numbers = self.at(&item.origin).iter().copied();
        numbers.filter(|it| self.flat.get(*it).is_some_and(|finding| is_part(finding))).collect()
    }

    /// The findings in what a member holds, as far as the member hasn't something of its own in place of it.
    fn held(&self, item: &ItemChange) -> Vec<usize> {
        let held = self.models.map(|model| held(model, &item.origin));
        let mut found = Vec::new();
        for Held { id, by, is_key } in held.iter().flatten() {
            let counts = |number: &usize| {
                let kind = self.flat.get(*number).map_or("", |finding| finding.kind);
                // The values of an enum are those of its type, but for keys, which are text.
                let is_other = !is_key && kind.starts_with("enum-");
                !is_other && !replaced_by(kind).iter().any(|id| by.traits.has(id))
            };
            found.extend(self.at(id).iter().copied().filter(counts));
            for model in self.models {
                for element in model.shape(id).into_iter().flat_map(elements) {
                    found.extend(self.at(&id.with_member(&element.name)));
                }
            }
        }
        found
    }

    /// The findings that the change of an item can come from although they are in other places.
    fn elsewhere(&self, item: &ItemChange) -> Vec<usize> {
        use What::*;
        let origin = &item.origin;
        let is_service = self.models.iter().any(|model| model.services.contains_key(origin));
        let found: &[usize] = match item.what {
            VariantAdded | VariantRemoved | VariantTypeChanged if origin.member().is_none() => {
                return self.of_error(item, is_service);
            }
            ItemAdded | ItemRemoved if is_service => &self.of_operations,
            ItemAdded | ItemRemoved => known(&self.by_structure, origin.name()),
            // What `new` takes, and in which order, follows from all members.
            ParametersMoved | ConstructorAdded | ConstructorRemoved | TraitAdded | TraitRemoved
                if origin.member().is_none() =>
            {
                known(&self.by_shape, origin)
            }
            ConstructorAdded | ConstructorRemoved | ParameterAdded | ParameterRemoved
            | TraitAdded | TraitRemoved | FieldTypeChanged | RequiredChanged => {
                self.at(&origin.shape())
            }
            KeyChanged | LocationChanged | TimestampFormatChanged | ConstantChanged => {
                &self.of_service
            }
            _ => &[],
        };
        found.to_vec()
    }

    /// The findings that a variant of an enum of errors comes from. The errors of a service are those of its operations,
    /// and each operation has those of its service.
    fn of_error(&self, item: &ItemChange, is_service: bool) -> Vec<usize> {
        let numbers = item.part.as_deref().map(|error| known(&self.by_error, error));
        let numbers = numbers.unwrap_or_default().iter().copied();
        numbers.filter(|number| is_service || self.of_service.contains(number)).collect()
    }
}

fn known<'c, K: Borrow<Q> + Eq + Hash, Q: Eq + Hash + ?Sized>(
    index: &'c HashMap<K, Vec<usize>>,
    key: &Q,
) -> &'c [usize] {
    index.get(key).map(Vec::as_slice).unwrap_or_default()
}

fn is_of_error(finding: &Finding) -> bool {
    [Kind::OperationErrorAdded, Kind::OperationErrorRemoved]
        .iter()
        .any(|kind| kind.id() == finding.kind)
}

/// The shapes that a member holds, through lists and maps, each with the member that targets it.
fn held<'a>(model: &'a Model, member: &ShapeId) -> Vec<Held<'a>> {
    let Some(name) = member.member() else { return Vec::new() };
    let members = model.shape(&member.shape()).map(|shape| shape.members());
    let named = members.into_iter().flatten().filter(|member| member.name == name);
    let mut open: Vec<(&Member, bool)> = named.map(|member| (member, false)).collect();
    let mut held = Vec::new();
    while let Some((by, is_key)) = open.pop().filter(|_| held.len() < MOST_HELD) {
        held.push(Held { id: &by.target, by, is_key });
        if let Some(shape) = model.shape(&by.target) {
            let is_map = matches!(shape.kind, ShapeKind::Map { .. });
            let elements = elements(shape).into_iter();
            open.extend(elements.map(|element| (element, is_map && element.name == "key")));
        }
    }
    held
}

/// The members of a list or map.
fn elements(shape: &Shape) -> Vec<&Member> {
    match &shape.kind {
        ShapeKind::List(_) | ShapeKind::Map { .. } => shape.members(),
        _ => Vec::new(),
    }
}

/// The traits that a member can have of its own in place of what such a finding at its target is about.
fn replaced_by(kind: &str) -> &'static [&'static str] {
    match kind {
        "limit-tightened" | "limit-loosened" => &["smithy.api#length", "smithy.api#range"],
        "pattern-added" | "pattern-changed" | "pattern-respelled" | "pattern-removed" => {
            &["smithy.api#pattern"]
        }
        "default-changed" => &["smithy.api#default"],
        "media-type-changed" => &["smithy.api#mediaType"],
        "sensitive-changed" => &["smithy.api#sensitive"],
        "streaming-changed" => &["smithy.api#streaming"],
        "timestamp-format-changed" => &["smithy.api#timestampFormat"],
        _ => &[],
    }
}

/// A change of the model, before anything is joined to it.
fn finding(change: Change) -> Finding {
    let (rust, rust_reason) = match change.kind {
        Kind::ServiceAdded => (Rust::Minor, "the module is new"),
        Kind::ServiceRemoved => (Rust::Major, "the module is gone"),
        _ => (Rust::Patch, "no public item changes"),
    };
    Finding {
        kind: change.kind.id(),
        about: change.kind.about(),
        noise: change.kind.is_noise(),
        place: change.place,
        before: change.before,
        after: change.after,
        old_at: change.old_at,
        new_at: change.new_at,
        touches: change.touches,
        wire: change.wire,
        wire_reason: change.reason,
        rust,
        rust_reason: rust_reason.into(),
        behaviour: false,
        items: Vec::new(),
        hint: change.hint,
        implied: change.implied.into_iter().map(finding).collect(),
    }
}

/// Gives each finding, in the order of [`Finding::all`], the items that were joined to it, and the verdict of them.
fn settle(finding: &mut Finding, joined: &mut impl Iterator<Item = Vec<ItemChange>>) {
    finding.items = joined.next().unwrap_or_default();
    judge(finding);
    for implied in &mut finding.implied {
        settle(implied, joined);
    }
}

/// The finding, and those that it implies but that weigh more: nobody looks for a break below what breaks nothing.
fn lift(mut finding: Finding) -> Vec<Finding> {
    let implied = std::mem::take(&mut finding.implied);
    let (lifted, implied): (Vec<Finding>, Vec<Finding>) =
        implied.into_iter().partition(|it| it.rust > finding.rust || it.wire > finding.wire);
    finding.implied = implied;
    [vec![finding], lifted].concat()
}

/// The verdict of a finding, which is that of its items.
pub(super) fn judge(finding: &mut Finding) {
    finding.behaviour = finding.items.iter().any(|item| item.behaviour);
    // Of equals the first: its place is nearest.
    if let Some(worst) = finding.items.iter().rev().max_by_key(|item| item.rust) {
        finding.rust = worst.rust;
        let about = worst.what.about().trim_end_matches('.');
        finding.rust_reason = format!("{}: {about}", worst.path).into();
    }
}
