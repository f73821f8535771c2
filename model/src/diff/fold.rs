//! What follows from another change, put below it.

use std::collections::{HashMap, HashSet};

use super::comparison::Comparison;
use super::lookup::MemberLookup;
use super::side::Side;
use super::{Change, Kind};
use crate::{HttpBinding, Member, Operation, Shape, ShapeId};

/// Puts below each change what it brings along or takes with it; what several do goes to the first.
pub(super) fn fold(comparison: &Comparison<'_>, mut changes: Vec<Change>) -> Vec<Change> {
    let mut causes: Vec<Option<usize>> = vec![None; changes.len()];
    let mut coming = Claims::new(&comparison.new, &changes, Kind::NamedShapeAdded);
    let mut going = Claims::new(&comparison.old, &changes, Kind::NamedShapeRemoved);
    let mut lookup = MemberLookup::default();
    for (place, change) in changes.iter().enumerate() {
        let Roots { old, new } = roots(comparison, change, &mut lookup);
        for implied in coming.claim(new).into_iter().chain(going.claim(old)) {
            causes.get_mut(implied).into_iter().for_each(|cause| *cause = Some(place));
        }
    }
    labels(comparison, &changes, &mut causes, &mut lookup);
    forms(&mut changes, &mut causes);
    below(changes, &causes)
}

fn below(changes: Vec<Change>, causes: &[Option<usize>]) -> Vec<Change> {
    let mut changes: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    for (place, cause) in causes.iter().enumerate() {
        let Some(cause) = cause else { continue };
        let implied = changes.get_mut(place).and_then(Option::take);
        if let Some(Some(cause)) = changes.get_mut(*cause) {
            cause.implied.extend(implied);
        }
    }
    changes.into_iter().flatten().collect()
}

/// The shapes of one side that came or went, to be claimed by what they came or went with.
struct Claims<'c, 'a> {
    side: &'c Side<'a>,
    /// Their places among the changes.
    open: HashMap<&'c ShapeId, usize>,
    seen: HashSet<&'a ShapeId>,
}

impl<'c, 'a> Claims<'c, 'a> {
    fn new(side: &'c Side<'a>, changes: &'c [Change], kind: Kind) -> Self {
        let open = changes.iter().enumerate().filter(|(_, change)| change.kind == kind);
        let open = open.map(|(place, change)| (&change.place.id, place));
        Self { side, open: open.collect(), seen: HashSet::new() }
    }

    /// All that is reached from the roots over shapes that came or went themselves, or that have no Rust name.
    fn claim(&mut self, roots: Vec<&'a ShapeId>) -> Vec<usize> {
        let mut claimed = Vec::new();
        let mut open = roots;
        while let Some(id) = open.pop() {
            if self.open.is_empty() || !self.seen.insert(id) {
                continue;
            }
            let Some(shape) = self.side.shape(id) else { continue };
            match self.open.remove(id) {
                Some(place) => claimed.push(place),
                None if shape.kind.is_named() => continue,
                None => {}
            }
            open.extend(shape.members().into_iter().map(|member| &member.target));
        }
        claimed.sort_unstable();
        claimed
    }
}

/// The shapes at which a change lets others come and go.
#[derive(Default)]
struct Roots<'a> {
    old: Vec<&'a ShapeId>,
    new: Vec<&'a ShapeId>,
}

fn roots<'a>(
    comparison: &Comparison<'a>,
    change: &Change,
    lookup: &mut MemberLookup<'a>,
) -> Roots<'a> {
    match change.kind {
        Kind::OperationAdded
        | Kind::OperationRemoved
        | Kind::OperationIoAdded
        | Kind::OperationIoRemoved
        | Kind::OperationErrorAdded
        | Kind::OperationErrorRemoved => of_operation(comparison, change),
        Kind::TargetReplaced | Kind::OperationIoShapeRenamed
            if change.place.id.member().is_none() =>
        {
            of_operation(comparison, change)
        }
        Kind::MemberAddedOptional
        | Kind::MemberAddedRequired
        | Kind::MemberRemoved
        | Kind::UnionVariantAdded
        | Kind::UnionVariantRemoved
        | Kind::EventAdded
        | Kind::EventstreamChanged
        | Kind::StringEnumFlip
        | Kind::TargetTypeChanged
        | Kind::TargetReplaced
        | Kind::TargetRenamedNamed
        | Kind::TargetRenamedAnonymous => of_member(lookup.members(comparison, change)),
        Kind::ShapeTypeChanged | Kind::StructUnionFlip => {
            let id = &change.place.id;
            let targets = |shape: Option<&'a Shape>| -> Vec<&'a ShapeId> {
                let members = shape.map(Shape::members).into_iter().flatten();
                members.map(|member| &member.target).collect()
            };
            let old = comparison.pairs.in_old(&comparison.old, id);
            Roots { old: targets(old), new: targets(comparison.new.shape(id)) }
        }
        _ => Roots::default(),
    }
}

