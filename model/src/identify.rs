//! Identifies files and the services in them without reading the models.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::Source;
use crate::format::{self, DocumentKind};
use crate::report::Report;
use crate::source::decode_source;

/// The kind of a file, recognized by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A model.
    Model(ModelOutline),
    /// A file that adds to a model in the same folder: a side file of botocore, or corrections.
    SideFile,
    /// The documentation of a model.
    Docs,
    /// JSON of no known kind.
    Other,
    /// Invalid or truncated JSON. Reading the file returns the problem.
    Broken,
}

/// A summary of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ModelOutline {
    /// The name of the format: `smithy` or `botocore`.
    pub format: &'static str,
    /// The services, in the order of the file.
    pub services: Vec<ServiceOutline>,
    /// The number of shapes: services, operations, resources and data shapes.
    pub shapes: usize,
}

/// A summary of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceOutline {
    /// The shape id; empty in formats without shape ids.
    pub shape: String,
    /// The id of the service in all formats and versions, such as `Lambda`, or else the shape id.
    pub id: String,
    /// The version of the API; may be empty.
    pub version: String,
}

/// Identifies a file by its content, in a fraction of the time that reading it takes.
pub fn identify(source: Source<'_>) -> FileKind {
    let (text, is_complete) = decode_source(source, &mut Report::default());
    let mut summary = DocumentSummary::default();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let is_json = is_complete
        && DocumentVisitor(&mut summary)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .is_ok();
    if !is_json {
        return FileKind::Broken;
    }
    let has = |key: &str| summary.keys.iter().any(|known| known == key);
    let all_ids = !summary.keys.is_empty() && summary.keys.iter().all(|key| key.contains('#'));
    match format::recognize_keys(has, all_ids) {
        Some(DocumentKind::Smithy) => FileKind::Model(summary.outline_smithy()),
        Some(DocumentKind::Botocore) => FileKind::Model(summary.outline_botocore()),
        Some(DocumentKind::Extras | DocumentKind::Overlay | DocumentKind::SideFile(_)) => {
            FileKind::SideFile
        }
        Some(DocumentKind::Docs) => FileKind::Docs,
        None => FileKind::Other,
    }
}

/// The parts of a document that identify it.
#[derive(Default)]
struct DocumentSummary {
    keys: Vec<String>,
    shapes: usize,
    operations: usize,
    services: Vec<ServiceOutline>,
    metadata: Entries,
}

impl DocumentSummary {
    fn outline_smithy(self) -> ModelOutline {
        ModelOutline { format: "smithy", services: self.services, shapes: self.shapes }
    }

    fn outline_botocore(self) -> ModelOutline {
        let Entries { service_id, api_version, endpoint_prefix, .. } = self.metadata;
        let id = if service_id.is_empty() { endpoint_prefix } else { service_id };
        let service = ServiceOutline { shape: String::new(), id, version: api_version };
        let shapes = self.shapes + self.operations + 1;
        ModelOutline { format: "botocore", services: vec![service], shapes }
    }
}

/// The identifying entries of a Smithy shape or of botocore's metadata.
#[derive(Default)]
struct Entries {
    shape_type: String,
    version: String,
    sdk_id: String,
    service_id: String,
    api_version: String,
    endpoint_prefix: String,
    is_mixin: bool,
}

struct DocumentVisitor<'a>(&'a mut DocumentSummary);
struct ShapesVisitor<'a>(&'a mut DocumentSummary);
struct EntryCounter<'a>(&'a mut usize);
struct EntriesVisitor<'a>(&'a mut Entries);
struct StringSeed<'a>(&'a mut String);

/// Implements the methods of a visitor of objects for all other values, which are ignored.
macro_rules! ignore_other_values {
    () => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any JSON value")
        }

        fn visit_unit<E>(self) -> Result<(), E> {
            Ok(())
        }

        fn visit_bool<E>(self, _: bool) -> Result<(), E> {
            Ok(())
        }

        fn visit_u64<E>(self, _: u64) -> Result<(), E> {
            Ok(())
        }

        fn visit_i64<E>(self, _: i64) -> Result<(), E> {
            Ok(())
        }

        fn visit_f64<E>(self, _: f64) -> Result<(), E> {
            Ok(())
        }

        fn visit_str<E>(self, _: &str) -> Result<(), E> {
            Ok(())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
            while access.next_element::<IgnoredAny>()?.is_some() {}
            Ok(())
        }
    };
}

/// Implements a visitor of objects that ignores all other values. `$body` reads an entry.
macro_rules! object_visitor {
    ($name:ident, |$self:ident, $key:ident, $access:ident| $body:expr) => {
        impl<'de> DeserializeSeed<'de> for $name<'_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
                from.deserialize_any(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_> {
            type Value = ();

            fn visit_map<A: MapAccess<'de>>(self, mut $access: A) -> Result<(), A::Error> {
                let $self = self.0;
                while let Some($key) = $access.next_key::<String>()? {
                    $body;
                }
                Ok(())
            }

            ignore_other_values!();
        }
    };
}

object_visitor!(DocumentVisitor, |summary, key, access| {
    match key.as_str() {
        "shapes" => access.next_value_seed(ShapesVisitor(&mut *summary))?,
        "operations" => access.next_value_seed(EntryCounter(&mut summary.operations))?,
        "metadata" => access.next_value_seed(EntriesVisitor(&mut summary.metadata))?,
        _ => drop(access.next_value::<IgnoredAny>()?),
    }
    summary.keys.push(key);
});

object_visitor!(ShapesVisitor, |summary, key, access| {
    let mut shape = Entries::default();
    access.next_value_seed(EntriesVisitor(&mut shape))?;
    // An `apply` statement isn't a shape. A mixin of one of these types isn't in the model either: it only adds to the
    // shapes that use it.
    let is_merged = match shape.shape_type.as_str() {
        "apply" => true,
        "service" | "operation" | "resource" => shape.is_mixin,
        _ => false,
    };
    summary.shapes += usize::from(!is_merged);
    if shape.shape_type == "service" && !is_merged {
        let id = if shape.sdk_id.is_empty() { key.clone() } else { shape.sdk_id };
        summary.services.push(ServiceOutline { shape: key, id, version: shape.version });
    }
});

object_visitor!(EntryCounter, |count, _key, access| {
    *count += 1;
    access.next_value::<IgnoredAny>()?
});

object_visitor!(EntriesVisitor, |entries, key, access| {
    let text = match key.as_str() {
        "type" => &mut entries.shape_type,
        "version" => &mut entries.version,
        "sdkId" => &mut entries.sdk_id,
        "serviceId" => &mut entries.service_id,
        "apiVersion" => &mut entries.api_version,
        "endpointPrefix" => &mut entries.endpoint_prefix,
        "traits" | "aws.api#service" => {
            access.next_value_seed(EntriesVisitor(&mut *entries))?;
            continue;
        }
        "smithy.api#mixin" => {
            entries.is_mixin = true;
            access.next_value::<IgnoredAny>()?;
            continue;
        }
        _ => {
            access.next_value::<IgnoredAny>()?;
            continue;
        }
    };
    access.next_value_seed(StringSeed(text))?
});

impl<'de> DeserializeSeed<'de> for StringSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        if let serde_json::Value::String(text) = value {
            *self.0 = text;
        }
        Ok(())
    }
}
