//! Lowering: a service of the model becomes the public items of a module.
//!
//! Lowering is a pure function of the model, the service and the policy: each part returns its items together with
//! [`Findings`], such as members that are left out.

mod attributes;
mod constraints;
mod event_streams;
mod examples;
mod fields;
mod findings;
mod items;
mod keys;
mod lookup;
mod operations;
mod policy;
mod prose;
mod protocol;
mod recursion;
mod renames;
mod skipped;
mod types;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use shapesmith_model::{Member, Model, Operation, Service, Shape, ShapeId, Traits, Usage};

use crate::docs;
use crate::names::Scope;
use crate::policy::{Policy, PolicyError};
use crate::rust::{Api, Patterns, ServiceFacts, pattern_texts};
#[cfg(feature = "review")]
pub(crate) use policy::{trait_name, traits_of};

use constraints::mark_constrained;
use event_streams::event_structures;
use examples::ItemRules;
use findings::{ConstraintUses, Findings};
use lookup::Lookup;
use policy::ResolvedPolicy;
use prose::Prose;
use protocol::Protocol;
use recursion::Recursion;
use renames::Renames;
use skipped::inexact_patterns;

/// Lowers the whole service; [`Api::select`] narrows it.
///
/// # Errors
/// Every problem of the policy: entries that the service has no use for, and text that isn't Rust.
pub fn lower_service(
    model: &Model,
    service: &Service,
    policy: &Policy,
) -> Result<Api, PolicyError> {
    lower(model, service, policy, Prose::Kept)
}

/// Lowers the whole service as far as a comparison needs it, which takes a third of the time: without documentation and
/// examples, and with every pattern as a rule, whether it can be enforced or not. The result isn't meant to be emitted.
///
/// # Errors
/// As for [`lower_service`].
#[cfg(feature = "review")]
pub fn lower_for_comparison(
    model: &Model,
    service: &Service,
    policy: &Policy,
) -> Result<Api, PolicyError> {
    lower(model, service, policy, Prose::Dropped)
}

fn lower(
    model: &Model,
    service: &Service,
    policy: &Policy,
    prose: Prose,
) -> Result<Api, PolicyError> {
    let usage = shapesmith_model::compute_usage(model, service);
    let lookup = Lookup::new(model, service, &usage);
    let (policy, mut problems) = ResolvedPolicy::new(policy, &lookup);
    let lowering = Lowering::new(model, service, &usage, &lookup, &policy, prose);

    let (mut items, findings) = lowering.items();
    let Findings { mut skipped, constraints } = findings;
    problems.extend(items.iter_mut().flat_map(|item| policy.decorate(item)));
    problems.extend(policy.report_unused(&constraints));
    if !problems.is_empty() {
        return Err(PolicyError(problems));
    }

    let modelled_patterns = lowering.modelled_patterns(&constraints);
    let texts = modelled_patterns.iter().map(|(_, text)| *text);
    let patterns = Patterns::new(pattern_texts(&items).into_iter().chain(texts));
    // A comparison looks at few patterns and compiles them itself.
    let is_enforced = |text: &str| lowering.is_for_comparison() || patterns.is_enforced(text);
    mark_constrained(&mut items, &is_enforced);
    let (operations, errors, skipped_of_operations) =
        lowering.operations(&ItemRules { items: &items, patterns: &patterns });
    skipped.extend(skipped_of_operations);
    skipped.extend(lowering.unreached());
    skipped.extend(inexact_patterns(&modelled_patterns, &patterns));
    skipped.extend(constraints.to_skipped());
    let title = service_title(service);
    Ok(Api {
        origin: service.id.clone(),
        docs: lowering.service_docs(&title),
        title,
        version: service.version.clone(),
        service: service_facts(service),
        items,
        operations,
        errors,
        patterns,
        skipped,
    })
}

/// Returns the facts about the service that its messages depend on.
fn service_facts(service: &Service) -> ServiceFacts {
    let traits = &service.traits;
    ServiceFacts {
        protocols: protocol::protocol_names(service),
        sdk_id: traits.sdk_id().map(str::to_owned),
        target_prefix: traits.target_prefix().map(str::to_owned),
        signing_name: traits.signing_name().map(str::to_owned),
        endpoint_prefix: traits.endpoint_prefix().map(str::to_owned),
        xml_namespace: traits.xml_namespace().map(|namespace| namespace.uri.to_owned()),
        has_unwrapped_errors: traits.has_unwrapped_errors(),
        is_query_compatible: traits.has("aws.protocols#awsQueryCompatible"),
    }
}

/// Everything that the parts of lowering look up. It is computed once and doesn't change.
struct Lowering<'a> {
    model: &'a Model,
    service: &'a Service,
    usage: &'a BTreeMap<ShapeId, Usage>,
    policy: &'a ResolvedPolicy<'a>,
    /// The Rust names of the shapes that become items.
    names: BTreeMap<&'a ShapeId, String>,
    recursion: Recursion<'a>,
    /// The structures whose members' HTTP bindings have an effect.
    bound: BTreeMap<&'a ShapeId, MessageKinds>,
    /// The members of inputs that are part of the host name.
    host_labels: BTreeSet<ShapeId>,
    /// The outputs whose only member is the root of their XML document.
    unwrapped_outputs: BTreeSet<&'a ShapeId>,
    /// The structures that are events of streams.
    events: BTreeSet<&'a ShapeId>,
    protocol: Protocol,
    /// Whether the service speaks a protocol in which members have the names of XML elements.
    has_xml_names: bool,
    /// Whether the service speaks `ec2Query`, in which members have names of their own in requests.
    has_ec2_names: bool,
    /// Whether the model's format can't say which lists and maps are sparse.
    is_sparse_unknown: bool,
    prose: Prose,
}

