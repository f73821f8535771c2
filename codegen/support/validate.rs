//! Validation: whether values satisfy the constraints of the model.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;

use serde_core::Deserializer;

use super::field::{CONSTRAINED, Field, MUST, REQUIRED, SENSITIVE, Shape};
use super::read::read_leniently;
use super::rule::Rule;
use super::value::{List, Map, Union, Value, Variant, View, Viewer};
use super::violation::{Constraint, Violation, Violations};

/// Values whose model has constraints. It is advice: reading and writing never validate.
pub trait Validate {
    /// Checks the whole value.
    ///
    /// # Errors
    /// Every violation, in the order of the members, list entries and map keys.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn validate(&self) -> Result<(), Violations> {
        validate(self, &BTreeSet::new())
    }
}

/// Reads a value and validates it, all at once: a member that must be there and isn't is a violation among others,
/// and no error of reading.
///
/// # Errors
/// Those of the format, and what has another type than the model says; within those, every violation.
pub fn check<'de, T: Value, D: Deserializer<'de>>(
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    check_into(T::blank(), from)
}

pub(super) fn check_into<'de, T: Value, D: Deserializer<'de>>(
    mut value: T,
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    let missing = read_leniently(value.slot(), from)?;
    Ok(validate(&value, &missing).map(|()| value))
}

fn validate(value: &impl Value, missing: &BTreeSet<String>) -> Result<(), Violations> {
    let mut found = Found { violations: Vec::new(), missing };
    let root = Path { outer: None, step: Step::Root, hidden: false };
    visit(value.view(), &[], root, &mut found);
    if found.violations.is_empty() { Ok(()) } else { Err(Violations::new(found.violations)) }
}

/// What was found so far.
struct Found<'m> {
    violations: Vec<Violation>,
    /// The JSON pointers of members that hold no value, though their types have no room for that.
    missing: &'m BTreeSet<String>,
}

impl Found<'_> {
    fn push(&mut self, path: Path<'_>, constraint: Constraint) {
        self.violations.push(Violation::new(path.to_string(), constraint));
    }

    /// Whether there is nothing to check in any value of this one's type.
    fn has_nothing_for(&self, view: View<'_>) -> bool {
        let shape = match view {
            View::Structure(value) => value.shape(),
            View::Union(value) => value.shape(),
            // What their entries are isn't known here.
            View::List(_) | View::Map(_) => return false,
            _ => return true,
        };
        !shape.has(CONSTRAINED) && self.missing.is_empty()
    }

    fn is_missing(&self, field: &Field, path: Path<'_>) -> bool {
        let bare = Bare(path);
        !self.missing.is_empty() && field.has(MUST) && self.missing.contains(&bare.to_string())
    }
}

/// The way to a value, on the stack: it becomes text only where there is a violation.
#[derive(Clone, Copy)]
struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    step: Step<'a>,
    /// Whether the value is sensitive, and with it the keys of maps in it.
    hidden: bool,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root,
    Member(&'a str),
    Index(usize),
    Key(&'a str),
}

impl<'a> Path<'a> {
    fn below(&'a self, step: Step<'a>) -> Self {
        Path { outer: Some(self), step, hidden: self.hidden }
    }

    fn member(&'a self, shape: &Shape, field: &'static Field) -> Self {
        let hidden = self.hidden || shape.has(SENSITIVE) || field.has(SENSITIVE);
        Path { hidden, ..self.below(Step::Member(field.name())) }
    }
}

impl fmt::Display for Path<'_> {
    /// A JSON pointer (RFC 6901) of member names, indices and keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Member(name) => write!(f, "/{name}"),
            Step::Index(index) => write!(f, "/{index}"),
            Step::Key(_) if self.hidden => f.write_str("/…"),
            Step::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1")),
        }
    }
}

/// The path with the keys that are not to be shown.
struct Bare<'a>(Path<'a>);

impl fmt::Display for Bare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.0.outer {
            Bare(*outer).fmt(f)?;
        }
        Path { outer: None, hidden: false, ..self.0 }.fmt(f)
    }
}

/// Checks a value that is there, and what it holds.
fn visit(view: View<'_>, rules: &[Rule], path: Path<'_>, found: &mut Found<'_>) {
    for rule in rules {
        if let Some(constraint) = rule.violated_by(view) {
            found.push(path, constraint);
        }
    }
    match view {
        _ if found.has_nothing_for(view) => {}
        View::Structure(value) => {
            value.fields(Viewer(&mut |shape, views| members(shape, views, path, found)));
        }
        View::Union(value) => union(value, path, found),
        View::List(items) => list(items, rules, path, found),
        View::Map(entries) => map(entries, rules, path, found),
        _ => {}
    }
}

fn members(shape: &Shape, views: &[View<'_>], path: Path<'_>, found: &mut Found<'_>) {
    for (field, view) in shape.fields.iter().zip(views) {
        let path = path.member(shape, field);
        let absent = view.is_absent() || found.is_missing(field, path);
        if !absent {
            visit(*view, field.rules(), path, found);
        } else if field.has(REQUIRED) {
            found.push(path, Constraint::Required);
        }
    }
}

fn union(value: &dyn Union, path: Path<'_>, found: &mut Found<'_>) {
    let shape = value.shape();
    let Variant::Known(index, view) = value.variant() else { return };
    if let Some(field) = shape.fields.get(index) {
        visit(view, field.rules(), path.member(shape, field), found);
    }
}

fn list(items: &dyn List, rules: &[Rule], path: Path<'_>, found: &mut Found<'_>) {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    for index in 0..items.count() {
        let item = items.item(index);
        // A null tells nothing of the others.
        if item.is_absent() {
            continue;
        }
        if each.is_empty() && found.has_nothing_for(item) {
            return;
        }
        visit(item, each, path.below(Step::Index(index)), found);
    }
}

fn map(entries: &dyn Map, rules: &[Rule], path: Path<'_>, found: &mut Found<'_>) {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    let keys = inner(rules, |rule| if let Rule::Keys(rules) = rule { Some(rules) } else { None });
    entries.each(&mut |key, view| {
        // A key has no path of its own: what is wrong with it is told of the map.
        visit(View::Unrecognized(key), keys, path, found);
        if view.is_absent() {
            return ControlFlow::Continue(());
        }
        if keys.is_empty() && each.is_empty() && found.has_nothing_for(view) {
            return ControlFlow::Break(());
        }
        visit(view, each, path.below(Step::Key(key)), found);
        ControlFlow::Continue(())
    });
}

fn inner(rules: &[Rule], select: fn(&Rule) -> Option<&&'static [Rule]>) -> &'static [Rule] {
    rules.iter().find_map(select).copied().unwrap_or_default()
}
