//! Policies: what users decide about the generated code, as plain data.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

use shapesmith_model::did_you_mean;

/// The decisions about the items of a service. Shapes are named by their ids, or by their names alone if no other shape of
/// the service has the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The decisions about all items.
    pub all: ItemPolicy,
    /// The decisions about the items of single shapes, which take precedence over [`all`](Self::all). Simple shapes, lists and
    /// maps become no items; for them only [`ItemPolicy::constraints`] can be decided.
    pub shapes: BTreeMap<String, ItemPolicy>,
    /// Rust names by what they are for: a shape (`Runtime`), a member (`Function$Name`), a value of an enum
    /// (`Runtime$python3.12`; for an `intEnum` the name of the member), or an operation. An item whose name is given to another
    /// one gets a different name.
    pub renames: BTreeMap<String, String>,
}

/// The decisions about items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemPolicy {
    /// The types of required members of structures.
    pub required: Option<Required>,
    /// Traits to derive in addition to those that an item implements anyway, such as `::schemars::JsonSchema`. Those for all
    /// items are left out of items that implement them anyway.
    pub derives: Vec<String>,
    /// Attributes to put on items, such as `#[cfg_attr(docsrs, doc(cfg(feature = "x")))]`.
    pub attributes: Vec<String>,
    /// How strictly validation checks the constraints of a shape and its members. For the value of a member, the decision about
    /// the shape with the member takes precedence over the one about the shape of the value.
    pub constraints: BTreeMap<ConstraintKind, Strictness>,
}

/// The kinds of constraints, by their traits.
/// ([Smithy: constraint traits](https://smithy.io/2.0/spec/constraint-traits.html))
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// `required`, for members of type `Option`; others always have a value.
    Required,
    /// `length`, and that strings in the path or host name of a request aren't empty.
    Length,
    /// `range`.
    Range,
    /// `pattern`.
    Pattern,
    /// The known values of an enum.
    Enum,
    /// `uniqueItems`.
    UniqueItems,
}

/// How strictly validation checks a constraint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// A value that violates it is invalid.
    #[default]
    Deny,
    /// A violation is a warning; the value stays valid.
    Warn,
    /// It isn't checked; the generated code doesn't contain it.
    Off,
}

/// The types of required members of structures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// Plain types in structures that are only sent, `Option` in those that are received.
    #[default]
    Auto,
    /// Plain types, also in structures that are received: reading a response without such a member is an error. Members through
    /// which a structure requires itself are `Option` all the same, because no value would be finite.
    Plain,
    /// `Option`, also in structures that are only sent. `new` takes the values, and validation checks that they are there.
    Option,
}

/// The error of a policy that doesn't fit a service: every problem, at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError(pub(crate) Vec<PolicyProblem>);

/// A problem of one entry of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyProblem {
    /// The entry.
    pub entry: PolicyEntry,
    /// What is wrong with it.
    pub kind: PolicyProblemKind,
    /// The names that the service has in place of an unknown or ambiguous one; for other problems none.
    pub known: Vec<String>,
}

/// What is wrong with an entry of a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PolicyProblemKind {
    /// The service has no shape of this name that becomes a type, and no such operation.
    UnknownType(String),
    /// The service has no shape of this name.
    UnknownShape(String),
    /// The shape has no such member or value.
    UnknownMember {
        /// The name of the shape.
        shape: String,
        /// The name of the member, or the value.
        member: String,
    },
    /// Several shapes have this name.
    AmbiguousName(String),
    /// Another key of the policy names the same shape.
    DuplicateShape(String),
    /// Another key of the policy renames the same.
    DuplicateRename(String),
    /// The name can't be that of a type or variant.
    InvalidTypeName(String),
    /// The name can't be that of a field.
    InvalidFieldName(String),
    /// Every type of this kind uses the name for something else.
    ReservedName(String),
    /// Something else has the name.
    NameInUse {
        /// The name.
        name: String,
        /// The id or member that has it.
        user: String,
    },
    /// The shape is of this type, which has no required members.
    NoRequiredMembers(&'static str),
    /// The shape is of this type, which becomes no Rust type.
    NoRustType(&'static str),
    /// The shape has no such constraint that validation could check.
    UnusedConstraint,
    /// This isn't the path of a trait.
    InvalidTrait(String),
    /// The type implements this trait anyway.
    RedundantDerive {
        /// The path of the trait.
        path: String,
        /// The name of the shape; `None` for all types.
        shape: Option<String>,
    },
    /// The list has this trait twice.
    RepeatedDerive(String),
    /// This isn't an attribute.
    InvalidAttribute(String),
}

/// An entry of a policy. `shape` is a key of [`Policy::shapes`], or `None` for [`Policy::all`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyEntry {
    /// A key of [`Policy::shapes`].
    Shape(String),
    /// The types of required members.
    Required {
        /// The shape.
        shape: Option<String>,
    },
    /// A trait to derive.
    Derive {
        /// The shape.
        shape: Option<String>,
        /// Its index in [`ItemPolicy::derives`].
        place: usize,
    },
    /// An attribute.
    Attribute {
        /// The shape.
        shape: Option<String>,
        /// Its index in [`ItemPolicy::attributes`].
        place: usize,
    },
    /// The strictness of a constraint.
    Constraint {
        /// The shape.
        shape: Option<String>,
        /// The kind of constraint.
        kind: ConstraintKind,
    },
    /// A key of [`Policy::renames`].
    Renamed(String),
    /// The name that [`Policy::renames`] has for this key.
    Rename(String),
}

