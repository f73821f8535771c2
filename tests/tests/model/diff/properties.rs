//! Properties of any comparison, on Lambda's model with random edits of which each one's change is known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use serde_json::{Value, json};
use shapesmith_model::diff::{Difference, Options};
use shapesmith_model::{Model, compute_usage};

use crate::diff::support::{assert_mirror, compare, lines, model};

const NAMESPACE: &str = "com.amazonaws.lambda#";
const ERROR: &str = "KMSDisabledException";

fn lambda() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lambda/lambda-2023-11-16.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn known_edits_yield_exactly_their_changes() {
    let (text, old) = (lambda(), model(&lambda()));
    let editor = Editor::new(&text, &old);
    arbtest(|random| {
        let mut text = text.clone();
        let mut expected = BTreeSet::new();
        let mut edited = BTreeSet::new();
        for _ in 0..random.int_in_range(0..=8)? {
            let edit = editor.any(random)?;
            if edited.insert(edit.subject.clone()) {
                edit.apply(&mut text);
                expected.extend(edit.expected());
            }
        }
        let new = model(&text);
        let found = compare(&old, &new, &Options::default());
        assert_eq!(reported(&found), expected);
        assert_mirror(&found, &compare(&new, &old, &Options::default()));
        let all = Options { docs: true, ..Options::default() };
        assert_eq!(lines(&compare(&new, &new, &all)), [""; 0]);
        Ok(())
    })
    .budget_ms(4_000);
}

/// Kind and place of all changes.
fn reported(difference: &Difference) -> BTreeSet<String> {
    let changes = difference.changes.iter();
    changes.map(|change| format!("{} {}", change.kind.id(), change.place)).collect()
}

/// What an edit does to what.
#[derive(Clone, Copy, Debug)]
enum Action {
    AddMember { required: bool },
    MoveMember,
    ToggleRequired,
    Deprecate,
    RenameOnWire,
    Document,
    AddValue,
    RemoveValue,
    Shorten,
    Lengthen,
    Pattern,
    Hide,
    Status,
    AddError,
    Method,
    Readonly,
}

struct Edit {
    action: Action,
    /// The shape or operation; each is edited once.
    subject: String,
    /// The member or value.
    part: String,
    /// Whether what the edit toggles was there.
    was: bool,
}

/// What there is to edit.
struct Editor {
    structures: Vec<(String, Vec<Field>)>,
    enums: Vec<(String, Vec<(String, String)>)>,
    /// Strings whose members have no length and no pattern of their own.
    strings: Vec<(String, Option<u64>, bool)>,
    operations: Vec<Call>,
}

/// An operation, and which of the things that an edit may toggle it has.
struct Call {
    name: String,
    is_readonly: bool,
    is_deprecated: bool,
    has_error: bool,
}

struct Field {
    name: String,
    is_label: bool,
    is_required: bool,
    is_in_body: bool,
}

impl Editor {
    fn new(text: &Value, model: &Model) -> Self {
        let service = model.services.values().next().unwrap();
        let used = compute_usage(model, service);
        let shapes = text["shapes"].as_object().unwrap();
        let shapes = shapes.iter().map(|(id, shape)| (id.trim_start_matches(NAMESPACE), shape));
        let mut of_type: BTreeMap<&str, Vec<(String, &Value)>> = BTreeMap::new();
        for (name, shape) in shapes {
            let id = format!("{NAMESPACE}{name}").as_str().into();
            let kind = shape["type"].as_str().unwrap();
            if kind == "operation" || used.contains_key(&id) {
                of_type.entry(kind).or_default().push((name.to_owned(), shape));
            }
        }
        let own = own_limits(&of_type["structure"]);
        let structures = of_type["structure"].iter().filter_map(|(name, shape)| {
            let is_plain =
                ["httpPayload", "deprecated"].iter().all(|id| !shape.to_string().contains(id));
            let fields: Vec<Field> = shape["members"].as_object()?.iter().map(field).collect();
            (!fields.is_empty() && is_plain).then(|| (name.clone(), fields))
        });
        let values = |shape: &Value| -> Vec<(String, String)> {
            let members = shape["members"].as_object().unwrap().iter();
            let value = |(name, member): (&String, &Value)| {
                let value = &member["traits"]["smithy.api#enumValue"];
                (name.clone(), value.as_str().unwrap().to_owned())
            };
            members.map(value).collect()
        };
        let enums = of_type["enum"].iter().map(|(name, shape)| (name.clone(), values(shape)));
        let strings = of_type["string"].iter().filter(|(name, _)| !own.contains(name));
        let strings = strings.map(|(name, shape)| {
            let traits = &shape["traits"];
            let max = traits["smithy.api#length"]["max"].as_u64();
            (name.clone(), max, traits.get("smithy.api#pattern").is_some())
        });
        let operations = of_type["operation"].iter().map(|(name, shape)| Call {
            name: name.clone(),
            is_readonly: shape["traits"].get("smithy.api#readonly").is_some(),
            is_deprecated: shape["traits"].get("smithy.api#deprecated").is_some(),
            has_error: shape["errors"].to_string().contains(ERROR),
        });
        Self {
            structures: structures.collect(),
            enums: enums.filter(|(_, values)| values.len() > 1).collect(),
            strings: strings.collect(),
            operations: operations.collect(),
        }
    }

