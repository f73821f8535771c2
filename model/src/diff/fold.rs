//! Puts changes that follow from another change below it.

use std::collections::{HashMap, HashSet};

use super::member_lookup::MemberLookup;
use super::versions::{Side, Versions};
use super::{Change, Kind};
use crate::{HttpBinding, Member, Operation, Shape, ShapeId};

/// Puts each change that follows from another one below it, or below the first one if it follows from several.
pub(super) fn fold_implied(versions: &Versions<'_>, mut changes: Vec<Change>) -> Vec<Change> {
    let mut causes: Vec<Option<usize>> = vec![None; changes.len()];
    let mut lookup = MemberLookup::default();
    find_causes_of_shapes(versions, &changes, &mut lookup, &mut causes);
    find_causes_of_label_renames(versions, &changes, &mut lookup, &mut causes);
    fold_effects_of_protocol(&mut changes, &mut causes);
    nest(changes, &causes)
}

/// Puts each change below its cause.
fn nest(changes: Vec<Change>, causes: &[Option<usize>]) -> Vec<Change> {
    let mut changes: Vec<Option<Change>> = changes.into_iter().map(Some).collect();
    for (position, cause) in causes.iter().enumerate() {
        let Some(cause) = cause else { continue };
        let implied = changes.get_mut(position).and_then(Option::take);
        if let Some(Some(cause)) = changes.get_mut(*cause) {
            cause.implied.extend(implied);
        }
    }
    changes.into_iter().flatten().collect()
}

/// Finds the changes that added or removed a use of an added or removed shape.
fn find_causes_of_shapes<'a>(
    versions: &Versions<'a>,
    changes: &[Change],
    lookup: &mut MemberLookup<'a>,
    causes: &mut [Option<usize>],
) {
    let mut added = ShapeClaims::new(&versions.new, changes, Kind::NamedShapeAdded);
    let mut removed = ShapeClaims::new(&versions.old, changes, Kind::NamedShapeRemoved);
    for (position, change) in changes.iter().enumerate() {
        let Roots { old, new } = roots(versions, change, lookup);
        for implied in added.claim(new).into_iter().chain(removed.claim(old)) {
            causes.get_mut(implied).into_iter().for_each(|cause| *cause = Some(position));
        }
    }
}

/// The added or removed shapes of one side that no change has claimed yet.
struct ShapeClaims<'c, 'a> {
    side: &'c Side<'a>,
    /// The positions of their changes.
    unclaimed: HashMap<&'c ShapeId, usize>,
    visited: HashSet<&'a ShapeId>,
}

impl<'c, 'a> ShapeClaims<'c, 'a> {
    fn new(side: &'c Side<'a>, changes: &'c [Change], kind: Kind) -> Self {
        let shapes = changes.iter().enumerate().filter(|(_, change)| change.kind == kind);
        let unclaimed = shapes.map(|(position, change)| (&change.place.id, position));
        Self { side, unclaimed: unclaimed.collect(), visited: HashSet::new() }
    }

    /// Claims the shapes that are reachable from the roots through other claimed shapes and through lists and maps. Returns the
    /// positions of their changes.
    fn claim(&mut self, roots: Vec<&'a ShapeId>) -> Vec<usize> {
        let mut claimed = Vec::new();
        let mut open = roots;
        while let Some(id) = open.pop() {
            if self.unclaimed.is_empty() || !self.visited.insert(id) {
                continue;
            }
            let Some(shape) = self.side.shape(id) else { continue };
            match self.unclaimed.remove(id) {
                Some(position) => claimed.push(position),
                None if shape.kind.is_named() => continue,
                None => {}
            }
            open.extend(shape.members().into_iter().map(|member| &member.target));
        }
        claimed.sort_unstable();
        claimed
    }
}

/// The shapes whose use a change removed from the old version or added to the new one.
#[derive(Default)]
struct Roots<'a> {
    old: Vec<&'a ShapeId>,
    new: Vec<&'a ShapeId>,
}

