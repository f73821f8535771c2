//! The empty structure.

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::Shape;
use super::value::Value;

/// The input or output of an operation that has none: `{}`.
/// ([Smithy: Unit](https://smithy.io/2.0/spec/model.html#unit-type))
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Empty {}

/// The table of the empty structure.
pub(super) static EMPTY_SHAPE: Shape = Shape { name: "Empty", flags: 0, fields: &[] };

impl Value for Empty {
    fn shape(&self) -> &'static Shape {
        &EMPTY_SHAPE
    }

    fn placeholder() -> Self {
        Self {}
    }
}

impl Serialize for Empty {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        super::write(self, to)
    }
}

impl<'de> Deserialize<'de> for Empty {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        super::read(from)
    }
}
