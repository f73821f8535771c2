//! Lowering: a service of the model becomes the public items of a module.

mod attributes;
mod examples;
mod fields;
mod lookup;
mod operations;
mod pins;
mod policy;
mod prose;
mod protocol;
mod recursion;
mod rules;
mod types;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{
    EnumMember, Member, Model, Operation, Service, Shape, ShapeId, ShapeKind, Traits, Usage,
};

use crate::docs;
use crate::names::{Scope, UNKNOWN};
use crate::policy::{ConstraintKind, Policy, PolicyProblem};
use crate::rust::{
    Api, Enforcement, Enum, Item, ItemKind, Patterns, Skipped, Struct, Type, Union, Variant,
};
#[cfg(feature = "review")]
pub(crate) use policy::{trait_name, traits};

use lookup::Lookup;
use pins::Pins;
use policy::Decided;
use prose::Prose;
use protocol::Protocol;
use recursion::Recursion;

/// Makes the items of a whole service; nothing is left out for not being wanted.
pub fn lower(model: &Model, service: &Service) -> Api {
    // The policy that decides nothing has no mistakes.
    made(model, service, &Policy::default(), Prose::Kept).0
}

/// Makes the items of a whole service, as the policy decides.
///
/// # Errors
/// All that is wrong with the policy: what the service hasn't, what is there already, what is no Rust.
pub fn lower_with(
    model: &Model,
    service: &Service,
    policy: &Policy,
) -> Result<Api, Vec<PolicyProblem>> {
    let (api, problems) = made(model, service, policy, Prose::Kept);
    if problems.is_empty() { Ok(api) } else { Err(problems) }
}

/// Like [`lower_with`], but only what a comparison needs, which takes a third of the time: without documentation and
/// examples, and with all patterns as rules, whether they are enforced or not. It isn't to be made a module of.
///
/// # Errors
/// As for [`lower_with`].
#[cfg(feature = "review")]
pub fn lower_for_comparison(
    model: &Model,
    service: &Service,
    policy: &Policy,
) -> Result<Api, Vec<PolicyProblem>> {
    let (api, problems) = made(model, service, policy, Prose::Dropped);
    if problems.is_empty() { Ok(api) } else { Err(problems) }
}

fn made(
    model: &Model,
    service: &Service,
    policy: &Policy,
    prose: Prose,
) -> (Api, Vec<PolicyProblem>) {
    let usage = shapesmith_model::usage(model, service);
    let mut problems = Vec::new();
    let decided = Decided::new(policy, model, service, &usage, &mut problems);
    let api = Lowering::new(model, service, &usage, &decided, prose).api(service, &mut problems);
    (api, problems)
}

/// What all parts of lowering look things up in.
struct Lowering<'a> {
    model: &'a Model,
    usage: &'a BTreeMap<ShapeId, Usage>,
    decided: &'a Decided<'a>,
    names: BTreeMap<&'a ShapeId, String>,
    recursion: Recursion<'a>,
    /// Structures whose members' HTTP bindings are in force.
    bound: BTreeMap<&'a ShapeId, Messages>,
    /// Members of inputs that are a part of the host's name.
    host_labels: BTreeSet<ShapeId>,
    protocol: Protocol,
    /// Whether the model's format can't say which lists and maps are sparse.
    is_sparse_unknown: bool,
    prose: Prose,
    skipped: RefCell<Vec<Skipped>>,
    patterns: RefCell<Patterns>,
    /// The constraints that the policy switched off, by where they stand.
    off: RefCell<BTreeSet<(ShapeId, ConstraintKind)>>,
}

