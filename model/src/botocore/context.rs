//! Data of the whole document that the reader of each part needs.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::common_traits::to_xml_namespace;
use super::protocols::WireFormat;
use crate::id::is_identifier;
use crate::{Pointer, ShapeId};

/// The names of a document and the properties of its protocols.
pub(super) struct Context {
    namespace: String,
    /// The name of the service if the protocol doesn't have one.
    pub(super) service_name: String,
    pub(super) wire: WireFormat,
    /// The XML namespace of the service's documents.
    pub(super) xml_namespace: Option<String>,
    operations: HashSet<String>,
    summaries: HashMap<String, ShapeSummary>,
    /// For each structure, the labels of URIs that have another name than their member: label and member.
    pub(super) labels: HashMap<ShapeId, Vec<(String, String)>>,
}

/// The properties of a shape that the members with this target depend on.
#[derive(Default)]
pub(super) struct ShapeSummary {
    pub(super) is_map: bool,
    /// Whether the entries of the list or map have no enclosing element in XML.
    pub(super) is_flattened: bool,
    /// The XML name of the members with this list or map as target that have none of their own. The one of a structure is the name
    /// of its root.
    pub(super) element_name: Option<String>,
    /// The XML name of a list's items.
    pub(super) item_name: Option<String>,
    /// The XML namespace of its elements.
    pub(super) namespace: Option<Value>,
}

impl Context {
    /// Collects the data of a document. Malformed parts are ignored, because they are reported when they are read.
    pub(super) fn new(document: &Map<String, Value>) -> Self {
        let entries = |key: &str| document.get(key).and_then(Value::as_object);
        let metadata = entries("metadata");
        let text = |key: &str| metadata.and_then(|metadata| metadata.get(key)?.as_str());
        let service_name = to_identifier(text("serviceId").or_else(|| text("endpointPrefix")));
        let wire = WireFormat::new(metadata);
        let operations: HashSet<String> =
            entries("operations").into_iter().flat_map(Map::keys).cloned().collect();
        let shapes = entries("shapes").into_iter().flatten();
        Self {
            namespace: format!("com.amazonaws.{}", service_name.to_ascii_lowercase()),
            service_name,
            wire,
            xml_namespace: text("xmlNamespace")
                .or_else(|| find_xml_namespace(document, wire))
                .map(str::to_owned),
            operations,
            summaries: shapes.map(|(name, shape)| (name.clone(), summarize(shape))).collect(),
            labels: HashMap::new(),
        }
    }

    /// Returns the id of a data shape. If an operation has the same name, which Smithy doesn't allow, the id has the
    /// suffix `Shape` as in the Smithy models of AWS.
    pub(super) fn shape_id(&self, name: &str) -> ShapeId {
        if !self.operations.contains(name) {
            return self.id(name);
        }
        let mut unique = format!("{name}Shape");
        while self.is_taken(&unique) {
            unique.push_str("Shape");
        }
        self.id(&unique)
    }

    /// Returns the id of an operation or of the service.
    pub(super) fn id(&self, name: &str) -> ShapeId {
        ShapeId::new(format!("{}#{name}", self.namespace))
    }

    /// Returns whether a shape or operation has this name.
    pub(super) fn is_taken(&self, name: &str) -> bool {
        self.operations.contains(name) || self.summaries.contains_key(name)
    }

    /// Returns the summary of a shape, or `None` if it doesn't exist.
    pub(super) fn summary(&self, name: &str) -> Option<&ShapeSummary> {
        self.summaries.get(name)
    }

    /// Returns the ids of all shapes, including malformed ones.
    pub(super) fn shape_ids(&self) -> Vec<ShapeId> {
        self.summaries.keys().map(|name| self.shape_id(name)).collect()
    }

    /// Records that a member has another name in the labels of URIs.
    pub(super) fn add_label(&mut self, structure: &ShapeId, label: String, member: &str) {
        let labels = self.labels.entry(structure.clone()).or_default();
        labels.push((label, member.to_owned()));
    }
}

/// Returns the letters and digits of a name as an identifier.
fn to_identifier(name: Option<&str>) -> String {
    let letters = name.unwrap_or_default().chars().filter(char::is_ascii_alphanumeric);
    let name: String = letters.collect();
    if is_identifier(&name) { name } else { format!("_{name}") }
}

fn summarize(shape: &Value) -> ShapeSummary {
    let item_name = shape.get("member").and_then(|member| member.get("locationName")?.as_str());
    let has_type = |name: &str| shape.get("type").is_some_and(|found| found == name);
    let is_collection = has_type("list") || has_type("map");
    let element_name = shape.get("locationName").and_then(Value::as_str).filter(|_| is_collection);
    ShapeSummary {
        is_map: has_type("map"),
        is_flattened: shape.get("flattened") == Some(&Value::Bool(true)),
        element_name: element_name.map(str::to_owned),
        item_name: item_name.map(str::to_owned),
        namespace: shape.get("xmlNamespace").map(to_xml_namespace),
    }
}

/// Returns the XML namespace of the first input or member that has one. In the model of S3 the metadata has none.
fn find_xml_namespace(document: &Map<String, Value>, wire: WireFormat) -> Option<&str> {
    if !wire.is_xml {
        return None;
    }
    let values =
        |key: &str| document.get(key).and_then(Value::as_object).into_iter().flat_map(Map::values);
    let inputs = values("operations").filter_map(|operation| operation.get("input"));
    let members = values("shapes").filter_map(|shape| shape.get("members")?.as_object());
    let all = inputs.chain(members.flat_map(Map::values));
    all.filter_map(|object| object.get("xmlNamespace"))
        .filter(|namespace| namespace.get("prefix").is_none())
        .find_map(|namespace| namespace.get("uri")?.as_str())
}

/// Returns the location of an entry of the document.
pub(super) fn root_pointer(key: &str) -> Pointer {
    Pointer::default().join(key)
}
