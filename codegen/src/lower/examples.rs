//! The examples of operations, and whether their requests are valid by the rules of the fields.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use shapesmith_model::{Operation, ShapeId, ShapeKind, ValueFit};

use super::Lowering;
use super::fields::Presence;
use crate::docs;
use crate::policy::Strictness;
use crate::rust::{Answer, Example, Field, Item, Patterns, Rule, Skipped, Type};

impl Lowering<'_> {
    /// Returns the examples that can be read, and an entry for each other one. The reader has warned of those that don't fit
    /// the model; those that lack a member whose field has no room for an absent value are left out, too.
    pub fn examples(
        &self,
        operation: &Operation,
        input: &Type,
        rules: &ItemRules<'_>,
    ) -> (Vec<Example>, Vec<Skipped>) {
        let (mut examples, mut skipped) = (Vec::new(), Vec::new());
        if self.is_for_comparison() {
            return (examples, skipped);
        }
        for example in operation.traits.examples() {
            match self.example(operation, input, &example, rules) {
                Some(example) => examples.push(example),
                None => {
                    let reason = "an example's request or answer doesn't match the model";
                    skipped.push(Skipped::new(operation.id.clone(), reason));
                }
            }
        }
        (examples, skipped)
    }

    /// Returns an example if it can be read.
    fn example(
        &self,
        operation: &Operation,
        input: &Type,
        example: &shapesmith_model::Example<'_>,
        rules: &ItemRules<'_>,
    ) -> Option<Example> {
        let request = example.input.map_or_else(empty_object, sort_keys);
        if !self.is_readable(&request, operation.input.as_ref()) {
            return None;
        }
        let answer = match (example.error, example.output) {
            (Some((id, body)), _) => {
                let body = body.map_or_else(empty_object, sort_keys);
                Some(self.error_answer(&ShapeId::new(id), body)?)
            }
            (None, Some(output)) if !self.is_readable(output, operation.output.as_ref()) => {
                return None;
            }
            (None, Some(output)) => Some(Answer::Output(sort_keys(output))),
            (None, None) => None,
        };
        let fit = self.fit_message(&request, operation.input.as_ref());
        Some(Example {
            title: docs::one_line(example.title),
            docs: self.prose.text(example.documentation),
            valid: fit == ValueFit::Constraints && rules.are_satisfied(&request, input),
            input: request,
            answer,
        })
    }

    /// Returns the answer with an error, if its body can be read.
    fn error_answer(&self, id: &ShapeId, body: Value) -> Option<Answer> {
        let exception = self.exception(self.model.shape(id)?)?;
        self.is_readable(&body, Some(id)).then_some(Answer::Error(exception.code, body))
    }

    fn fit_message(&self, value: &Value, shape: Option<&ShapeId>) -> ValueFit {
        match shape {
            Some(shape) => self.model.value_fit(value, shape),
            None if value.as_object().is_some_and(Map::is_empty) => ValueFit::Constraints,
            None => ValueFit::Mismatch,
        }
    }

    /// Returns whether a value can be read: it has the right types, and all members that the types have no room without.
    fn is_readable(&self, value: &Value, shape: Option<&ShapeId>) -> bool {
        let fits = self.fit_message(value, shape) != ValueFit::Mismatch;
        fits && shape.is_none_or(|id| self.has_plain_members(value, id))
    }

    /// Returns whether no plain member is missing at any depth of a value. The reader of JSON bounds the depth.
    fn has_plain_members(&self, value: &Value, id: &ShapeId) -> bool {
        let Some(shape) = self.model.shape(id) else { return true };
        let has_all = |value: &Value, id: &ShapeId| self.has_plain_members(value, id);
        match (&shape.kind, value) {
            (ShapeKind::List(member), Value::Array(items)) => {
                items.iter().all(|item| has_all(item, &member.target))
            }
            (ShapeKind::Map { value, .. }, Value::Object(entries)) => {
                entries.values().all(|entry| has_all(entry, &value.target))
            }
            (ShapeKind::Structure(members), Value::Object(entries)) => {
                members.iter().all(|member| match entries.get(&member.name) {
                    None | Some(Value::Null) => self.presence(shape, member) != Presence::Plain,
                    Some(value) => has_all(value, &member.target),
                })
            }
            (ShapeKind::Union(members), Value::Object(entries)) => {
                members.iter().all(|member| match entries.get(&member.name) {
                    None | Some(Value::Null) => true,
                    Some(value) => has_all(value, &member.target),
                })
            }
            _ => true,
        }
    }
}

