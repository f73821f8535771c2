//! Joins the changes of items to the changes of the model that they come from. None is lost: what comes from no change
//! of the model in its place is a finding of its own.

use std::collections::HashMap;

use serde_json::Value;
use shapesmith_model::diff::{Change, Difference, Kind, Place, Wire};
use shapesmith_model::{Model, ShapeId};

use super::{Finding, ItemChange, Review, Rust, What};

/// How deep lists and maps are looked through for what a member holds.
const DEEPEST: usize = 16;

/// What an update means: what changed in the model, with the changes of items joined to it.
pub fn review(difference: Difference, items: Vec<ItemChange>, old: &Model, new: &Model) -> Review {
    let mut findings: Vec<Finding> = difference.changes.into_iter().map(finding).collect();
    let mut joined: Vec<Vec<ItemChange>> = Vec::new();
    let mut alone = Vec::new();
    {
        let flat: Vec<&Finding> = findings.iter().flat_map(Finding::all).collect();
        joined.resize(flat.len(), Vec::new());
        let causes = Causes::new(&flat, [old, new]);
        for item in items {
            match causes.of(&item).and_then(|number| joined.get_mut(number)) {
                Some(list) => list.push(item),
                None => alone.push(item),
            }
        }
    }
    let mut joined = joined.into_iter();
    for finding in &mut findings {
        settle(finding, &mut joined);
    }
    findings.extend(orphans(alone));
    Review { findings }
}

/// The findings by their places.
struct Causes<'a> {
    flat: &'a [&'a Finding],
    by_shape: HashMap<ShapeId, Vec<usize>>,
    by_place: HashMap<&'a Place, Vec<usize>>,
    by_part: HashMap<&'a str, Vec<usize>>,
    models: [&'a Model; 2],
}

impl<'a> Causes<'a> {
    fn new(flat: &'a [&'a Finding], models: [&'a Model; 2]) -> Self {
        let mut causes = Self {
            flat,
            by_shape: HashMap::new(),
            by_place: HashMap::new(),
            by_part: HashMap::new(),
            models,
        };
        for (number, finding) in flat.iter().enumerate() {
            causes.by_place.entry(&finding.place).or_default().push(number);
            if let Some(part) = &finding.place.part {
                causes.by_part.entry(part).or_default().push(number);
            }
            causes.by_shape.entry(finding.place.id.shape()).or_default().push(number);
        }
        causes
    }

    /// The finding that an item's change comes from: in its place, in what it holds, or in its shape.
    fn of(&self, item: &ItemChange) -> Option<usize> {
        let exact = Place { id: item.origin.clone(), part: item.part.clone() };
        let at = |place: &Place| self.by_place.get(place).map(Vec::as_slice).unwrap_or_default();
        let of_origin = at(&exact);
        let of_whole = at(&Place::of(&item.origin));
        let held = self.held(&item.origin);
        let of_held: Vec<usize> = held.iter().flat_map(|id| at(&Place::of(id))).copied().collect();
        let of_shape =
            self.by_shape.get(&item.origin.shape()).map(Vec::as_slice).unwrap_or_default();
        // The errors of a service are those of its operations.
        let part = item.part.as_deref().and_then(|part| self.by_part.get(part));
        let of_part = part.map(Vec::as_slice).unwrap_or_default();
        let places = [of_origin, of_whole, &of_held, of_shape, of_part];
        // A cause of a fitting kind farther away comes before one of another kind that is near.
        let fitting = |number: &&usize| self.fits(**number, item);
        // Of several the worst on the wire is the one that is read; of equals the first.
        let wire = |number: &&usize| self.flat.get(**number).map(|finding| finding.wire);
        let near =
            places.iter().find_map(|numbers| numbers.iter().rev().filter(fitting).max_by_key(wire));
        let any = || places.iter().take(2).find_map(|numbers| numbers.first());
        near.or_else(any).copied()
    }

    fn fits(&self, number: usize, item: &ItemChange) -> bool {
        self.flat.get(number).is_some_and(|finding| explains(finding.kind, item))
    }

    /// The shapes that a member holds, through lists and maps, in both models.
    fn held(&self, member: &ShapeId) -> Vec<ShapeId> {
        let Some(name) = member.member() else { return Vec::new() };
        let mut held = Vec::new();
        for model in self.models {
            let mut open: Vec<&ShapeId> = Vec::new();
            let members = model.shape(&member.shape()).map(|shape| shape.members());
            let found = members.into_iter().flatten().find(|member| member.name == name);
            open.extend(found.map(|member| &member.target));
            for _ in 0..DEEPEST {
                let Some(id) = open.pop() else { break };
                held.push(id.clone());
                let Some(shape) = model.shape(id) else { continue };
                if matches!(
                    shape.kind,
                    shapesmith_model::ShapeKind::List(_) | shapesmith_model::ShapeKind::Map { .. }
                ) {
                    open.extend(shape.members().iter().map(|member| &member.target));
                }
            }
        }
        held
    }
}

