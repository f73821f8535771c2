//! Validation: whether values satisfy the constraints of the model.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::ControlFlow;

use serde_core::Deserializer;

use super::field::{ADVISED, CONSTRAINED, Field, MUST, REQUIRED, SENSITIVE, Shape};
use super::read::read_leniently;
use super::rule::Rule;
use super::value::{List, Map, Union, Value, Variant, View, Viewer};
use super::violation::{Constraint, Severity, Violation};
use super::violations::Violations;

/// Values whose model has constraints. It is advice: reading and writing never validate.
///
/// What is judged is the value as the service will see it. A required member has to be there although the model has a
/// `default` for it, calls it `clientOptional`, or says that clients may make one up (`idempotencyToken`): that is done
/// before a request is sent.
pub trait Validate {
    /// All that is wrong, warnings too, up to a `limit` where the search ends: none where there is to be no more than
    /// a look, `usize::MAX` for all.
    fn violations(&self, limit: usize) -> Violations;

    /// Whether the value is valid. The search ends at the first violation, and makes no text.
    fn is_valid(&self) -> bool;

    /// The first violation that isn't a warning. The search ends there.
    fn first_violation(&self) -> Option<Violation>;

    /// Checks the whole value.
    ///
    /// # Errors
    /// Every violation that isn't a warning, up to [`Violations::LIMIT`].
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn violations(&self, limit: usize) -> Violations {
        search(self.view(), &BTreeSet::new(), limit, true)
    }

    fn is_valid(&self) -> bool {
        !search(self.view(), &BTreeSet::new(), 0, false).is_truncated()
    }

    fn first_violation(&self) -> Option<Violation> {
        search(self.view(), &BTreeSet::new(), 1, false).into_iter().next()
    }

    fn validate(&self) -> Result<(), Violations> {
        validate(self.view(), &BTreeSet::new())
    }
}

/// Reads a value and validates it, all at once: a member that must be there and isn't is a violation among others,
/// and no error of reading.
///
/// # Errors
/// Those of the format, and what has another type than the model says; within those, what [`Validate::validate`] tells.
/// Where over [`Violations::LIMIT`] members are missing, the next one is an error of reading.
pub fn check<'de, T: Value, D: Deserializer<'de>>(
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    check_into(T::blank(), from)
}

pub(super) fn check_into<'de, T: Value, D: Deserializer<'de>>(
    mut value: T,
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    let missing = read_leniently(value.slot(), T::sensitive(), from)?;
    Ok(validate(value.view(), &missing).map(|()| value))
}

fn validate(view: View<'_>, missing: &BTreeSet<String>) -> Result<(), Violations> {
    let violations = search(view, missing, Violations::LIMIT, false);
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

fn search(
    view: View<'_>,
    missing: &BTreeSet<String>,
    limit: usize,
    with_warnings: bool,
) -> Violations {
    let violations = Violations { found: Vec::new(), truncated: false };
    let mut found = Found { violations, limit, with_warnings, missing };
    let root = Path { outer: None, step: Step::Root, hidden: false };
    // It ends early only where more is found than wanted, which is noted.
    _ = visit(view, &[], &root, &mut found);
    found.violations
}

/// What was found so far, and what is looked for.
struct Found<'m> {
    violations: Violations,
    limit: usize,
    with_warnings: bool,
    /// The JSON pointers of members that hold no value, though their types have no room for that.
    missing: &'m BTreeSet<String>,
}

impl Found<'_> {
    fn push(
        &mut self,
        path: &Path<'_>,
        constraint: Constraint,
        severity: Severity,
    ) -> ControlFlow<()> {
        if self.violations.len() == self.limit {
            self.violations.truncated = true;
            return ControlFlow::Break(());
        }
        self.violations.found.push(Violation::new(path.to_string(), constraint, severity));
        ControlFlow::Continue(())
    }

    /// Holds the value itself against the rules.
    fn test(
        &mut self,
        view: View<'_>,
        rules: &[Rule],
        path: &Path<'_>,
        severity: Severity,
    ) -> ControlFlow<()> {
        for rule in rules {
            if let Rule::Warn(rules) = rule {
                if self.with_warnings {
                    self.test(view, rules, path, Severity::Warn)?;
                }
            } else if let Some(constraint) = rule.violated_by(view) {
                self.push(path, constraint, severity)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether there is nothing to check in any value of this one's type.
    #[inline]
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

    /// Whether there is nothing to check in this member.
    fn has_nothing_in(&self, field: &Field, view: View<'_>) -> bool {
        if view.is_absent() {
            field.flags() & (REQUIRED | ADVISED) == 0
        } else {
            self.missing.is_empty() && field.rules().is_empty() && self.has_nothing_for(view)
        }
    }

    fn is_missing(&self, field: &Field, path: &Path<'_>) -> bool {
        !self.missing.is_empty()
            && field.has(MUST)
            && self.missing.contains(&Bare(path).to_string())
    }
}

/// The way to a value, on the stack: it becomes text only where there is a violation.
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
struct Bare<'a>(&'a Path<'a>);

impl fmt::Display for Bare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.0.outer {
            Bare(outer).fmt(f)?;
        }
        Path { outer: None, hidden: false, ..*self.0 }.fmt(f)
    }
}

