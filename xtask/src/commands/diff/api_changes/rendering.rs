//! Whole shapes as Python values, which the page shows for added members.

use super::MAX_DEPTH;
use super::python_value::Value;
use super::view::View;
use shapesmith_model::{Member, Model, Shape, ShapeId};

/// Returns a shape with the shapes of its members. A shape within itself is `()`.
pub(super) fn render_shape(model: &Model, shape: &Shape) -> Value {
    Rendering { model, path: Vec::new() }.shape(shape)
}

/// Returns the target of a member with the shapes of its members.
pub(super) fn render_target(model: &Model, member: &Member) -> Value {
    model.shape(&member.target).map_or(Value::Empty, |shape| render_shape(model, shape))
}

struct Rendering<'a> {
    model: &'a Model,
    /// The shapes that contain the current one.
    path: Vec<&'a ShapeId>,
}

impl<'a> Rendering<'a> {
    fn shape(&mut self, shape: &'a Shape) -> Value {
        if self.path.contains(&&shape.id) || self.path.len() == MAX_DEPTH {
            return Value::Empty;
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
            None => Value::Empty,
        }
    }
}
