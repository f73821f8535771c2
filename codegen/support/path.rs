//! The path to a value that is being validated.

use std::fmt;

use super::field::{Field, NON_OPTIONAL, SENSITIVE, Shape};
use super::missing::{MissingNode, Step};
use super::shown_text::ShownKey;
use super::subject::Collection;
use super::validity::holds_nothing_to_check;
use super::value::View;

/// The path to a value, kept on the stack. It becomes text only for a violation.
pub(super) struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    place: Place<'a>,
    /// Whether the value is sensitive, and so the keys of the maps in it.
    hidden: bool,
    /// What reading found missing here: the value itself or members in it, none of which is an `Option`; `None` if nothing.
    missing: Option<MissingNode<'a>>,
    /// The list or map of a member that the value is in, however many lists and maps are between; `None` if the value is a
    /// member.
    collection: Option<&'a Collection<'a>>,
}

/// Where a value is in the one around it.
enum Place<'a> {
    Root,
    Step(Step<'a>),
    /// The value is a key of a map, and not an entry.
    MapKey(&'a str),
}

impl<'a> Path<'a> {
    /// Returns the path to the value that is validated.
    pub(super) fn root(hidden: bool, missing: Option<MissingNode<'a>>) -> Self {
        Path { outer: None, place: Place::Root, hidden, missing, collection: None }
    }

    /// Returns the path to a member of the structure or union at this path.
    pub(super) fn member(&'a self, shape: &Shape, field: &'static Field) -> Self {
        let hidden = self.hidden || shape.has(SENSITIVE) || field.has(SENSITIVE);
        Path { hidden, ..self.below(Step::Member(field.name()), None) }
    }

    /// Returns the path to an entry of the list or map at this path.
    pub(super) fn entry(&'a self, step: Step<'a>, collection: &'a Collection<'a>) -> Self {
        self.below(step, Some(collection))
    }

    /// Returns the path to a key of the map at this path.
    pub(super) fn map_key(&'a self, key: &'a str, collection: &'a Collection<'a>) -> Self {
        let collection = Some(collection);
        Path { outer: Some(self), place: Place::MapKey(key), missing: None, collection, ..*self }
    }

    fn below(&'a self, step: Step<'a>, collection: Option<&'a Collection<'a>>) -> Self {
        let missing = self.missing.and_then(|missing| missing.below(step));
        Path {
            outer: Some(self),
            place: Place::Step(step),
            hidden: self.hidden,
            missing,
            collection,
        }
    }

    /// Returns the list or map of a member that the value is in, if it isn't a member itself.
    pub(super) fn collection(&self) -> Option<&'a Collection<'a>> {
        self.collection
    }

    /// Returns whether the value is sensitive.
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// Returns whether the value is a key of a member's map, and not one further inside.
    pub(super) fn is_key_of_member(&self) -> bool {
        let is_outermost = self.outer.is_some_and(|outer| outer.collection.is_none());
        is_outermost && matches!(self.place, Place::MapKey(_))
    }

    /// Returns the key as far as it is shown, if the value is a key of a map and isn't sensitive.
    pub(super) fn shown_key(&self) -> Option<String> {
        match self.place {
            Place::MapKey(key) if !self.hidden => Some(ShownKey::new(key).to_text()),
            _ => None,
        }
    }

    /// Whether values of this one's type hold nothing that needs a check, at this path. Rules for the value itself don't count.
    pub(super) fn holds_nothing_to_check(&self, view: View<'_>) -> bool {
        self.missing.is_none() && holds_nothing_to_check(view)
    }

    /// Whether reading found no value for this member, at whose path this is, and its type, not an `Option`, can't tell.
    pub(super) fn is_missing(&self, field: &Field) -> bool {
        field.has(NON_OPTIONAL) && self.missing.is_some_and(MissingNode::is_missing)
    }

    /// Returns the path as AWS's services write it: member names with a small first letter, list entries by number, and
    /// `member` for each entry of a list or map, such as `tags.1.member.key`.
    pub(super) fn dotted(&self) -> impl fmt::Display + '_ {
        DottedPath(self)
    }
}

impl fmt::Display for Path<'_> {
    /// A JSON pointer (RFC 6901) of member names, indices and keys. A key of a map has the path of the map.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt(f)?;
        }
        match self.place {
            Place::Root | Place::MapKey(_) => Ok(()),
            Place::Step(Step::Member(name)) => write!(f, "/{name}"),
            Place::Step(Step::Index(index)) => write!(f, "/{index}"),
            Place::Step(Step::Key(_)) if self.hidden => f.write_str("/…"),
            Place::Step(Step::Key(key)) => ShownKey::new(key).write_step(f),
        }
    }
}

struct DottedPath<'a>(&'a Path<'a>);

impl fmt::Display for DottedPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0;
        let Some(outer) = path.outer else { return Ok(()) };
        DottedPath(outer).fmt(f)?;
        if outer.outer.is_some() && matches!(path.place, Place::Step(_)) {
            f.write_str(".")?;
        }
        match path.place {
            Place::Root | Place::MapKey(_) => Ok(()),
            Place::Step(Step::Member(name)) => write_decapitalized(name, f),
            Place::Step(Step::Index(index)) => write!(f, "{}.member", index.saturating_add(1)),
            Place::Step(Step::Key(_)) if path.hidden => f.write_str("….member"),
            Place::Step(Step::Key(key)) => write!(f, "{}.member", ShownKey::new(key).to_text()),
        }
    }
}

/// Writes a name with a small first letter.
pub(super) fn write_decapitalized(name: &str, to: &mut impl fmt::Write) -> fmt::Result {
    let mut chars = name.chars();
    if let Some(first) = chars.next() {
        to.write_char(first.to_ascii_lowercase())?;
    }
    to.write_str(chars.as_str())
}
