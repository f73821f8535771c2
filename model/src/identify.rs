//! Tells what a file is and what service it is of, without reading the model in it.

use std::fmt;

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use crate::Source;
use crate::bundle::open_text;
use crate::format::{self, Known};
use crate::report::Report;

/// What a file is, by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileKind {
    /// A model.
    Model(Outline),
    /// What only says something together with a model of botocore in the same folder.
    Side,
    /// Prose that belongs to a model.
    Prose,
    /// JSON that is nothing of a model.
    Other,
    /// No JSON at all, or cut off: reading it tells what is wrong.
    Broken,
}

/// What can be told of a model at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outline {
    /// The name of the format.
    pub format: &'static str,
    /// The services in it, in the file's order.
    pub services: Vec<ServiceOutline>,
    /// How many shapes the file has: services, operations, resources and data shapes.
    pub shapes: usize,
}

/// What can be told of a service at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceOutline {
    /// The shape id; empty in formats that have none.
    pub shape: String,
    /// What the service is called in all formats and versions, such as `Lambda`; otherwise the shape id.
    pub id: String,
    /// The version of its API; may be empty.
    pub version: String,
}

/// Tells what a file is. It takes a fraction of what reading it would.
pub fn identify(source: Source<'_>) -> FileKind {
    let (text, whole) = open_text(source, &mut Report::default());
    let mut top = Top::default();
    let mut deserializer = serde_json::Deserializer::from_str(&text);
    let read = whole
        && Document(&mut top)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .is_ok();
    if !read {
        return FileKind::Broken;
    }
    let has = |key: &str| top.keys.iter().any(|known| known == key);
    let ids = !top.keys.is_empty() && top.keys.iter().all(|key| key.contains('#'));
    match format::known(has, ids) {
        Some(Known::Smithy) => FileKind::Model(top.smithy()),
        Some(Known::Botocore) => FileKind::Model(top.botocore()),
        Some(Known::Extras | Known::Overlay | Known::Side(_)) => FileKind::Side,
        Some(Known::Prose) => FileKind::Prose,
        None => FileKind::Other,
    }
}

/// What was seen of a document.
#[derive(Default)]
struct Top {
    keys: Vec<String>,
    shapes: usize,
    operations: usize,
    services: Vec<ServiceOutline>,
    metadata: Entry,
}

impl Top {
    fn smithy(self) -> Outline {
        Outline { format: "smithy", services: self.services, shapes: self.shapes }
    }

    fn botocore(self) -> Outline {
        let Entry { service_id, api_version, prefix, .. } = self.metadata;
        let id = if service_id.is_empty() { prefix } else { service_id };
        let service = ServiceOutline { shape: String::new(), id, version: api_version };
        let shapes = self.shapes + self.operations + 1;
        Outline { format: "botocore", services: vec![service], shapes }
    }
}

/// The entries that matter here, of a shape of Smithy's or of botocore's metadata.
#[derive(Default)]
struct Entry {
    kind: String,
    version: String,
    sdk_id: String,
    service_id: String,
    api_version: String,
    prefix: String,
    mixin: bool,
}

struct Document<'a>(&'a mut Top);
struct Shapes<'a>(&'a mut Top);
struct Count<'a>(&'a mut usize);
struct Entries<'a>(&'a mut Entry);
struct Text<'a>(&'a mut String);

/// What a visitor of objects does with all other values: nothing.
macro_rules! pass_over {
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

/// A visitor of objects that passes over all other values; each object's entries are read by `$body`.
macro_rules! objects {
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

            pass_over!();
        }
    };
}

objects!(Document, |top, key, access| {
    match key.as_str() {
        "shapes" => access.next_value_seed(Shapes(&mut *top))?,
        "operations" => access.next_value_seed(Count(&mut top.operations))?,
        "metadata" => access.next_value_seed(Entries(&mut top.metadata))?,
        _ => drop(access.next_value::<IgnoredAny>()?),
    }
    top.keys.push(key);
});

objects!(Shapes, |top, key, access| {
    let mut shape = Entry::default();
    access.next_value_seed(Entries(&mut shape))?;
    // An `apply` statement adds to a shape that stands elsewhere, a mixin that is no data to those that use it.
    let worked_in = match shape.kind.as_str() {
        "apply" => true,
        "service" | "operation" | "resource" => shape.mixin,
        _ => false,
    };
    top.shapes += usize::from(!worked_in);
    if shape.kind == "service" && !worked_in {
        let id = if shape.sdk_id.is_empty() { key.clone() } else { shape.sdk_id };
        top.services.push(ServiceOutline { shape: key, id, version: shape.version });
    }
});

objects!(Count, |count, _key, access| {
    *count += 1;
    access.next_value::<IgnoredAny>()?
});

objects!(Entries, |entry, key, access| {
    let text = match key.as_str() {
        "type" => &mut entry.kind,
        "version" => &mut entry.version,
        "sdkId" => &mut entry.sdk_id,
        "serviceId" => &mut entry.service_id,
        "apiVersion" => &mut entry.api_version,
        "endpointPrefix" => &mut entry.prefix,
        "traits" | "aws.api#service" => {
            access.next_value_seed(Entries(&mut *entry))?;
            continue;
        }
        "smithy.api#mixin" => {
            entry.mixin = true;
            access.next_value::<IgnoredAny>()?;
            continue;
        }
        _ => {
            access.next_value::<IgnoredAny>()?;
            continue;
        }
    };
    access.next_value_seed(Text(text))?
});

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        if let serde_json::Value::String(text) = value {
            *self.0 = text;
        }
        Ok(())
    }
}
