//! Changes of items that no change of the model is the cause of.

use std::collections::HashMap;

use serde_json::Value;
use shapesmith_model::ShapeId;
use shapesmith_model::diff::{Place, Wire};

use super::join::judge;
use super::{Finding, ItemChange, Rust, What};

/// The findings of such changes, together where they are of one kind in one place.
pub(super) fn findings(items: Vec<ItemChange>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let named: Vec<(ShapeId, What)> =
        items.iter().map(|item| (item.origin.clone(), item.what)).collect();
    let renamed = renamed_types(&items);
    // Rules that are declared alike differ in the words of formats alone.
    let differs = |item: &ItemChange| {
        item.what != What::RulesChanged || item.before.is_none() || item.before != item.after
    };
    for item in items.into_iter().filter(differs) {
        let place = Place { id: item.origin.clone(), part: item.part.clone() };
        let kind = Kind::of(&item, &named, &renamed);
        match findings
            .iter_mut()
            .find(|finding| finding.kind == kind.id() && finding.place == place)
        {
            Some(finding) => finding.items.push(item),
            None => findings.push(lone(kind, place, item)),
        }
    }
    for finding in &mut findings {
        judge(finding);
        finding.before = declared(finding.items.iter().map(|item| &item.before));
        finding.after = declared(finding.items.iter().map(|item| &item.after));
        // The model says the same there, maybe in the words of another format.
        finding.noise = finding.rust == Rust::Patch;
    }
    findings
}

/// How items are declared, as data: where the model is the same, that is what tells one change from another.
fn declared<'a>(items: impl Iterator<Item = &'a Option<String>>) -> Option<Value> {
    let mut texts: Vec<Value> = items.flatten().map(|text| Value::from(text.as_str())).collect();
    match texts.len() {
        0 | 1 => texts.pop(),
        _ => Some(Value::Array(texts)),
    }
}

/// The change that all paths into a module change with its name.
pub fn module_renamed(old: &str, new: &str, service: &ShapeId) -> Finding {
    let kind = Kind::ModuleRenamed;
    Finding {
        before: Some(old.into()),
        after: Some(new.into()),
        rust: Rust::Major,
        rust_reason: "every path into the module changes".into(),
        ..without_item(kind, Place::of(service))
    }
}

fn lone(kind: Kind, place: Place, item: ItemChange) -> Finding {
    Finding {
        rust: item.rust,
        behaviour: item.behaviour,
        items: vec![item],
        ..without_item(kind, place)
    }
}

fn without_item(kind: Kind, place: Place) -> Finding {
    Finding {
        kind: kind.id(),
        about: kind.about(),
        noise: false,
        place,
        before: None,
        after: None,
        old_at: None,
        new_at: None,
        touches: Vec::new(),
        wire: Wire::Safe,
        wire_reason: "no change of what travels was found in this place".into(),
        rust: Rust::Patch,
        rust_reason: String::new().into(),
        behaviour: false,
        items: Vec::new(),
        hint: None,
        implied: Vec::new(),
    }
}