/// The rules of lowered items, for JSON values in which members have the model's names.
pub struct ItemRules<'a> {
    /// In byte order of their names.
    pub items: &'a [Item],
    pub patterns: &'a Patterns,
}

impl ItemRules<'_> {
    /// Returns whether a value of this type satisfies all rules that `Model::fit` doesn't check: presence, patterns, labels that aren't
    /// empty, unique items. The reader of JSON bounds the depth.
    fn are_satisfied(&self, value: &Value, ty: &Type) -> bool {
        match (ty, value) {
            (Type::Option(inner) | Type::Boxed(inner), value) => self.are_satisfied(value, inner),
            (Type::Vec(inner), Value::Array(items)) => {
                items.iter().all(|item| self.are_satisfied(item, inner))
            }
            (Type::Map(inner), Value::Object(entries)) => {
                entries.values().all(|entry| self.are_satisfied(entry, inner))
            }
            (Type::Item(name), Value::Object(members)) => {
                let found = self.items.binary_search_by(|item| item.name.as_str().cmp(name));
                let item = found.ok().and_then(|place| self.items.get(place));
                let fields = item.map(Item::fields).unwrap_or_default();
                fields.iter().all(|field| self.is_satisfied_by(field, members))
            }
            _ => true,
        }
    }

    fn is_satisfied_by(&self, field: &Field, members: &Map<String, Value>) -> bool {
        match members.get(&field.member) {
            None | Some(Value::Null) => field.presence != Strictness::Deny,
            Some(value) => {
                field.rules.iter().all(|rule| self.is_rule_satisfied(rule, value))
                    && self.are_satisfied(value, &field.ty)
            }
        }
    }

    fn is_rule_satisfied(&self, rule: &Rule, value: &Value) -> bool {
        match (rule, value) {
            (Rule::Length { min, .. }, Value::String(text)) => *min != Some(1) || !text.is_empty(),
            (Rule::Pattern { text: pattern }, Value::String(text))
                if self.patterns.is_enforced(pattern) =>
            {
                self.patterns.compiled(pattern).is_none_or(|compiled| compiled.matches(text))
            }
            (Rule::Unique, Value::Array(items)) => {
                let mut texts = BTreeSet::new();
                items.iter().all(|item| texts.insert(sort_keys(item).to_string()))
            }
            (Rule::Each(rules), Value::Array(items)) => {
                items.iter().all(|item| self.are_rules_satisfied(rules, item))
            }
            (Rule::Each(rules), Value::Object(entries)) => {
                entries.values().all(|entry| self.are_rules_satisfied(rules, entry))
            }
            (Rule::Keys(rules), Value::Object(entries)) => entries
                .keys()
                .all(|key| self.are_rules_satisfied(rules, &Value::String(key.clone()))),
            _ => true,
        }
    }

    fn are_rules_satisfied(&self, rules: &[Rule], value: &Value) -> bool {
        rules.iter().all(|rule| self.is_rule_satisfied(rule, value))
    }
}

fn empty_object() -> Value {
    Value::Object(Map::new())
}

/// Returns the value with the keys of its objects in byte order, because their order means nothing.
fn sort_keys(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(sort_keys).collect(),
        Value::Object(entries) => {
            let entries: BTreeMap<_, _> = entries.iter().collect();
            entries.into_iter().map(|(key, value)| (key.clone(), sort_keys(value))).collect()
        }
        value => value.clone(),
    }
}