impl<'a> Lowering<'a> {
    fn new(
        model: &'a Model,
        service: &'a Service,
        usage: &'a BTreeMap<ShapeId, Usage>,
        decided: &'a Decided<'a>,
        prose: Prose,
    ) -> Self {
        let protocol = Protocol::of(service);
        let bound =
            if protocol.binds_http() { bound_structures(model, service) } else { BTreeMap::new() };
        Self {
            model,
            usage,
            decided,
            names: names(model, service, usage, &decided.pins),
            recursion: Recursion::new(model, usage),
            bound,
            host_labels: host_labels(model, service),
            protocol,
            is_sparse_unknown: service.traits.sparse_unknown(),
            prose,
            skipped: Default::default(),
            patterns: Default::default(),
            off: Default::default(),
        }
    }

    fn api(mut self, service: &'a Service, problems: &mut Vec<PolicyProblem>) -> Api {
        let mut items: Vec<Item> = self.shapes().filter_map(|shape| self.item(shape)).collect();
        items.sort_by(|a, b| a.name.cmp(&b.name));
        rules::mark_constrained(&mut items);
        items.iter_mut().for_each(|item| self.decided.decorate(item, problems));
        self.decided.idle(problems);
        let (operations, errors) = self.operations(service, &items);
        self.skip_unused();
        self.skip_unbound(service);
        if !self.is_for_comparison() {
            self.skip_patterns();
        }
        self.skip_off();
        let title = docs::one_line(service.traits.title().unwrap_or(service.id.name()));
        Api {
            origin: service.id.clone(),
            docs: self.service_docs(service, &title),
            title,
            version: service.version.clone(),
            items,
            operations,
            errors,
            patterns: self.patterns.into_inner(),
            skipped: self.skipped.into_inner(),
        }
    }

    /// Whether only what a comparison needs is wanted.
    fn is_for_comparison(&self) -> bool {
        self.prose == Prose::Dropped
    }

    /// The documentation, and what serde's form is where the service's own isn't JSON.
    fn service_docs(&self, service: &Service, title: &str) -> Vec<String> {
        let mut lines = self.prose.of(&service.traits, title);
        let protocol = self.protocol.beside_json().filter(|_| !self.is_for_comparison());
        if let Some(protocol) = protocol {
            let told = format!(
                "The service speaks `{protocol}`; serde reads and writes the JSON form of the same shapes."
            );
            lines.extend([String::new(), told]);
        }
        if self.is_sparse_unknown && !self.is_for_comparison() {
            let nulls = "Null entries of lists and maps are left out when a response is read: the format of the model can't say which \
                         of them are sparse.";
            lines.extend([String::new(), nulls.to_owned()]);
        }
        lines
    }

    /// The shapes that the service uses, in byte order.
    fn shapes(&self) -> impl Iterator<Item = &'a Shape> + use<'a> {
        let model = self.model;
        self.usage.keys().filter_map(|id| model.shape(id))
    }

    fn item(&self, shape: &'a Shape) -> Option<Item> {
        let name = self.names.get(&shape.id)?.clone();
        let kind = match &shape.kind {
            ShapeKind::Structure(members) => ItemKind::Struct(Struct {
                fields: self.fields(shape, members),
                exception: self.exception(shape),
            }),
            ShapeKind::Union(members) => {
                ItemKind::Union(Union { variants: self.union_variants(shape, members) })
            }
            ShapeKind::Enum(values) => ItemKind::Enum(self.open_enum(shape, values)),
            ShapeKind::IntEnum(values) => ItemKind::IntEnum(self.int_enum(shape, values)),
            _ => return None,
        };
        Some(Item {
            docs: self.prose.of_named(&shape.traits, shape.id.name()),
            name,
            origin: shape.id.clone(),
            deprecated: deprecation(&shape.traits),
            sensitive: shape.traits.sensitive(),
            constrained: false,
            skips_nulls: self.skips_nulls(shape, &kind),
            reaches: self.reaches(shape),
            derives: Vec::new(),
            attributes: Vec::new(),
            kind,
        })
    }

