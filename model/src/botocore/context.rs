//! What the parts of the reader need to know of the whole document before they read it.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::protocols::Wire;
use crate::smithy::is_identifier;
use crate::{Pointer, ShapeId};

/// The names and ways of a document.
pub(super) struct Context {
    namespace: String,
    /// What the service is called where nothing better is known.
    pub(super) service_name: String,
    pub(super) wire: Wire,
    /// The XML namespace of the service's documents.
    pub(super) xml_namespace: Option<String>,
    operations: HashSet<String>,
    outlines: HashMap<String, Outline>,
    /// The members that have another name in the URI: by structure and name there, the name here.
    pub(super) labels: HashMap<ShapeId, Vec<(String, String)>>,
}

/// What the members that target a shape need to know of it.
#[derive(Default)]
pub(super) struct Outline {
    pub(super) is_map: bool,
    /// Whether the entries of this list or map stand in XML without an element around them.
    pub(super) flattened: bool,
    /// The XML name of a list's entries.
    pub(super) entry_name: Option<String>,
}

impl Context {
    /// Looks a document over, without a word about what is wrong in it.
    pub(super) fn new(document: &Map<String, Value>) -> Self {
        let names = |key: &str| document.get(key).and_then(Value::as_object);
        let metadata = names("metadata");
        let text = |key: &str| metadata.and_then(|metadata| metadata.get(key)?.as_str());
        let service_name = spelled(text("serviceId").or_else(|| text("endpointPrefix")));
        let wire = Wire::new(metadata);
        let operations: HashSet<String> =
            names("operations").into_iter().flat_map(Map::keys).cloned().collect();
        let shapes = names("shapes").into_iter().flatten();
        Self {
            namespace: format!("com.amazonaws.{}", service_name.to_ascii_lowercase()),
            service_name,
            wire,
            xml_namespace: text("xmlNamespace")
                .or_else(|| xml_namespace(document, wire))
                .map(str::to_owned),
            operations,
            outlines: shapes.map(|(name, shape)| (name.clone(), outline(shape))).collect(),
            labels: HashMap::new(),
        }
    }

    /// The id of a data shape. An operation may have the same name in this format alone, and then
    /// the shape is told apart as AWS does it in Smithy.
    pub(super) fn shape(&self, name: &str) -> ShapeId {
        if !self.operations.contains(name) {
            return self.id(name);
        }
        let mut other = format!("{name}Shape");
        while self.taken(&other) {
            other.push_str("Shape");
        }
        self.id(&other)
    }

    /// The id of an operation, or of the service.
    pub(super) fn id(&self, name: &str) -> ShapeId {
        ShapeId::new(format!("{}#{name}", self.namespace))
    }

    /// Whether a shape or operation has this name.
    pub(super) fn taken(&self, name: &str) -> bool {
        self.operations.contains(name) || self.outlines.contains_key(name)
    }

    /// What is known of a shape, if it exists.
    pub(super) fn outline(&self, name: &str) -> Option<&Outline> {
        self.outlines.get(name)
    }

    /// The ids of all shapes, also of those that can't be read.
    pub(super) fn shapes(&self) -> Vec<ShapeId> {
        self.outlines.keys().map(|name| self.shape(name)).collect()
    }

    /// Notes what a member is called in URIs.
    pub(super) fn label(&mut self, structure: &ShapeId, in_uri: String, member: &str) {
        let labels = self.labels.entry(structure.clone()).or_default();
        labels.push((in_uri, member.to_owned()));
    }
}

/// The name as an identifier.
fn spelled(name: Option<&str>) -> String {
    let letters = name.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.collect();
    if is_identifier(&name) { name } else { format!("_{name}") }
}

fn outline(shape: &Value) -> Outline {
    let flag = |key: &str| shape.get(key) == Some(&Value::Bool(true));
    let entry_name = shape.get("member").and_then(|member| member.get("locationName")?.as_str());
    Outline {
        is_map: shape.get("type").is_some_and(|name| name == "map"),
        flattened: flag("flattened"),
        entry_name: entry_name.map(str::to_owned),
    }
}

/// The first namespace that an input or a member has; in S3's model it isn't with the service.
fn xml_namespace(document: &Map<String, Value>, wire: Wire) -> Option<&str> {
    if !wire.xml {
        return None;
    }
    let below =
        |key: &str| document.get(key).and_then(Value::as_object).into_iter().flat_map(Map::values);
    let inputs = below("operations").filter_map(|operation| operation.get("input"));
    let members = below("shapes").filter_map(|shape| shape.get("members")?.as_object());
    let all = inputs.chain(members.flat_map(Map::values));
    all.filter_map(|part| part.get("xmlNamespace"))
        .filter(|namespace| namespace.get("prefix").is_none())
        .find_map(|namespace| namespace.get("uri")?.as_str())
}

/// Where the parts of a kind stand.
pub(super) fn place(key: &str) -> Pointer {
    Pointer::default().join(key)
}