/// Checks a value that is there, and what it holds. Most values hold nothing, so that it is a part of its callers.
#[inline]
fn visit(
    view: View<'_>,
    rules: &[Rule],
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    found.test(view, rules, path, Severity::Deny)?;
    if found.has_nothing_for(view) {
        return ControlFlow::Continue(());
    }
    descend(view, rules, path, found)
}

#[inline(never)]
fn descend(
    view: View<'_>,
    rules: &[Rule],
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    match view {
        View::Structure(value) => {
            let mut flow = ControlFlow::Continue(());
            value.fields(Viewer(&mut |shape, views| flow = members(shape, views, path, found)));
            flow
        }
        View::Union(value) => union(value, path, found),
        View::List(items) => list(items, rules, path, found),
        View::Map(entries) => map(entries, rules, path, found),
        _ => ControlFlow::Continue(()),
    }
}

fn members(
    shape: &Shape,
    views: &[View<'_>],
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    for (field, view) in shape.fields.iter().zip(views) {
        if found.has_nothing_in(field, *view) {
            continue;
        }
        let path = path.member(shape, field);
        let absent = view.is_absent() || found.is_missing(field, &path);
        if !absent {
            visit(*view, field.rules(), &path, found)?;
        } else if field.has(REQUIRED) {
            found.push(&path, Constraint::Required, Severity::Deny)?;
        } else if field.has(ADVISED) && found.with_warnings {
            found.push(&path, Constraint::Required, Severity::Warn)?;
        }
    }
    ControlFlow::Continue(())
}

fn union(value: &dyn Union, path: &Path<'_>, found: &mut Found<'_>) -> ControlFlow<()> {
    let shape = value.shape();
    let Variant::Known(index, view) = value.variant() else { return ControlFlow::Continue(()) };
    match shape.fields.get(index) {
        Some(field) => visit(view, field.rules(), &path.member(shape, field), found),
        None => ControlFlow::Continue(()),
    }
}

fn list(
    items: &dyn List,
    rules: &[Rule],
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    for index in 0..items.count() {
        let item = items.item(index);
        // A null tells nothing of the others.
        if item.is_absent() {
            continue;
        }
        if each.is_empty() && found.has_nothing_for(item) {
            break;
        }
        visit(item, each, &path.below(Step::Index(index)), found)?;
    }
    ControlFlow::Continue(())
}

fn map(
    entries: &dyn Map,
    rules: &[Rule],
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    let keys = inner(rules, |rule| if let Rule::Keys(rules) = rule { Some(rules) } else { None });
    let mut flow = ControlFlow::Continue(());
    entries.each(&mut |key, view| {
        let unruled = keys.is_empty() && each.is_empty() && !view.is_absent();
        if unruled && found.has_nothing_for(view) {
            return ControlFlow::Break(());
        }
        flow = entry(key, view, (keys, each), path, found);
        flow
    });
    flow
}

fn entry(
    key: &str,
    view: View<'_>,
    (keys, each): (&[Rule], &[Rule]),
    path: &Path<'_>,
    found: &mut Found<'_>,
) -> ControlFlow<()> {
    // A key has no path of its own: what is wrong with it is told of the map.
    found.test(View::Unrecognized(key), keys, path, Severity::Deny)?;
    match view {
        View::Absent => ControlFlow::Continue(()),
        _ => visit(view, each, &path.below(Step::Key(key)), found),
    }
}

fn inner(rules: &[Rule], select: fn(&Rule) -> Option<&&'static [Rule]>) -> &'static [Rule] {
    rules.iter().find_map(select).copied().unwrap_or_default()
}
