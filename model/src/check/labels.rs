//! Checks labels of URIs and host names against the members that fill them.

use std::collections::BTreeSet;

use crate::places::Places;
use crate::report::{Report, error};
use crate::suggest::did_you_mean;
use crate::{Member, Model, Operation, ShapeKind};

/// A trait of operations with a template, and the trait of the members that fill its labels.
struct Template {
    id: &'static str,
    /// The key of the template in the value of the trait.
    key: &'static str,
    label: &'static str,
    /// What the template is called in messages.
    words: &'static str,
    /// Whether a member of a label is sent nowhere else; those of host names are in the body as well.
    is_only_place: bool,
}

/// ([Smithy: httpLabel](https://smithy.io/2.0/spec/http-bindings.html#httplabel-trait),
/// [hostLabel](https://smithy.io/2.0/spec/endpoint-traits.html#hostlabel-trait))
const TEMPLATES: [Template; 2] = [
    Template {
        id: "smithy.api#http",
        key: "uri",
        label: "smithy.api#httpLabel",
        words: "URI",
        is_only_place: true,
    },
    Template {
        id: "smithy.api#endpoint",
        key: "hostPrefix",
        label: "smithy.api#hostLabel",
        words: "host prefix",
        is_only_place: false,
    },
];

/// Reports labels that no member of the input fills, and members that fill no label though they are sent nowhere else: a
/// request would have a gap in its address, or lose a value. Without a template the traits of members mean nothing.
pub(super) fn check(model: &Model, places: &Places, report: &mut Report) {
    for operation in model.operations.values() {
        let members = input_members(model, operation);
        for template in &TEMPLATES {
            let value = operation.traits.get(template.id).and_then(|value| value.get(template.key));
            if let Some(text) = value.and_then(|value| value.as_str()) {
                let check = Check { template, operation, members, text, places };
                check.labels(report);
                if template.is_only_place {
                    check.members(report);
                }
            }
        }
    }
}

/// Returns the members of an operation's input; none where it has no input, or one that isn't a structure.
fn input_members<'a>(model: &'a Model, operation: &Operation) -> &'a [Member] {
    let input = operation.input.as_ref().and_then(|input| model.shape(input));
    match input.map(|input| &input.kind) {
        Some(ShapeKind::Structure(members)) => members,
        _ => &[],
    }
}

/// A template of an operation, and the members that can fill its labels.
struct Check<'a> {
    template: &'a Template,
    operation: &'a Operation,
    members: &'a [Member],
    text: &'a str,
    places: &'a Places,
}

impl Check<'_> {
    /// Reports labels without a member.
    fn labels(&self, report: &mut Report) {
        let Template { id, key, words, .. } = self.template;
        for label in labels_of(self.text) {
            let member = self.members.iter().find(|member| member.name == label);
            if member.is_some_and(|member| self.fills_label(member)) {
                continue;
            }
            let operation = self.operation;
            let at = self.places.of_trait(&operation.id, &operation.at, id).join(key);
            let message =
                format!("no member of the input fills the label `{label}` of the {words}");
            let problem = error("unbound-label", &at, message).about(&operation.id);
            report.push(problem.hint(self.hint_for_label(label, member.is_some())));
        }
    }

    fn hint_for_label(&self, label: &str, has_member: bool) -> String {
        let trait_name = self.template.label.trim_start_matches("smithy.api#");
        if has_member {
            return format!("the member `{label}` lacks the trait `{trait_name}`");
        }
        let names = self.members.iter().map(|member| member.name.as_str());
        did_you_mean(label, names)
            .unwrap_or_else(|| format!("add a member `{label}` with the trait `{trait_name}`"))
    }

    /// Reports members that fill no label.
    fn members(&self, report: &mut Report) {
        let Template { label: trait_id, words, .. } = self.template;
        let labels = labels_of(self.text);
        let input = self.operation.input.as_ref();
        let unused =
            |member: &&Member| self.fills_label(member) && !labels.contains(member.name.as_str());
        for (member, input) in self.members.iter().filter(unused).zip(input.into_iter().cycle()) {
            let id = member.id(input);
            let at = self.places.of_trait(&id, &member.at, trait_id);
            let (name, operation) = (&member.name, self.operation.id.name());
            let message = format!("the {words} of `{operation}` has no label `{{{name}}}`");
            let hint = did_you_mean(name, labels.iter().copied())
                .unwrap_or_else(|| format!("the {words} is `{}`", self.text));
            report.push(error("unbound-label", &at, message).about(&id).hint(hint));
        }
    }

    fn fills_label(&self, member: &Member) -> bool {
        member.traits.has(self.template.label)
    }
}

/// Returns the names of the labels in a template, which are in braces and may end with `+`.
fn labels_of(template: &str) -> BTreeSet<&str> {
    let parts = template.split('{').skip(1);
    let labels = parts.filter_map(|part| part.split_once('}'));
    labels.map(|(label, _)| label.trim_end_matches('+')).collect()
}