fn roots<'a>(versions: &Versions<'a>, change: &Change, lookup: &mut MemberLookup<'a>) -> Roots<'a> {
    match change.kind {
        Kind::OperationAdded
        | Kind::OperationRemoved
        | Kind::OperationIoAdded
        | Kind::OperationIoRemoved
        | Kind::OperationErrorAdded
        | Kind::OperationErrorRemoved => roots_of_operation(versions, change),
        Kind::TargetReplaced | Kind::OperationIoShapeRenamed
            if change.place.id.member().is_none() =>
        {
            roots_of_operation(versions, change)
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
        | Kind::TargetRenamedAnonymous => roots_of_member(lookup.members(versions, change)),
        Kind::ShapeTypeChanged | Kind::StructUnionFlip => {
            let id = &change.place.id;
            let targets = |shape: Option<&'a Shape>| -> Vec<&'a ShapeId> {
                let members = shape.map(Shape::members).into_iter().flatten();
                members.map(|member| &member.target).collect()
            };
            let old = versions.pairing.shape_in_old(&versions.old, id);
            Roots { old: targets(old), new: targets(versions.new.shape(id)) }
        }
        _ => Roots::default(),
    }
}

/// Returns the input, output or error that a change is about, or all of them for a change of the operation.
fn roots_of_operation<'a>(versions: &Versions<'a>, change: &Change) -> Roots<'a> {
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
        old: all(&versions.old, versions.pairing.operation_in_old(&versions.old, id)),
        new: all(&versions.new, versions.new.model.operations.get(id)),
    }
}

fn roots_of_member<'a>([old, new]: [Option<&'a Member>; 2]) -> Roots<'a> {
    let target = |member: Option<&'a Member>| member.map(|member| &member.target);
    Roots { old: target(old).into_iter().collect(), new: target(new).into_iter().collect() }
}

/// Finds the renamed members that label renames follow from: a label has the name of a member.
fn find_causes_of_label_renames<'a>(
    versions: &Versions<'a>,
    changes: &[Change],
    lookup: &mut MemberLookup<'a>,
    causes: &mut [Option<usize>],
) {
    // The positions of changes of labels by the names of their structures.
    let mut label_changes: HashMap<&str, usize> = HashMap::new();
    for (position, change) in changes.iter().enumerate() {
        let is_of_member = matches!(
            change.kind,
            Kind::MemberAddedRequired | Kind::MemberAddedOptional | Kind::MemberRemoved
        );
        if is_of_member && is_label(lookup.members(versions, change)) {
            label_changes.entry(change.place.id.name()).or_insert(position);
        }
    }
    for (change, cause) in changes.iter().zip(causes) {
        if change.kind != Kind::HttpUriLabelsRenamed {
            continue;
        }
        let operation = versions.new.model.operations.get(&change.place.id);
        if let Some(input) = operation.and_then(|operation| operation.input.as_ref()) {
            *cause = label_changes.get(input.name()).copied();
        }
    }
}

fn is_label([old, new]: [Option<&Member>; 2]) -> bool {
    old.or(new).is_some_and(|member| member.traits.http_binding() == HttpBinding::Label)
}

/// Puts changes of the message format below a change of the protocol, whose impact they get: they don't break a client that
/// uses another protocol.
fn fold_effects_of_protocol(changes: &mut [Change], causes: &mut [Option<usize>]) {
    let is_protocol = |change: &Change| change.kind == Kind::ProtocolChanged;
    let Some(protocol) = changes.iter().position(is_protocol) else { return };
    let Some(wire) = changes.get(protocol).map(|change| change.wire) else { return };
    for (change, cause) in changes.iter_mut().zip(causes) {
        if is_of_format(change.kind) && cause.is_none() {
            *cause = Some(protocol);
            change.wire = wire;
            change.reason = "it follows from the change of the protocol".into();
        }
    }
}

/// Returns `true` for changes of the format of messages, as opposed to their content.
fn is_of_format(kind: Kind) -> bool {
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