/// The kinds of changes that only Rust knows, beside those of [`shapesmith_model::diff::Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A member became part of a cycle, or ceased to be.
    RecursionIntroduced,
    /// A structure is received that was only sent, or the other way round, or its policy is another.
    DirectionChanged,
    /// A type lacks a derived trait that it had.
    EqDeriveLost,
    /// A type has a further derived trait.
    DeriveGained,
    /// An item has another name.
    NameCollision,
    /// An item is made that wasn't, or isn't any more.
    SelectionChanged,
    /// The module of a service has another name.
    ModuleRenamed,
    /// Anything else.
    RustOnly,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::RecursionIntroduced,
        Self::DirectionChanged,
        Self::EqDeriveLost,
        Self::DeriveGained,
        Self::NameCollision,
        Self::SelectionChanged,
        Self::ModuleRenamed,
        Self::RustOnly,
    ];

    /// The id, such as `recursion-introduced`: it never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::RecursionIntroduced => "recursion-introduced",
            Self::DirectionChanged => "direction-changed",
            Self::EqDeriveLost => "eq-derive-lost",
            Self::DeriveGained => "derive-gained",
            Self::NameCollision => "rust-name-collision",
            Self::SelectionChanged => "selection-changed",
            Self::ModuleRenamed => "module-renamed",
            Self::RustOnly => "rust-only",
        }
    }

    /// What it is, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Self::RecursionIntroduced => "A member became part of a cycle, or ceased to be.",
            Self::DirectionChanged => {
                "A structure is received that was only sent, or the other way round, or its policy is another."
            }
            Self::EqDeriveLost => {
                "A type lacks a derived trait that it had, because of what it holds or of its policy."
            }
            Self::DeriveGained => {
                "A type has a further derived trait, because of what it holds or of its policy."
            }
            Self::NameCollision => {
                "An item has another name, because another one needs it or by policy."
            }
            Self::SelectionChanged => {
                "An item is made that wasn't, or isn't any more, by configuration."
            }
            Self::ModuleRenamed => "The module of a service has another name, by configuration.",
            Self::RustOnly => "What is generated differs for a reason that no other kind names.",
        }
    }

    /// The kind of such a change; `all` are the others like it, and `renamed` the types with other names.
    fn of(item: &ItemChange, all: &[(ShapeId, What)], renamed: &[(String, String)]) -> Self {
        let boxed =
            |declared: &Option<String>| declared.as_ref().is_some_and(|it| it.contains("Box<"));
        match item.what {
            What::FieldTypeChanged | What::VariantTypeChanged
                if boxed(&item.before) != boxed(&item.after) =>
            {
                Self::RecursionIntroduced
            }
            What::FieldTypeChanged | What::VariantTypeChanged | What::ParameterTypeChanged
                if has_renamed_type(item, renamed) =>
            {
                Self::NameCollision
            }
            What::FieldTypeChanged
            | What::ParameterTypeChanged
            | What::ParameterAdded
            | What::ParameterRemoved
            | What::ConstructorAdded
            | What::ConstructorRemoved => Self::DirectionChanged,
            // There is `Default` where no member has to be there.
            What::TraitAdded | What::TraitRemoved if item.path.ends_with(": Default") => {
                Self::DirectionChanged
            }
            What::TraitRemoved => Self::EqDeriveLost,
            What::TraitAdded => Self::DeriveGained,
            _ if is_renamed(item, all) => Self::NameCollision,
            What::ItemAdded | What::ItemRemoved => Self::SelectionChanged,
            _ => Self::RustOnly,
        }
    }
}

/// Whether something of the same origin came where this went, or the other way round.
fn is_renamed(item: &ItemChange, all: &[(ShapeId, What)]) -> bool {
    let other = match item.what {
        What::ItemAdded => What::ItemRemoved,
        What::ItemRemoved => What::ItemAdded,
        What::FieldAdded => What::FieldRemoved,
        What::FieldRemoved => What::FieldAdded,
        What::VariantAdded => What::VariantRemoved,
        What::VariantRemoved => What::VariantAdded,
        _ => return false,
    };
    all.iter().any(|(origin, what)| *origin == item.origin && *what == other)
}

/// The names before and after of types that come from the same shape.
fn renamed_types(items: &[ItemChange]) -> Vec<(String, String)> {
    let of = |what: What| items.iter().filter(move |item| item.what == what);
    let removed: HashMap<&ShapeId, &str> =
        of(What::ItemRemoved).map(|item| (&item.origin, item.path.as_str())).collect();
    of(What::ItemAdded)
        .filter_map(|item| Some(((*removed.get(&item.origin)?).to_owned(), item.path.clone())))
        .collect()
}

/// Whether the declarations differ in nothing but the name that a type has.
fn has_renamed_type(item: &ItemChange, renamed: &[(String, String)]) -> bool {
    let (Some(before), Some(after)) = (&item.before, &item.after) else { return false };
    renamed.iter().any(|(old, new)| before.replace(old.as_str(), new) == *after)
}
