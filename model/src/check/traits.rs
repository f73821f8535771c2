//! Checks every trait that matters: is it on something that it can be on, and is its value well-formed.

use super::known_traits;
use super::rules::rule;
use super::subject::{Holder, Subject};
use super::trait_values::{Finding, check_value};
use crate::json::Owner;
use crate::places::Places;
use crate::report::{Report, error, warning};
use crate::{Model, Pointer, Shape, ShapeId, ShapeKind, Traits};

/// Reports traits on the wrong kind of shape and malformed values, throughout the model.
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    let mut check = Check { model, places, report };
    for service in model.services.values() {
        check.traits(Holder::Service, (&service.id).into(), &service.at, &service.traits);
    }
    for operation in model.operations.values() {
        check.traits(Holder::Operation, (&operation.id).into(), &operation.at, &operation.traits);
    }
    for resource in model.resources.values() {
        check.traits(Holder::Resource, (&resource.id).into(), &resource.at, &resource.traits);
    }
    // Shapes of the prelude are right by definition.
    for shape in model.shapes.values().filter(|shape| !shape.at.0.is_empty()) {
        check.shape(shape);
    }
}

struct Check<'a> {
    model: &'a Model,
    places: &'a Places,
    report: &'a mut Report,
}

impl<'a> Check<'a> {
    fn shape(&mut self, shape: &'a Shape) {
        let Shape { id, kind, traits, at } = shape;
        self.traits(Holder::Shape(id, kind), id.into(), at, traits);
        match kind {
            ShapeKind::Enum(values) => {
                self.value_count(shape, values.len());
                for value in values {
                    self.enum_value(id, value.name.as_deref(), &value.at, &value.traits);
                }
            }
            ShapeKind::IntEnum(values) => {
                self.value_count(shape, values.len());
                for value in values {
                    self.enum_value(id, value.name.as_deref(), &value.at, &value.traits);
                }
            }
            _ => {}
        }
        for member in shape.members() {
            let owner = Owner { shape: id, member: Some(&member.name) };
            self.traits(Holder::Member(kind, member), owner, &member.at, &member.traits);
        }
    }

    /// Looks at the number of an enum's values: they are numbered in two bytes.
    fn value_count(&mut self, shape: &Shape, count: usize) {
        const MOST: usize = 1 << 16;
        if count == 0 {
            let problem =
                warning("empty-enum", &shape.at, "the enum has no values").about(&shape.id);
            self.report.push(problem.hint("every value of its type is an unknown one"));
        } else if count > MOST {
            let message = format!("the enum has {count} values, which are more than {MOST}");
            let problem = error("too-many-values", &shape.at, message).about(&shape.id);
            self.report.push(problem.hint("make it a string, with a pattern if there is one"));
        }
    }

    fn enum_value(&mut self, shape: &ShapeId, name: Option<&str>, at: &Pointer, traits: &Traits) {
        // Values without a name are in the trait `enum`, which has no traits on values.
        if name.is_some() {
            self.traits(Holder::EnumValue, Owner { shape, member: name }, at, traits);
        }
    }

    fn traits(&mut self, holder: Holder<'a>, owner: Owner<'_>, at: &Pointer, traits: &Traits) {
        let subject = Subject { model: self.model, holder };
        for (trait_id, value) in traits.iter() {
            let place = || self.places.of_trait(&owner.id(), at, trait_id);
            let Some(rule) = rule(trait_id) else {
                let problem = known_traits::check(self.model, trait_id, place);
                self.report.extend(problem.map(|problem| problem.about(&owner.id())));
                continue;
            };
            if !rule.fits(&subject) {
                let name = trait_id.trim_start_matches("smithy.api#");
                let message = format!("the trait `{name}` doesn't belong on {}", subject.words());
                let problem = error("wrong-trait-target", &place(), message).about(&owner.id());
                self.report.push(problem.hint(format!("it belongs on {}", rule.belongs)));
            }
            for finding in check_value(&rule.form, value, &subject) {
                let Finding { below, code, is_error, message, hint } = finding;
                let at = below.iter().fold(place(), |at, key| at.join(key));
                let problem =
                    if is_error { error(code, &at, message) } else { warning(code, &at, message) };
                self.report.push(problem.about(&owner.id()).maybe_hint(hint));
            }
        }
    }
}
