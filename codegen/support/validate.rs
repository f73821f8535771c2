//! Validation: whether values satisfy the constraints of the model.

use std::fmt;
use std::ops::ControlFlow;

use super::field::{CONSTRAINED, Field, REQUIRED, SENSITIVE, Shape};
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
        let mut found = Vec::new();
        visit(self.view(), &[], Path { outer: None, step: Step::Root, hidden: false }, &mut found);
        if found.is_empty() { Ok(()) } else { Err(Violations::new(found)) }
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

/// Checks a value that is there, and what it holds.
fn visit(view: View<'_>, rules: &[Rule], path: Path<'_>, found: &mut Vec<Violation>) {
    for rule in rules {
        if let Some(constraint) = rule.violated_by(view) {
            found.push(Violation::new(path.to_string(), constraint));
        }
    }
    match view {
        View::Structure(value) => value.fields(Viewer(&mut |shape, views| {
            if shape.has(CONSTRAINED) {
                members(shape, views, path, found);
            }
        })),
        View::Union(value) => union(value, path, found),
        View::List(items) => list(items, rules, path, found),
        View::Map(entries) => map(entries, rules, path, found),
        _ => {}
    }
}

fn members(shape: &Shape, views: &[View<'_>], path: Path<'_>, found: &mut Vec<Violation>) {
    for (field, view) in shape.fields.iter().zip(views) {
        let path = path.member(shape, field);
        if !view.is_absent() {
            visit(*view, field.rules(), path, found);
        } else if field.has(REQUIRED) {
            found.push(Violation::new(path.to_string(), Constraint::Required));
        }
    }
}

fn union(value: &dyn Union, path: Path<'_>, found: &mut Vec<Violation>) {
    let shape = value.shape();
    let Variant::Known(index, view) = value.variant() else { return };
    if let Some(field) = shape.fields.get(index) {
        visit(view, field.rules(), path.member(shape, field), found);
    }
}

fn list(items: &dyn List, rules: &[Rule], path: Path<'_>, found: &mut Vec<Violation>) {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    for index in 0..items.count() {
        let item = items.item(index);
        // A null tells nothing of the others.
        if item.is_absent() {
            continue;
        }
        if each.is_empty() && item.is_leaf() {
            return;
        }
        visit(item, each, path.below(Step::Index(index)), found);
    }
}

fn map(entries: &dyn Map, rules: &[Rule], path: Path<'_>, found: &mut Vec<Violation>) {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    let keys = inner(rules, |rule| if let Rule::Keys(rules) = rule { Some(rules) } else { None });
    entries.each(&mut |key, view| {
        // A key has no path of its own: what is wrong with it is told of the map.
        visit(View::Unrecognized(key), keys, path, found);
        if view.is_absent() {
            return ControlFlow::Continue(());
        }
        if keys.is_empty() && each.is_empty() && view.is_leaf() {
            return ControlFlow::Break(());
        }
        visit(view, each, path.below(Step::Key(key)), found);
        ControlFlow::Continue(())
    });
}

fn inner(rules: &[Rule], select: fn(&Rule) -> Option<&&'static [Rule]>) -> &'static [Rule] {
    rules.iter().find_map(select).copied().unwrap_or_default()
}