    /// Whether null entries in the members' lists and maps are left out when a value is read.
    fn skips_nulls(&self, shape: &Shape, kind: &ItemKind) -> bool {
        let fields = match kind {
            ItemKind::Struct(body) => body.fields.as_slice(),
            ItemKind::Union(body) => body.variants.as_slice(),
            ItemKind::Enum(_) | ItemKind::IntEnum(_) => &[],
        };
        let is_collection = |ty: &Type| matches!(ty, Type::Vec(_) | Type::Map(_));
        let is_received = || self.usage.get(&shape.id).is_some_and(|usage| usage.received);
        self.is_sparse_unknown
            && is_received()
            && fields.iter().any(|field| field.ty.parts().any(is_collection))
    }

    fn open_enum(&self, shape: &Shape, values: &[EnumMember<String>]) -> Enum<String> {
        let mut scope = self.decided.pins.reserve(Scope::with(TAKEN), shape);
        let variants = values.iter().map(|member| Variant {
            name: self.variant(&mut scope, shape, &member.value),
            value: member.value.clone(),
            internal: is_internal(&member.traits),
            docs: self.prose.of_value(&member.traits, &member.value),
            deprecated: deprecation(&member.traits),
        });
        Enum { variants: variants.collect() }
    }

    /// Integers have no spelling that makes a name, so their member names do.
    fn int_enum(&self, shape: &Shape, values: &[EnumMember<i32>]) -> Enum<i32> {
        let mut scope = self.decided.pins.reserve(Scope::with(TAKEN), shape);
        let variants = values.iter().map(|member| {
            let number = member.value.to_string();
            Variant {
                name: self.variant(&mut scope, shape, member.name.as_deref().unwrap_or(&number)),
                value: member.value,
                internal: is_internal(&member.traits),
                docs: self.prose.of_value(&member.traits, &number),
                deprecated: deprecation(&member.traits),
            }
        });
        Enum { variants: variants.collect() }
    }

    /// The name of a variant: the one that is given, or one that is made.
    fn variant(&self, scope: &mut Scope, shape: &Shape, spelling: &str) -> String {
        let given = self.decided.pins.of_part(&shape.id, spelling);
        given.cloned().unwrap_or_else(|| scope.variant(spelling))
    }

    fn skip(&self, origin: ShapeId, reason: impl Into<Cow<'static, str>>) {
        let reason = reason.into();
        self.skipped.borrow_mut().push(Skipped { origin, reason, pattern: None });
    }

    fn skip_unused(&mut self) {
        let unused = self
            .model
            .shapes
            .values()
            .filter(|shape| !self.usage.contains_key(&shape.id) && !shape.at.0.is_empty());
        for shape in unused {
            self.skip(shape.id.clone(), "no operation reaches it");
        }
    }

    /// What has no part in the service, and what the service has in another form.
    fn skip_unbound(&self, service: &Service) {
        for id in self.model.services.keys().filter(|id| **id != service.id) {
            self.skip(id.clone(), "it is another service");
        }
        for id in self.model.operations.keys().filter(|id| !service.operations.contains(id)) {
            self.skip(id.clone(), "the service doesn't have this operation");
        }
        for id in self.model.resources.keys() {
            self.skip(id.clone(), "resources have no type; their operations are the service's");
        }
    }

    /// Tells of the patterns that aren't enforced as they stand.
    fn skip_patterns(&self) {
        for shape in self.shapes() {
            self.skip_pattern(&shape.traits, || shape.id.clone());
            for member in shape.members() {
                self.skip_pattern(&member.traits, || member.id(&shape.id));
            }
        }
    }

