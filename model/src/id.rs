//! Shape ids: the absolute names by which shapes refer to each other.

use std::fmt;

/// An absolute shape id, `namespace#Name` or `namespace#Name$member`.
///
/// See "Shape ID" in the [Smithy specification](https://smithy.io/2.0/spec/model.html#shape-id).
/// Formats without namespaces get one made from the service, so that ids are absolute everywhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShapeId(String);

impl ShapeId {
    /// The id that `text` spells; nothing is checked here, readers do that.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The whole id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before `#`, or the empty string where there is none.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// The shape's own name: the part after `#` and before `$`.
    pub fn name(&self) -> &str {
        let shape = self.0.split_once('#').map_or(self.0.as_str(), |(_, name)| name);
        shape.split_once('$').map_or(shape, |(name, _)| name)
    }

    /// The member name of a member's id: the part after `$`.
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// The id of the shape itself: what is before `$`.
    pub fn shape(&self) -> Self {
        Self(self.0.split_once('$').map_or(self.0.as_str(), |(shape, _)| shape).to_owned())
    }

    /// The id of the member `name` of this shape.
    pub fn with_member(&self, name: &str) -> Self {
        Self(format!("{}${name}", self.0))
    }
}

impl fmt::Display for ShapeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for ShapeId {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}
