//! Checks for every trait with an accessor whether it can be applied to its shape and whether its value is well-formed.

use super::known_traits::check_known;
use super::subject::{Holder, Subject};
use super::trait_rules::find_rule;
use super::trait_values::{TraitIssue, check_trait_value};
use crate::json::Owner;
use crate::report::{Report, error, warning};
use crate::source_map::SourceMap;
use crate::{Model, Pointer, Shape, ShapeId, ShapeKind, Traits};

/// Reports traits on shapes that they can't be applied to, and malformed values.
pub(super) fn check_traits(model: &Model, source_map: &SourceMap, report: &mut Report) {
    let mut checker = TraitChecker { model, source_map, report };
    for service in model.services.values() {
        checker.check(Holder::Service, (&service.id).into(), &service.at, &service.traits);
    }
    for operation in model.operations.values() {
        checker.check(Holder::Operation, (&operation.id).into(), &operation.at, &operation.traits);
    }
    for resource in model.resources.values() {
        checker.check(Holder::Resource, (&resource.id).into(), &resource.at, &resource.traits);
    }
    // Shapes of the prelude, which have no location, come from this crate.
    for shape in model.shapes.values().filter(|shape| !shape.at.0.is_empty()) {
        checker.check_shape(shape);
    }
}

struct TraitChecker<'a> {
    model: &'a Model,
    source_map: &'a SourceMap,
    report: &'a mut Report,
}

impl<'a> TraitChecker<'a> {
    fn check_shape(&mut self, shape: &'a Shape) {
        let Shape { id, kind, traits, at } = shape;
        self.check(Holder::Shape(id, kind), id.into(), at, traits);
        match kind {
            ShapeKind::Enum(values) => {
                self.check_value_count(shape, values.len());
                for value in values {
                    self.check_enum_value(id, value.name.as_deref(), &value.at, &value.traits);
                }
            }
            ShapeKind::IntEnum(values) => {
                self.check_value_count(shape, values.len());
                for value in values {
                    self.check_enum_value(id, value.name.as_deref(), &value.at, &value.traits);
                }
            }
            _ => {}
        }
        for member in shape.members() {
            let owner = Owner { shape: id, member: Some(&member.name) };
            self.check(Holder::Member(kind, member), owner, &member.at, &member.traits);
        }
    }

    /// Checks the number of an enum's values, because generated code numbers them with 16 bits.
    fn check_value_count(&mut self, shape: &Shape, count: usize) {
        const MAX_VALUES: usize = 1 << 16;
        if count == 0 {
            let problem =
                warning("empty-enum", &shape.at, "the enum has no values").about(&shape.id);
            self.report
                .push(problem.hint("add the known values; all values are unknown otherwise"));
        } else if count > MAX_VALUES {
            let message =
                format!("the enum has {count} values, but at most {MAX_VALUES} are supported");
            let problem = error("too-many-values", &shape.at, message).about(&shape.id);
            self.report.push(problem.hint("make it a string, if possible with a pattern"));
        }
    }

    fn check_enum_value(
        &mut self,
        shape: &ShapeId,
        name: Option<&str>,
        at: &Pointer,
        traits: &Traits,
    ) {
        // Values without a name come from the trait `enum`, whose entries have no traits.
        if name.is_some() {
            self.check(Holder::EnumValue, Owner { shape, member: name }, at, traits);
        }
    }

    fn check(&mut self, holder: Holder<'a>, owner: Owner<'_>, at: &Pointer, traits: &Traits) {
        let subject = Subject { model: self.model, holder };
        for (trait_id, value) in traits.iter() {
            let pointer = || self.source_map.trait_pointer(&owner.id(), at, trait_id);
            let Some(rule) = find_rule(trait_id) else {
                let problem = check_known(self.model, trait_id, pointer);
                self.report.extend(problem.map(|problem| problem.about(&owner.id())));
                continue;
            };
            if !rule.allows(&subject) {
                let name = trait_id.trim_start_matches("smithy.api#");
                let message =
                    format!("the trait `{name}` can't be applied to {}", subject.describe());
                let problem = error("wrong-trait-target", &pointer(), message).about(&owner.id());
                self.report.push(problem.hint(format!("apply it to {}", rule.targets)));
            }
            for issue in check_trait_value(&rule.form, value, &subject) {
                let TraitIssue { path, code, is_error, message, hint } = issue;
                let at = path.iter().fold(pointer(), |at, key| at.join(key));
                let problem =
                    if is_error { error(code, &at, message) } else { warning(code, &at, message) };
                self.report.push(problem.about(&owner.id()).maybe_hint(hint));
            }
        }
    }
}