impl<'a> Lowering<'a> {
    fn new(
        model: &'a Model,
        service: &'a Service,
        usage: &'a BTreeMap<ShapeId, Usage>,
        lookup: &Lookup<'a>,
        policy: &'a ResolvedPolicy<'a>,
        prose: Prose,
    ) -> Self {
        let protocol = Protocol::of(service);
        let bound = match protocol.has_http_bindings() {
            true => bound_structures(model, service),
            false => BTreeMap::new(),
        };
        Self {
            model,
            service,
            usage,
            policy,
            names: type_names(lookup, &policy.renames),
            recursion: Recursion::new(model, usage),
            bound,
            host_labels: host_labels(model, service),
            unwrapped_outputs: unwrapped_outputs(model, service),
            events: event_structures(model, usage.keys()),
            protocol,
            has_xml_names: protocol::has_xml_names(service),
            has_ec2_names: protocol::has_ec2_names(service),
            is_sparse_unknown: service.traits.is_sparse_unknown(),
            prose,
        }
    }

    /// Returns whether only what a comparison needs is lowered.
    fn is_for_comparison(&self) -> bool {
        self.prose == Prose::Dropped
    }

    /// Returns the documentation of the service, with a note on serde's form if the service's own form isn't JSON.
    fn service_docs(&self, title: &str) -> Vec<String> {
        let mut lines = self.prose.of(&self.service.traits, title);
        let protocol = self.protocol.non_json_name().filter(|_| !self.is_for_comparison());
        if let Some(protocol) = protocol {
            let note = format!(
                "The service speaks `{protocol}`; serde reads and writes the JSON form of the same shapes."
            );
            lines.extend([String::new(), note]);
        }
        if self.is_sparse_unknown && !self.is_for_comparison() {
            let nulls = "Null entries of lists and maps are left out when a response is read: the format of the model can't say which \
                         of them are sparse.";
            lines.extend([String::new(), nulls.to_owned()]);
        }
        lines
    }

    /// Returns the shapes that the service uses, in byte order of their ids.
    fn shapes(&self) -> impl Iterator<Item = &'a Shape> + use<'a> {
        let model = self.model;
        self.usage.keys().filter_map(|id| model.shape(id))
    }
}

/// Returns the title of a service as one line, or its name if it has none.
pub(crate) fn service_title(service: &Service) -> String {
    docs::one_line(service.traits.title().unwrap_or(service.id.name()))
}

/// Returns the Rust names of all shapes that become items. Names are claimed in byte order of the ids.
fn type_names<'a>(lookup: &Lookup<'a>, renames: &Renames) -> BTreeMap<&'a ShapeId, String> {
    let mut scope = Scope::default();
    let ids = || lookup.shapes().iter().map(|shape| &shape.id);
    ids().filter_map(|id| renames.of(id)).for_each(|name| scope.reserve(name));
    let name = |id: &'a ShapeId| {
        let given = renames.of(id).cloned();
        (id, given.unwrap_or_else(|| scope.type_name(lookup.spelling(id))))
    };
    ids().map(name).collect()
}

/// The kinds of messages that a structure is the top level of.
#[derive(Clone, Copy, Default)]
struct MessageKinds {
    is_request: bool,
    is_response: bool,
}

/// Returns the inputs, outputs and errors of the operations. HTTP bindings have no effect elsewhere.
fn bound_structures<'a>(
    model: &'a Model,
    service: &'a Service,
) -> BTreeMap<&'a ShapeId, MessageKinds> {
    let mut bound: BTreeMap<&ShapeId, MessageKinds> = BTreeMap::new();
    for operation in model.operations_of(service) {
        if let Some(input) = &operation.input {
            bound.entry(input).or_default().is_request = true;
        }
        for response in operation.output.iter().chain(&operation.errors) {
            bound.entry(response).or_default().is_response = true;
        }
    }
    for error in &service.errors {
        bound.entry(error).or_default().is_response = true;
    }
    bound
}

/// Returns the outputs whose only member is the root of their XML document.
fn unwrapped_outputs<'a>(model: &'a Model, service: &'a Service) -> BTreeSet<&'a ShapeId> {
    let operations = model.operations_of(service);
    let unwrapped = operations.filter(|operation| operation.traits.has_unwrapped_output());
    unwrapped.filter_map(|operation| operation.output.as_ref()).collect()
}

/// Returns the members of inputs that the host prefix of their operation has labels for.
fn host_labels(model: &Model, service: &Service) -> BTreeSet<ShapeId> {
    let labels_of = |operation: &Operation| {
        let prefix = operation.traits.host_prefix().unwrap_or_default().to_owned();
        let input = operation.input.as_ref().and_then(|input| model.shape(input));
        let is_label = move |member: &&Member| {
            member.traits.is_host_label() && prefix.contains(&format!("{{{}}}", member.name))
        };
        let labels = |input: &Shape| -> Vec<ShapeId> {
            let members = input.members().into_iter().filter(&is_label);
            members.map(|member| member.id(&input.id)).collect()
        };
        input.map(labels).unwrap_or_default()
    };
    model.operations_of(service).flat_map(labels_of).collect()
}

/// Returns the note of a `deprecated` trait: its message, or else the version since when.
fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated()?;
    Some(match (deprecated.message, deprecated.since) {
        (Some(message), _) => docs::one_line(message),
        (None, Some(since)) => docs::one_line(&format!("since {since}")),
        (None, None) => String::new(),
    })
}