/// Whether changes of the model of this kind are what such changes of items come from.
fn explains(kind: &str, item: &ItemChange) -> bool {
    use What::*;
    let kinds: &[&str] = match item.what {
        ItemAdded | ItemRemoved => &[
            "operation-added",
            "operation-removed",
            "named-shape-added",
            "named-shape-removed",
            "service-added",
            "service-removed",
            "string-enum-flip",
            "shape-type-changed",
            "operation-io-added",
            "operation-io-removed",
            "operation-error-added",
            "operation-error-removed",
        ],
        KindChanged => &[
            "struct-union-flip",
            "shape-type-changed",
            "string-enum-flip",
            "exception-flag-changed",
        ],
        FieldAdded | FieldRemoved => &[
            "member-added-optional",
            "member-added-required",
            "member-removed",
            "event-added",
            "eventstream-changed",
        ],
        FieldTypeChanged | VariantTypeChanged | ParameterTypeChanged => &[
            "target-type-changed",
            "target-replaced",
            "target-renamed-named",
            "string-enum-flip",
            "shape-type-changed",
            "required-added",
            "required-removed",
            "sparse-or-unique-changed",
            "streaming-changed",
            "media-type-changed",
            "struct-union-flip",
            "named-shape-added",
            "named-shape-removed",
        ],
        VariantAdded | VariantRemoved => &[
            "enum-value-added",
            "enum-value-removed",
            "union-variant-added",
            "union-variant-removed",
            "operation-error-added",
            "operation-error-removed",
            "event-added",
            "eventstream-changed",
        ],
        ValueChanged | InternalChanged => &["enum-value-added", "enum-value-removed"],
        Reordered => &["member-order-changed", "enum-reordered"],
        ConstructorAdded | ConstructorRemoved | ParameterAdded | ParameterRemoved
        | ParametersMoved => &[
            "required-added",
            "required-removed",
            "member-added-required",
            "member-removed",
            "member-order-changed",
        ],
        TraitAdded | TraitRemoved => &[
            "required-added",
            "required-removed",
            "member-added-required",
            "member-removed",
            "operation-error-added",
            "operation-error-removed",
            "exception-flag-changed",
        ],
        AttributeAdded | AttributeRemoved => &[],
        Deprecated | Undeprecated | DeprecationNoteChanged => &[
            "operation-deprecated",
            "operation-undeprecated",
            "member-deprecated",
            "member-undeprecated",
            "deprecation-note-changed",
        ],
        KeyChanged => &["member-wire-name-changed", "member-location-changed", "protocol-changed"],
        LocationChanged => &["member-location-changed", "payload-changed"],
        TimestampFormatChanged => &["timestamp-format-changed"],
        RequiredChanged => {
            &["required-added", "required-removed", "default-changed", "nullability-changed"]
        }
        RulesChanged => &[
            "limit-tightened",
            "limit-loosened",
            "pattern-added",
            "pattern-changed",
            "pattern-removed",
            "sparse-or-unique-changed",
            "host-label-changed",
            "string-enum-flip",
        ],
        SensitiveChanged => &["sensitive-changed"],
        StreamingChanged => &["streaming-changed"],
        AssociatedTypeChanged => &[
            "operation-io-added",
            "operation-io-removed",
            "operation-io-shape-renamed",
            "target-replaced",
            "target-renamed-named",
            "operation-error-added",
            "operation-error-removed",
        ],
        ConstantChanged => match item.path.rsplit("::").next() {
            Some("HTTP") => &[
                "http-method-changed",
                "http-uri-changed",
                "http-uri-labels-renamed",
                "http-response-code-changed",
            ],
            Some("READONLY" | "IDEMPOTENT") => &["operation-idempotency-changed"],
            Some("INFO") => &["error-binding-changed"],
            _ => &["paginator-changed"],
        },
        PaginationAdded | PaginationRemoved => &["paginator-added", "paginator-removed"],
        WaiterAdded | WaiterChanged | WaiterRemoved => {
            &["waiter-added", "waiter-changed", "waiter-removed"]
        }
    };
    kinds.contains(&kind)
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

fn judge(finding: &mut Finding) {
    finding.behaviour = finding.items.iter().any(|item| item.behaviour);
    // Of equals the first: its place is nearest.
    if let Some(worst) = finding.items.iter().rev().max_by_key(|item| item.rust) {
        finding.rust = worst.rust;
        let about = worst.what.about().trim_end_matches('.');
        finding.rust_reason = format!("{}: {about}", worst.path).into();
    }
}

/// What comes from no change of the model in its place, together where it is of one kind in one place.
fn orphans(items: Vec<ItemChange>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let named: Vec<(ShapeId, What)> =
        items.iter().map(|item| (item.origin.clone(), item.what)).collect();
    // Rules that are declared alike differ in the words of formats alone.
    let differs = |item: &ItemChange| {
        item.what != What::RulesChanged || item.before.is_none() || item.before != item.after
    };
    for item in items.into_iter().filter(differs) {
        let place = Place { id: item.origin.clone(), part: item.part.clone() };
        let (kind, about) = orphan(&item, &named);
        match findings.iter_mut().find(|finding| finding.kind == kind && finding.place == place) {
            Some(finding) => finding.items.push(item),
            None => findings.push(lone(kind, about, place, item)),
        }
    }
    for finding in &mut findings {
        judge(finding);
        finding.before = declared(finding.items.iter().map(|item| &item.before));
        finding.after = declared(finding.items.iter().map(|item| &item.after));
        // The model says the same there, maybe in the words of another format.
        finding.noise = finding.rust == Rust::Patch;
    }
    findings
}

/// How items are declared, as data: where the model is the same, that is what tells one change from another.
fn declared<'a>(items: impl Iterator<Item = &'a Option<String>>) -> Option<Value> {
    let mut texts: Vec<Value> = items.flatten().map(|text| Value::from(text.as_str())).collect();
    match texts.len() {
        0 | 1 => texts.pop(),
        _ => Some(Value::Array(texts)),
    }
}