    fn skip_pattern(&self, traits: &Traits, origin: impl Fn() -> ShapeId) {
        let Some(pattern) = traits.pattern() else { return };
        if self.off.borrow().contains(&(origin(), ConstraintKind::Pattern)) {
            return;
        }
        let mut patterns = self.patterns.borrow_mut();
        patterns.add(pattern);
        let Some(enforcement) = patterns.enforcement(pattern) else { return };
        let reason = match enforcement {
            Enforcement::Exact | Enforcement::Everything => return,
            Enforcement::Approximated(why) => {
                format!("more than its pattern says is taken as valid: {why}").into()
            }
            Enforcement::Nothing => "no value matches its pattern, which isn't enforced".into(),
            Enforcement::Unsupported(why) => format!("its pattern isn't enforced: {why}").into(),
        };
        let pattern = Some(pattern.to_owned());
        self.skipped.borrow_mut().push(Skipped { origin: origin(), reason, pattern });
    }

    fn skip_off(&self) {
        for (origin, kind) in self.off.borrow().iter() {
            let reason = format!("the policy says that `{}` isn't checked", kind.name());
            self.skip(origin.clone(), reason);
        }
    }
}

/// The Rust names of all shapes that become items, given in byte order of their ids.
fn names<'a>(
    model: &'a Model,
    service: &'a Service,
    usage: &'a BTreeMap<ShapeId, Usage>,
    pins: &Pins,
) -> BTreeMap<&'a ShapeId, String> {
    let lookup = Lookup::new(model, service, usage);
    let mut scope = Scope::default();
    let ids = || lookup.shapes().iter().map(|shape| &shape.id);
    ids().filter_map(|id| pins.of(id)).for_each(|name| scope.pin(name));
    let made = |id| pins.of(id).cloned().unwrap_or_else(|| scope.type_name(lookup.spelling(id)));
    ids().zip(ids().map(made)).collect()
}

/// The messages that a structure is the whole of.
#[derive(Clone, Copy, Default)]
struct Messages {
    requests: bool,
    responses: bool,
}

/// Returns the inputs, outputs and errors of the operations: elsewhere HTTP bindings mean nothing.
fn bound_structures<'a>(model: &'a Model, service: &'a Service) -> BTreeMap<&'a ShapeId, Messages> {
    let mut bound: BTreeMap<&ShapeId, Messages> = BTreeMap::new();
    for operation in model.operations_of(service) {
        if let Some(input) = &operation.input {
            bound.entry(input).or_default().requests = true;
        }
        for response in operation.output.iter().chain(&operation.errors) {
            bound.entry(response).or_default().responses = true;
        }
    }
    for error in &service.errors {
        bound.entry(error).or_default().responses = true;
    }
    bound
}

/// The members of inputs that the host's name has labels for.
fn host_labels(model: &Model, service: &Service) -> BTreeSet<ShapeId> {
    let of = |operation: &Operation| {
        let prefix = operation.traits.host_prefix().unwrap_or_default().to_owned();
        let input = operation.input.as_ref().and_then(|input| model.shape(input));
        let is_label = move |member: &&Member| {
            member.traits.host_label() && prefix.contains(&format!("{{{}}}", member.name))
        };
        let labels = |input: &Shape| -> Vec<ShapeId> {
            let members = input.members().into_iter().filter(&is_label);
            members.map(|member| member.id(&input.id)).collect()
        };
        input.map(labels).unwrap_or_default()
    };
    model.operations_of(service).flat_map(of).collect()
}

/// Names that no variant may have: the variant for other values, and the constants of enums.
const TAKEN: &[&str] = &[UNKNOWN, "ORDER", "VALUES"];

/// Whether the service doesn't tell of the value: the trait `internal`, or the tag of the old `enum` trait.
fn is_internal(traits: &Traits) -> bool {
    let tags = traits.get("smithy.api#tags").and_then(serde_json::Value::as_array);
    let tagged = tags.is_some_and(|tags| tags.iter().any(|tag| tag == "internal"));
    tagged || traits.has("smithy.api#internal")
}

/// The note of a `deprecated` trait: its message, or since when.
fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    Some(match (deprecated.message, deprecated.since) {
        (Some(message), _) => docs::one_line(message),
        (None, Some(since)) => docs::one_line(&format!("since {since}")),
        (None, None) => String::new(),
    })
}