/// The input, output or error that the change is about; all of them where it is about the operation.
fn of_operation<'a>(comparison: &Comparison<'a>, change: &Change) -> Roots<'a> {
    let id = &change.place.id;
    let is_error = matches!(change.kind, Kind::OperationErrorAdded | Kind::OperationErrorRemoved);
    let part = change.place.part.as_deref();
    let all = |side: &Side<'a>, operation: Option<&'a Operation>| -> Vec<&'a ShapeId> {
        if is_error {
            let own = operation.into_iter().flat_map(|operation| &operation.errors);
            let errors = own.chain(&side.service.errors);
            return errors.filter(|error| Some(error.name()) == part).collect();
        }
        let Some(operation) = operation else { return Vec::new() };
        let (input, output) = (operation.input.iter(), operation.output.iter());
        match part {
            Some("input") => input.collect(),
            Some("output") => output.collect(),
            _ => input.chain(output).chain(&operation.errors).collect(),
        }
    };
    Roots {
        old: all(&comparison.old, comparison.pairs.old_operation(&comparison.old, id)),
        new: all(&comparison.new, comparison.new.model.operations.get(id)),
    }
}

fn of_member<'a>([old, new]: [Option<&'a Member>; 2]) -> Roots<'a> {
    let target = |member: Option<&'a Member>| member.map(|member| &member.target);
    Roots { old: target(old).into_iter().collect(), new: target(new).into_iter().collect() }
}

/// Labels of a URI are called after members, so that a member with another name is why they are.
fn labels<'a>(
    comparison: &Comparison<'a>,
    changes: &[Change],
    causes: &mut [Option<usize>],
    lookup: &mut MemberLookup<'a>,
) {
    // By the names of the structures with the labels.
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (place, change) in changes.iter().enumerate() {
        let comes_or_goes = matches!(
            change.kind,
            Kind::MemberAddedRequired | Kind::MemberAddedOptional | Kind::MemberRemoved
        );
        if comes_or_goes && is_label(lookup.members(comparison, change)) {
            known.entry(change.place.id.name()).or_insert(place);
        }
    }
    for (change, cause) in changes.iter().zip(causes) {
        if change.kind != Kind::HttpUriLabelsRenamed {
            continue;
        }
        let operation = comparison.new.model.operations.get(&change.place.id);
        if let Some(input) = operation.and_then(|operation| operation.input.as_ref()) {
            *cause = known.get(input.name()).copied();
        }
    }
}

fn is_label([old, new]: [Option<&Member>; 2]) -> bool {
    old.or(new).is_some_and(|member| member.traits.http_binding() == HttpBinding::Label)
}

/// The names and places of values belong to a protocol: where that is another one, they are part of this change, and
/// old clients fail by them no more than by it.
fn forms(changes: &mut [Change], causes: &mut [Option<usize>]) {
    let is_protocol = |change: &Change| change.kind == Kind::ProtocolChanged;
    let Some(protocol) = changes.iter().position(is_protocol) else { return };
    let Some(wire) = changes.get(protocol).map(|change| change.wire) else { return };
    for (change, cause) in changes.iter_mut().zip(causes) {
        if is_form(change.kind) && cause.is_none() {
            *cause = Some(protocol);
            change.wire = wire;
            change.reason = "it goes with the protocol, which is another one".into();
        }
    }
}

/// Whether a change is one of the form that messages have, and not of their content.
fn is_form(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ServiceXmlNamespaceChanged
            | Kind::QueryCompatibleChanged
            | Kind::HttpMethodChanged
            | Kind::HttpUriChanged
            | Kind::HttpUriLabelsRenamed
            | Kind::HttpResponseCodeChanged
            | Kind::XmlWrapperChanged
            | Kind::XmlBindingChanged
            | Kind::MemberLocationChanged
            | Kind::MemberWireNameChanged
            | Kind::PayloadChanged
            | Kind::TimestampFormatChanged
    )
}