fn lone(kind: &'static str, about: &'static str, place: Place, item: ItemChange) -> Finding {
    Finding {
        kind,
        about,
        noise: false,
        place,
        before: None,
        after: None,
        old_at: None,
        new_at: None,
        touches: Vec::new(),
        wire: Wire::Safe,
        wire_reason: "the model of this place is the same".into(),
        rust: item.rust,
        rust_reason: String::new().into(),
        behaviour: item.behaviour,
        items: vec![item],
        hint: None,
        implied: Vec::new(),
    }
}

/// The kind of a change that only Rust knows.
fn orphan(item: &ItemChange, all: &[(ShapeId, What)]) -> (&'static str, &'static str) {
    let boxed = |declared: &Option<String>| declared.as_ref().is_some_and(|it| it.contains("Box<"));
    match item.what {
        What::FieldTypeChanged | What::VariantTypeChanged
            if boxed(&item.before) != boxed(&item.after) =>
        {
            ("recursion-introduced", "A member became part of a cycle, or ceased to be.")
        }
        What::FieldTypeChanged
        | What::ParameterTypeChanged
        | What::ParameterAdded
        | What::ParameterRemoved
        | What::ConstructorAdded
        | What::ConstructorRemoved => (
            "direction-changed",
            "A structure is received that was only sent, or the other way round, or its policy is another.",
        ),
        What::TraitAdded | What::TraitRemoved => (
            "eq-derive-lost",
            "A type has other derived traits, because of what it holds or of its policy.",
        ),
        What::ItemAdded
        | What::ItemRemoved
        | What::FieldAdded
        | What::FieldRemoved
        | What::VariantAdded
        | What::VariantRemoved
            if is_renamed(item, all) =>
        {
            (
                "rust-name-collision",
                "An item has another name, because another one needs it or by policy.",
            )
        }
        What::ItemAdded | What::ItemRemoved => (
            "selection-changed",
            "An item is made that wasn't, or isn't any more, by configuration.",
        ),
        _ => {
            ("rust-only", "What is generated differs although the model is the same in this place.")
        }
    }
}

/// Whether something of the same origin came where this went, or the other way round.
fn is_renamed(item: &ItemChange, all: &[(ShapeId, What)]) -> bool {
    let other = match item.what {
        What::ItemAdded => What::ItemRemoved,
        What::ItemRemoved => What::ItemAdded,
        What::FieldAdded => What::FieldRemoved,
        What::FieldRemoved => What::FieldAdded,
        What::VariantAdded => What::VariantRemoved,
        _ => What::VariantAdded,
    };
    all.iter().any(|(origin, what)| *origin == item.origin && *what == other)
}