    fn any(&self, random: &mut Unstructured<'_>) -> Result<Edit> {
        match random.int_in_range(0..=3)? {
            0 => self.of_structure(random),
            1 => {
                let (subject, values) = random.choose(&self.enums)?;
                let (part, _) = random.choose(values)?;
                let action = *random.choose(&[Action::AddValue, Action::RemoveValue])?;
                let value = values.iter().find(|(name, _)| name == part).unwrap().1.clone();
                // The value is what it is told by, the name what it is found by.
                let part = format!("{part}={value}");
                Ok(Edit { action, subject: subject.clone(), part, was: false })
            }
            2 => {
                let (subject, max, has_pattern) = random.choose(&self.strings)?;
                let actions: &[Action] = match max {
                    Some(max) if *max > 1 => &[Action::Shorten, Action::Lengthen, Action::Hide],
                    _ => &[Action::Pattern],
                };
                let action = *random.choose(actions)?;
                let part = max.unwrap_or_default().to_string();
                Ok(Edit { action, subject: subject.clone(), part, was: *has_pattern })
            }
            _ => {
                let call = random.choose(&self.operations)?;
                let (action, was) = *random.choose(&[
                    (Action::Status, false),
                    (Action::AddError, call.has_error),
                    (Action::Method, false),
                    (Action::Readonly, call.is_readonly),
                    (Action::Deprecate, call.is_deprecated),
                ])?;
                Ok(Edit { action, subject: call.name.clone(), part: String::new(), was })
            }
        }
    }

    fn of_structure(&self, random: &mut Unstructured<'_>) -> Result<Edit> {
        let (subject, fields) = random.choose(&self.structures)?;
        let field = random.choose(fields)?;
        let mut actions = vec![
            Action::AddMember { required: random.arbitrary()? },
            Action::Deprecate,
            Action::Document,
        ];
        if !field.is_label {
            actions.push(Action::ToggleRequired);
        }
        if field.is_in_body {
            actions.push(Action::RenameOnWire);
        }
        if fields.last().is_some_and(|last| last.name != field.name) {
            actions.push(Action::MoveMember);
        }
        let action = *random.choose(&actions)?;
        let was = matches!(action, Action::ToggleRequired) && field.is_required;
        Ok(Edit { action, subject: subject.clone(), part: field.name.clone(), was })
    }
}

/// The targets of members that have a length or pattern of their own.
fn own_limits(structures: &[(String, &Value)]) -> BTreeSet<String> {
    let members = structures.iter().filter_map(|(_, shape)| shape["members"].as_object());
    let own = members.flat_map(|members| members.values()).filter(|member| {
        ["length", "pattern"]
            .iter()
            .any(|id| member["traits"].get(format!("smithy.api#{id}")).is_some())
    });
    own.map(|member| member["target"].as_str().unwrap().trim_start_matches(NAMESPACE).to_owned())
        .collect()
}

fn field((name, member): (&String, &Value)) -> Field {
    let has = |id: &str| member["traits"].get(format!("smithy.api#{id}")).is_some();
    let is_bound =
        ["httpLabel", "httpQuery", "httpHeader", "httpResponseCode"].into_iter().any(has);
    Field {
        name: name.clone(),
        is_label: has("httpLabel"),
        is_required: has("required"),
        is_in_body: !is_bound && !has("jsonName") && !has("eventPayload"),
    }
}

