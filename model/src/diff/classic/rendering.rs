//! A shape in full, as the page shows what is below an added member.

use super::DEEPEST;
use super::value::Value;
use super::view::View;
use crate::{Member, Model, Shape, ShapeId};

/// The shape with all that its members hold; where it is within itself, it is `()` there.
pub(super) fn rendering(model: &Model, shape: &Shape) -> Value {
    Rendering { model, path: Vec::new() }.shape(shape)
}

/// The member's target in full.
pub(super) fn of_member(model: &Model, member: &Member) -> Value {
    model.shape(&member.target).map_or(Value::Nothing, |shape| rendering(model, shape))
}

struct Rendering<'a> {
    model: &'a Model,
    /// The shapes that the one at hand is in.
    path: Vec<&'a ShapeId>,
}

impl<'a> Rendering<'a> {
    fn shape(&mut self, shape: &'a Shape) -> Value {
        if self.path.contains(&&shape.id) || self.path.len() == DEEPEST {
            return Value::Nothing;
        }
        self.path.push(&shape.id);
        let value = match View::of(shape) {
            View::Structure(members) => {
                let entry = |member: &'a Member| (member.name.clone(), self.target(member));
                Value::Dict(members.iter().map(entry).collect())
            }
            View::List(member) => Value::List(Box::new(self.target(member))),
            View::Map(key, value) => {
                let key = match self.target(key) {
                    Value::Text(key) => key,
                    _ => String::new(),
                };
                Value::Dict([(key, self.target(value))].into())
            }
            View::Text([]) => Value::Text("string".to_owned()),
            View::Text(values) => {
                let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                Value::Text(values.join(" | "))
            }
            View::Other(name) => Value::Text(name.to_owned()),
        };
        self.path.pop();
        value
    }

    fn target(&mut self, member: &'a Member) -> Value {
        match self.model.shape(&member.target) {
            Some(shape) => self.shape(shape),
            None => Value::Nothing,
        }
    }
}
