//! Shape ids, the absolute names by which shapes refer to each other.

use std::fmt;

/// An absolute shape id, `namespace#Name` or `namespace#Name$member`.
///
/// See "Shape ID" in the [Smithy specification](https://smithy.io/2.0/spec/model.html#shape-id).
/// In formats without namespaces, the namespace is derived from the service.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ShapeId(String);

impl ShapeId {
    /// Creates an id from its text, which isn't checked. The readers of models check ids.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before `#`, or the empty string if there is no `#`.
    pub fn namespace(&self) -> &str {
        self.0.split_once('#').map_or("", |(namespace, _)| namespace)
    }

    /// Returns the name of the shape, which is the part after `#` and before `$`.
    pub fn name(&self) -> &str {
        let shape = self.0.split_once('#').map_or(self.0.as_str(), |(_, name)| name);
        shape.split_once('$').map_or(shape, |(name, _)| name)
    }

    /// Returns the name of the member, which is the part after `$`, or `None` if the id isn't a member's.
    pub fn member(&self) -> Option<&str> {
        self.0.split_once('$').map(|(_, member)| member)
    }

    /// Returns the id of the shape without a member, which is the part before `$`.
    pub fn shape(&self) -> Self {
        Self(self.0.split_once('$').map_or(self.0.as_str(), |(shape, _)| shape).to_owned())
    }

    /// Returns the id of the member `name` of this shape.
    pub fn with_member(&self, name: &str) -> Self {
        Self(format!("{}${name}", self.0))
    }
}

/// Returns whether the text is `namespace#Shape` or `namespace#Shape$member`.
pub(crate) fn is_absolute_id(text: &str) -> bool {
    let Some((namespace, name)) = text.split_once('#') else { return false };
    let (shape, member) =
        name.split_once('$').map_or((name, None), |(name, member)| (name, Some(member)));
    namespace.split('.').all(is_identifier)
        && is_identifier(shape)
        && member.is_none_or(is_identifier)
}

/// Returns whether the text can be the name of a shape or member.
pub(crate) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
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