impl Edit {
    fn apply(&self, text: &mut Value) {
        let shape = &mut text["shapes"][format!("{NAMESPACE}{}", self.subject)];
        let part = self.part.as_str();
        let max: u64 = part.parse().unwrap_or_default();
        match self.action {
            Action::AddMember { required } => {
                let traits =
                    if required { json!({ "smithy.api#required": {} }) } else { json!({}) };
                shape["members"]["ZzNew"] =
                    json!({ "target": "smithy.api#String", "traits": traits });
            }
            Action::MoveMember => {
                let members = shape["members"].as_object_mut().unwrap();
                let member = members.shift_remove(part).unwrap();
                members.insert(part.to_owned(), member);
            }
            Action::ToggleRequired if self.was => {
                let traits = shape["members"][part]["traits"].as_object_mut().unwrap();
                traits.shift_remove("smithy.api#required");
            }
            Action::ToggleRequired => {
                shape["members"][part]["traits"]["smithy.api#required"] = json!({})
            }
            Action::Deprecate if part.is_empty() && self.was => {
                shape["traits"].as_object_mut().unwrap().shift_remove("smithy.api#deprecated");
            }
            Action::Deprecate if part.is_empty() => {
                shape["traits"]["smithy.api#deprecated"] = json!({})
            }
            Action::Deprecate => {
                shape["members"][part]["traits"]["smithy.api#deprecated"] = json!({})
            }
            Action::RenameOnWire => {
                shape["members"][part]["traits"]["smithy.api#jsonName"] = json!("zz")
            }
            Action::Document => {
                shape["members"][part]["traits"]["smithy.api#documentation"] = json!("Zz.")
            }
            Action::AddValue => {
                let traits = json!({ "smithy.api#enumValue": "zz-new" });
                shape["members"]["ZZ_NEW"] =
                    json!({ "target": "smithy.api#Unit", "traits": traits });
            }
            Action::RemoveValue => {
                let name = part.split_once('=').unwrap().0;
                shape["members"].as_object_mut().unwrap().shift_remove(name).unwrap();
            }
            Action::Shorten => shape["traits"]["smithy.api#length"]["max"] = json!(max - 1),
            Action::Lengthen => shape["traits"]["smithy.api#length"]["max"] = json!(max + 1),
            Action::Pattern => shape["traits"]["smithy.api#pattern"] = json!("^zz$"),
            Action::Hide => shape["traits"]["smithy.api#sensitive"] = json!({}),
            Action::Status => shape["traits"]["smithy.api#http"]["code"] = json!(299),
            Action::Method => shape["traits"]["smithy.api#http"]["method"] = json!("ZZ"),
            Action::AddError => {
                let error = json!({ "target": format!("{NAMESPACE}{ERROR}") });
                let errors = shape["errors"].as_array_mut().unwrap();
                if !errors.contains(&error) {
                    errors.push(error);
                }
            }
            Action::Readonly if self.was => {
                shape["traits"].as_object_mut().unwrap().shift_remove("smithy.api#readonly");
            }
            Action::Readonly => shape["traits"]["smithy.api#readonly"] = json!({}),
        }
    }

    /// The change that must be told, if any.
    fn expected(&self) -> Option<String> {
        let (subject, part) = (&self.subject, &self.part);
        let member = format!("{subject}${part}");
        let (kind, place) = match self.action {
            Action::AddMember { required: true } => {
                ("member-added-required", format!("{subject}$ZzNew"))
            }
            Action::AddMember { required: false } => {
                ("member-added-optional", format!("{subject}$ZzNew"))
            }
            Action::MoveMember => ("member-order-changed", subject.clone()),
            Action::ToggleRequired if self.was => ("required-removed", member),
            Action::ToggleRequired => ("required-added", member),
            Action::Deprecate if part.is_empty() && self.was => {
                ("operation-undeprecated", subject.clone())
            }
            Action::Deprecate if part.is_empty() => ("operation-deprecated", subject.clone()),
            Action::Deprecate => ("member-deprecated", member),
            Action::RenameOnWire => ("member-wire-name-changed", member),
            Action::Document => return None,
            Action::AddValue => ("enum-value-added", format!("{subject} \"zz-new\"")),
            Action::RemoveValue => {
                let value = part.split_once('=').unwrap().1;
                ("enum-value-removed", format!("{subject} {value:?}"))
            }
            Action::Shorten => ("limit-tightened", subject.clone()),
            Action::Lengthen => ("limit-loosened", subject.clone()),
            Action::Pattern if self.was => ("pattern-changed", subject.clone()),
            Action::Pattern => ("pattern-added", subject.clone()),
            Action::Hide => ("sensitive-changed", subject.clone()),
            Action::Status => ("http-response-code-changed", subject.clone()),
            Action::Method => ("http-method-changed", subject.clone()),
            Action::AddError if self.was => return None,
            Action::AddError => ("operation-error-added", format!("{subject} {ERROR:?}")),
            Action::Readonly => ("operation-idempotency-changed", subject.clone()),
        };
        Some(format!("{kind} {place}"))
    }
}
