//! Streams of events: the members of messages that are streams, and the structures that are events.
//! ([Smithy: event streams](https://smithy.io/2.0/spec/streaming.html#event-streams))

use std::collections::BTreeSet;

use shapesmith_model::{Member, Model, Shape, ShapeId, ShapeKind};

use super::Lowering;
use crate::rust::EventStream;

impl<'a> Lowering<'a> {
    /// Returns the stream of events in an input or output.
    pub fn event_stream(&self, message: &Option<ShapeId>) -> Option<EventStream> {
        let message = self.model.shape(message.as_ref()?)?;
        let members = message.members().into_iter();
        let member = members.into_iter().find(|member| self.is_event_stream(member))?;
        Some(EventStream {
            origin: member.id(&message.id),
            member: member.name.clone(),
            target: member.target.clone(),
            item: self.names.get(&member.target)?.clone(),
        })
    }

    /// Returns whether the member is a stream of events.
    pub fn is_event_stream(&self, member: &Member) -> bool {
        self.model.shape(&member.target).is_some_and(is_stream)
    }

    /// Returns whether the structure is the input or output of an operation.
    pub fn is_message(&self, structure: &ShapeId) -> bool {
        let mut operations = self.model.operations_of(self.service);
        operations.any(|it| [&it.input, &it.output].contains(&&Some(structure.clone())))
    }
}

/// Returns the structures that are events.
pub fn event_structures<'a>(
    model: &'a Model,
    shapes: impl Iterator<Item = &'a ShapeId>,
) -> BTreeSet<&'a ShapeId> {
    let streams = shapes.filter_map(|id| model.shape(id)).filter(|shape| is_stream(shape));
    streams.flat_map(Shape::members).map(|member| &member.target).collect()
}

fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Union(_)) && shape.traits.is_streaming()
}
