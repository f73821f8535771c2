//! Checks the labels of URIs and host names against the members that are bound to them.

use std::collections::BTreeSet;

use crate::report::{Report, error};
use crate::source_map::SourceMap;
use crate::suggest::did_you_mean;
use crate::{Member, Model, Operation, ShapeKind};

/// A trait of operations with a template, and the trait that binds members to its labels.
struct Template {
    /// The trait of operations.
    trait_id: &'static str,
    /// The key of the template in the value of the trait.
    key: &'static str,
    /// The trait of members.
    member_trait_id: &'static str,
    /// The name of the template in messages.
    name: &'static str,
    /// Whether a bound member is sent nowhere else. Members in host names are in the body as well.
    is_exclusive: bool,
}

/// ([Smithy: httpLabel](https://smithy.io/2.0/spec/http-bindings.html#httplabel-trait),
/// [hostLabel](https://smithy.io/2.0/spec/endpoint-traits.html#hostlabel-trait))
const TEMPLATES: [Template; 2] = [
    Template {
        trait_id: "smithy.api#http",
        key: "uri",
        member_trait_id: "smithy.api#httpLabel",
        name: "URI",
        is_exclusive: true,
    },
    Template {
        trait_id: "smithy.api#endpoint",
        key: "hostPrefix",
        member_trait_id: "smithy.api#hostLabel",
        name: "host prefix",
        is_exclusive: false,
    },
];

/// Reports labels without a bound member, and members that are bound to a label that doesn't exist.
///
/// A request would have a gap in its URI, or lose a value. The traits of members have no effect if the operation has no
/// template.
pub(super) fn check_labels(model: &Model, source_map: &SourceMap, report: &mut Report) {
    for operation in model.operations.values() {
        let members = input_members(model, operation);
        for template in &TEMPLATES {
            let value = operation.traits.get(template.trait_id);
            let value = value.and_then(|value| value.get(template.key));
            if let Some(text) = value.and_then(|value| value.as_str()) {
                let checker = LabelChecker { template, operation, members, text, source_map };
                checker.check_labels(report);
                if template.is_exclusive {
                    checker.check_members(report);
                }
            }
        }
    }
}

/// Returns the members of an operation's input structure, or no members if there is none.
fn input_members<'a>(model: &'a Model, operation: &Operation) -> &'a [Member] {
    let input = operation.input.as_ref().and_then(|input| model.shape(input));
    match input.map(|input| &input.kind) {
        Some(ShapeKind::Structure(members)) => members,
        _ => &[],
    }
}

/// A template of an operation, and the members that can be bound to its labels.
struct LabelChecker<'a> {
    template: &'a Template,
    operation: &'a Operation,
    members: &'a [Member],
    text: &'a str,
    source_map: &'a SourceMap,
}

impl LabelChecker<'_> {
    /// Reports labels without a bound member.
    fn check_labels(&self, report: &mut Report) {
        let Template { trait_id, key, name, .. } = self.template;
        for label in parse_labels(self.text) {
            let member = self.members.iter().find(|member| member.name == label);
            if member.is_some_and(|member| self.is_bound(member)) {
                continue;
            }
            let operation = self.operation;
            let at = self.source_map.trait_pointer(&operation.id, &operation.at, trait_id);
            let message =
                format!("no member of the input is bound to the label `{label}` of the {name}");
            let problem = error("unbound-label", &at.join(key), message).about(&operation.id);
            report.push(problem.hint(self.label_hint(label, member.is_some())));
        }
    }

    fn label_hint(&self, label: &str, has_member: bool) -> String {
        let trait_name = self.template.member_trait_id.trim_start_matches("smithy.api#");
        if has_member {
            return format!("add the trait `{trait_name}` to the member `{label}`");
        }
        let names = self.members.iter().map(|member| member.name.as_str());
        did_you_mean(label, names)
            .unwrap_or_else(|| format!("add a member `{label}` with the trait `{trait_name}`"))
    }

    /// Reports members that are bound to a label that doesn't exist.
    fn check_members(&self, report: &mut Report) {
        let Template { member_trait_id, name: template, .. } = self.template;
        let labels = parse_labels(self.text);
        let input = self.operation.input.as_ref();
        let is_unused =
            |member: &&Member| self.is_bound(member) && !labels.contains(member.name.as_str());
        let unused = self.members.iter().filter(is_unused);
        for (member, input) in unused.zip(input.into_iter().cycle()) {
            let id = member.id(input);
            let at = self.source_map.trait_pointer(&id, &member.at, member_trait_id);
            let (name, operation) = (&member.name, self.operation.id.name());
            let message = format!("the {template} of `{operation}` has no label `{{{name}}}`");
            let hint = did_you_mean(name, labels.iter().copied())
                .unwrap_or_else(|| format!("add the label to the {template} `{}`", self.text));
            report.push(error("unbound-label", &at, message).about(&id).hint(hint));
        }
    }

    fn is_bound(&self, member: &Member) -> bool {
        member.traits.has(self.template.member_trait_id)
    }
}

/// Returns the names of the labels in a template. Labels are in braces and may end with `+`.
fn parse_labels(template: &str) -> BTreeSet<&str> {
    let parts = template.split('{').skip(1);
    let labels = parts.filter_map(|part| part.split_once('}'));
    labels.map(|(label, _)| label.trim_end_matches('+')).collect()
}