impl Policy {
    /// Returns the policy without the entries that have problems: another version of a service may lack what they name.
    #[must_use]
    pub fn without(&self, problems: &[PolicyProblem]) -> Self {
        let mut policy = self.clone();
        for problem in problems {
            match &problem.entry {
                PolicyEntry::Renamed(key) | PolicyEntry::Rename(key) => {
                    policy.renames.remove(key);
                }
                PolicyEntry::Shape(key)
                | PolicyEntry::Required { shape: Some(key) }
                | PolicyEntry::Derive { shape: Some(key), .. }
                | PolicyEntry::Attribute { shape: Some(key), .. } => {
                    policy.shapes.remove(key);
                }
                PolicyEntry::Required { shape: None } => policy.all.required = None,
                PolicyEntry::Derive { shape: None, .. } => policy.all.derives.clear(),
                PolicyEntry::Attribute { shape: None, .. } => policy.all.attributes.clear(),
                PolicyEntry::Constraint { shape: None, kind } => {
                    policy.all.constraints.remove(kind);
                }
                PolicyEntry::Constraint { shape: Some(key), kind } => {
                    if let Some(decided) = policy.shapes.get_mut(key) {
                        decided.constraints.remove(kind);
                    }
                }
            }
        }
        policy
    }
}

impl ConstraintKind {
    /// Returns the name of the trait, which policies use, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Length => "length",
            Self::Range => "range",
            Self::Pattern => "pattern",
            Self::Enum => "enum",
            Self::UniqueItems => "uniqueItems",
        }
    }
}

impl PolicyEntry {
    /// Returns the shape, member or operation that the entry is about, as the policy names it; `None` for all items.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Shape(key) | Self::Renamed(key) | Self::Rename(key) => Some(key),
            Self::Required { shape }
            | Self::Derive { shape, .. }
            | Self::Attribute { shape, .. }
            | Self::Constraint { shape, .. } => shape.as_deref(),
        }
    }
}

impl PolicyProblem {
    pub(crate) fn new(entry: PolicyEntry, kind: PolicyProblemKind) -> Self {
        Self { entry, kind, known: Vec::new() }
    }

    /// Returns the known name that is similar to the unknown one, as a question, if there is one.
    pub fn hint(&self) -> Option<String> {
        did_you_mean(self.entry.key()?, self.known.iter().map(String::as_str))
    }
}

