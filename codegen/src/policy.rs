//! Policy: what people decide about the output, as plain data.

use std::collections::BTreeMap;

/// What is decided about the items of a service. Shapes are called by their ids or, where no other shape of the
/// service has it, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// About all items.
    pub all: ItemPolicy,
    /// About the items of single shapes; comes before what is decided about all. Simple shapes, lists and maps, which become
    /// no items, have [`ItemPolicy::constraints`] only.
    pub shapes: BTreeMap<String, ItemPolicy>,
    /// Rust names by what they are for: a shape (`Runtime`), a member (`Function$Name`), the value of an enum
    /// (`Runtime$python3.12`; of integers, the member), or an operation. Others make room for them.
    pub renames: BTreeMap<String, String>,
}

/// What is decided about items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemPolicy {
    /// What required members of structures are.
    pub required: Option<Required>,
    /// Traits to derive besides those that an item has anyway, such as `::schemars::JsonSchema`. About all
    /// items, one is left out where an item has it.
    pub derives: Vec<String>,
    /// Attributes to put on items, such as `#[cfg_attr(docsrs, doc(cfg(feature = "x")))]`.
    pub attributes: Vec<String>,
    /// How strict validation is about constraints that a shape or its members have. Of a member's value, the shape with the
    /// member decides first, then the shape of the value.
    pub constraints: BTreeMap<ConstraintKind, Strictness>,
}

/// The kinds of constraints, by their traits.
/// ([Smithy: constraint traits](https://smithy.io/2.0/spec/constraint-traits.html))
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ConstraintKind {
    /// `required`, where a type has room for nothing; where it hasn't, a value is always there.
    Required,
    /// `length`, and that what is a part of a URI isn't empty.
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

/// How strict validation is about a constraint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Who violates it is invalid.
    #[default]
    Deny,
    /// A violation is told to those who ask for warnings.
    Warn,
    /// It isn't in the code.
    Off,
}

/// What required members of structures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Required {
    /// Plain values where the structure is only ever sent, `Option` where it is ever received.
    #[default]
    Auto,
    /// Plain values, also of what is received: reading an answer that lacks one is an error. Where a
    /// structure requires itself, it is `Option` all the same, because no value would be finite.
    Plain,
    /// `Option`, also of what is only sent; `new` takes them, and validation misses them.
    Option,
}

/// What is wrong with a policy for a service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyProblem {
    /// What it is about.
    pub entry: PolicyEntry,
    /// A sentence without a full stop.
    pub message: String,
    /// What would have been right; the nearest is worth a hint.
    pub known: Vec<String>,
}

/// A part of a policy. `shape` is the key of [`Policy::shapes`], or `None` for what is about all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyEntry {
    /// A key of [`Policy::shapes`].
    Shape(String),
    /// What required members are.
    Required {
        /// About which items.
        shape: Option<String>,
    },
    /// A trait to derive.
    Derive {
        /// About which items.
        shape: Option<String>,
        /// Which of them.
        place: usize,
    },
    /// An attribute.
    Attribute {
        /// About which items.
        shape: Option<String>,
        /// Which of them.
        place: usize,
    },
    /// A constraint.
    Constraint {
        /// About which shape.
        shape: Option<String>,
        /// Which of them.
        kind: ConstraintKind,
    },
    /// What is renamed: a key of [`Policy::renames`].
    Renamed(String),
    /// The name that this key of [`Policy::renames`] gives.
    Rename(String),
}

impl Policy {
    /// The same without what is wrong for a service: another version of it may lack what a policy names.
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
    /// What models and policies call it: the name of its trait.
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

impl PolicyProblem {
    /// The name that is wrong, where the problem is one that nothing has.
    pub fn wrong(&self) -> &str {
        match &self.entry {
            PolicyEntry::Shape(key) | PolicyEntry::Renamed(key) => key,
            _ => "",
        }
    }

    pub(crate) fn new(entry: PolicyEntry, message: impl Into<String>) -> Self {
        Self { entry, message: message.into(), known: Vec::new() }
    }

    pub(crate) fn known(mut self, known: Vec<String>) -> Self {
        self.known = known;
        self
    }
}

impl std::fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PolicyProblem {}