impl fmt::Display for PolicyEntry {
    /// Names the entry as the policy does: "the derives of `Runtime`".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(_) => f.write_str("the policy")?,
            Self::Required { .. } => f.write_str("`required`")?,
            Self::Derive { .. } => f.write_str("the derives")?,
            Self::Attribute { .. } => f.write_str("the attributes")?,
            Self::Constraint { kind, .. } => write!(f, "the constraint `{}`", kind.name())?,
            Self::Renamed(_) | Self::Rename(_) => f.write_str("the name")?,
        }
        match self.key() {
            Some(key) => write!(f, " of `{key}`"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for PolicyProblem {
    /// Names the entry, then says what is wrong with it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = self.entry.key().unwrap_or_default();
        write!(f, "{}: ", self.entry)?;
        match &self.kind {
            PolicyProblemKind::UnknownType(name) => {
                write!(f, "the service has no `{name}` that becomes a type")
            }
            PolicyProblemKind::UnknownShape(name) => {
                write!(f, "the service has no `{name}` among its shapes")
            }
            PolicyProblemKind::UnknownMember { shape, member } => {
                write!(f, "`{shape}` has no `{member}`")
            }
            PolicyProblemKind::AmbiguousName(name) => {
                write!(f, "several shapes are called `{name}`: name the id")
            }
            PolicyProblemKind::DuplicateShape(other) => {
                write!(f, "`{key}` and `{other}` are the same shape")
            }
            PolicyProblemKind::DuplicateRename(other) => {
                write!(f, "`{key}` and `{other}` are the same")
            }
            PolicyProblemKind::InvalidTypeName(name) => {
                write!(f, "`{name}` can't be the name of a type or variant; `CodeSize` could")
            }
            PolicyProblemKind::InvalidFieldName(name) => {
                write!(f, "`{name}` can't be the name of a field; `function_name` could")
            }
            PolicyProblemKind::ReservedName(name) => {
                write!(f, "`{name}` is something else in every such type")
            }
            PolicyProblemKind::NameInUse { name, user } => {
                write!(f, "`{name}` is the name of `{user}`")
            }
            PolicyProblemKind::NoRequiredMembers(shape_type) => {
                write!(f, "`{key}` is of type {shape_type}, which requires no members")
            }
            PolicyProblemKind::NoRustType(shape_type) => {
                write!(f, "`{key}` is of type {shape_type}, which becomes no type of its own")
            }
            PolicyProblemKind::UnusedConstraint => {
                let PolicyEntry::Constraint { kind, .. } = &self.entry else { return Ok(()) };
                write!(f, "`{key}` has no `{}` for validation to check", kind.name())
            }
            PolicyProblemKind::InvalidTrait(text) => {
                write!(f, "`{}` is no path of a trait", shorten(text))
            }
            PolicyProblemKind::RedundantDerive { path, shape: Some(shape) } => {
                write!(f, "`{shape}` has `{path}` already")
            }
            PolicyProblemKind::RedundantDerive { path, shape: None } => {
                write!(f, "every type has `{path}` already")
            }
            PolicyProblemKind::RepeatedDerive(path) => write!(f, "`{path}` is there twice"),
            PolicyProblemKind::InvalidAttribute(text) => {
                write!(f, "`{}` is no attribute, such as `#[must_use]`", shorten(text))
            }
        }
    }
}

impl std::error::Error for PolicyProblem {}

impl Deref for PolicyError {
    type Target = [PolicyProblem];

    fn deref(&self) -> &[PolicyProblem] {
        &self.0
    }
}

impl IntoIterator for PolicyError {
    type Item = PolicyProblem;
    type IntoIter = std::vec::IntoIter<PolicyProblem>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for PolicyError {
    /// Writes a line for each problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    }
}

impl std::error::Error for PolicyError {}

/// Returns the beginning of a text, for a message.
fn shorten(text: &str) -> String {
    const MAX_CHARS: usize = 60;
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_the_entry_as_the_policy_does() {
        let problem = |entry, kind| PolicyProblem::new(entry, kind).to_string();
        let name = "Berth".to_owned();
        let kind = PolicyProblemKind::InvalidFieldName(name);
        assert_eq!(
            problem(PolicyEntry::Rename("Berth$name".to_owned()), kind),
            "the name of `Berth$name`: `Berth` can't be the name of a field; `function_name` could"
        );
        let entry = PolicyEntry::Constraint {
            shape: Some("Berth".to_owned()),
            kind: ConstraintKind::Range,
        };
        assert_eq!(
            problem(entry, PolicyProblemKind::UnusedConstraint),
            "the constraint `range` of `Berth`: `Berth` has no `range` for validation to check"
        );
        let kind = PolicyProblemKind::InvalidTrait("a b".repeat(30));
        let text = problem(PolicyEntry::Derive { shape: None, place: 0 }, kind);
        assert!(
            text.starts_with("the derives: `a ba b") && text.contains("…` is no path"),
            "{text}"
        );
    }
}
