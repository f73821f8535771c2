//! Validation: whether values satisfy the constraints of the model.

use std::fmt;
use std::ops::ControlFlow;

use serde_core::Deserializer;

use super::field::{ADVISED, CONSTRAINED, Field, MUST, REQUIRED, SENSITIVE, Shape};
use super::missing::{Missing, Spot, Step};
use super::read::read_leniently;
use super::rule::Rule;
use super::shown_text::ShownKey;
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
    /// Every violation that isn't a warning, up to [`Violations::LIMIT`]. Of a text that is too long, and longer than
    /// 4,096 characters, only that is told: it isn't held against its pattern.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn violations(&self, limit: usize) -> Violations {
        let wanted = Wanted { limit, warnings: true, whether_more: true };
        search::<T>(self.view(), None, wanted)
    }

    fn is_valid(&self) -> bool {
        let wanted = Wanted { limit: 0, warnings: false, whether_more: true };
        !search::<T>(self.view(), None, wanted).is_truncated()
    }

    fn first_violation(&self) -> Option<Violation> {
        let wanted = Wanted { limit: 1, warnings: false, whether_more: false };
        search::<T>(self.view(), None, wanted).into_iter().next()
    }

    fn validate(&self) -> Result<(), Violations> {
        validate::<T>(self.view(), None)
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
    Ok(validate::<T>(value.view(), Some(&missing)).map(|()| value))
}

fn validate<T: Value>(view: View<'_>, missing: Option<&Missing>) -> Result<(), Violations> {
    let wanted = Wanted { limit: Violations::LIMIT, warnings: false, whether_more: true };
    let violations = search::<T>(view, missing, wanted);
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

/// What is looked for.
#[derive(Clone, Copy)]
struct Wanted {
    /// The greatest number of violations.
    limit: usize,
    warnings: bool,
    /// Whether it has to be known if there are more.
    whether_more: bool,
}

/// Searches a value of this type. Whether its map keys may be shown is only asked where there is a path to show.
fn search<T: Value>(view: View<'_>, missing: Option<&Missing>, wanted: Wanted) -> Violations {
    let violations = search_showing(view, missing, wanted, false);
    let is_hidden = !violations.is_empty() && T::sensitive();
    if is_hidden { search_showing(view, missing, wanted, true) } else { violations }
}

fn search_showing(
    view: View<'_>,
    missing: Option<&Missing>,
    wanted: Wanted,
    hidden: bool,
) -> Violations {
    let violations = Violations { found: Vec::new(), truncated: false };
    let mut found = Found { violations, wanted };
    let missing = missing.and_then(Missing::root);
    let root = Path { outer: None, step: None, hidden, missing };
    // It ends early only where no more is wanted, or more is found than wanted, which is noted.
    _ = visit(view, &[], &root, &mut found);
    found.violations
}

/// What was found so far, and what is looked for.
struct Found {
    violations: Violations,
    wanted: Wanted,
}

/// A text that is too long is held against its pattern up to this many characters: it is invalid in any case.
const LONGEST_MATCHED: u64 = 4096;

impl Found {
    fn push(
        &mut self,
        path: &Path<'_>,
        constraint: Constraint,
        severity: Severity,
    ) -> ControlFlow<()> {
        if self.violations.len() == self.wanted.limit {
            self.violations.truncated = true;
            return ControlFlow::Break(());
        }
        self.violations.found.push(Violation::new(path.to_string(), constraint, severity));
        let is_last = self.violations.len() == self.wanted.limit && !self.wanted.whether_more;
        if is_last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Holds the value itself against the rules.
    fn test(
        &mut self,
        view: View<'_>,
        rules: &[Rule],
        path: &Path<'_>,
        severity: Severity,
    ) -> ControlFlow<()> {
        let mut is_matched = true;
        for rule in rules {
            if let Rule::Warn(rules) = rule {
                if self.wanted.warnings {
                    self.test(view, rules, path, Severity::Warn)?;
                }
            } else if matches!(rule, Rule::Matches(_)) && !is_matched {
                // Lengths come first.
            } else if let Some(constraint) = rule.violated_by(view) {
                is_matched &= !is_far_too_long(&constraint);
                self.push(path, constraint, severity)?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn is_far_too_long(constraint: &Constraint) -> bool {
    match constraint {
        Constraint::Length { max: Some(max), length, .. } => *length > LONGEST_MATCHED.max(*max),
        _ => false,
    }
}

/// The way to a value, on the stack: it becomes text only where there is a violation.
struct Path<'a> {
    outer: Option<&'a Path<'a>>,
    /// Nothing at the root.
    step: Option<Step<'a>>,
    /// Whether the value is sensitive, and with it the keys of maps in it.
    hidden: bool,
    /// Where members are missing in the value, though their types have no room for that, or it is itself.
    missing: Option<Spot<'a>>,
}

impl<'a> Path<'a> {
    fn below(&'a self, step: Step<'a>) -> Self {
        let missing = self.missing.and_then(|missing| missing.below(step));
        Path { outer: Some(self), step: Some(step), hidden: self.hidden, missing }
    }

    fn member(&'a self, shape: &Shape, field: &'static Field) -> Self {
        let hidden = self.hidden || shape.has(SENSITIVE) || field.has(SENSITIVE);
        Path { hidden, ..self.below(Step::Member(field.name())) }
    }

    /// Whether there is nothing to check in any value of this one's type here.
    #[inline]
    fn has_nothing_for(&self, view: View<'_>) -> bool {
        let shape = match view {
            View::Structure(value) => value.shape(),
            View::Union(value) => value.shape(),
            // What their entries are isn't known here.
            View::List(_) | View::Map(_) => return false,
            _ => return true,
        };
        !shape.has(CONSTRAINED) && self.missing.is_none()
    }

    /// Whether there is nothing to check in this member of the structure here.
    fn has_nothing_in(&self, field: &Field, view: View<'_>) -> bool {
        if view.is_absent() {
            field.flags() & (REQUIRED | ADVISED) == 0
        } else {
            self.missing.is_none() && field.rules().is_empty() && self.has_nothing_for(view)
        }
    }

    fn is_missing(&self, field: &Field) -> bool {
        field.has(MUST) && self.missing.is_some_and(Spot::is_missing)
    }
}

impl fmt::Display for Path<'_> {
    /// A JSON pointer (RFC 6901) of member names, indices and keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(outer) = self.outer {
            outer.fmt(f)?;
        }
        match self.step {
            None => Ok(()),
            Some(Step::Member(name)) => write!(f, "/{name}"),
            Some(Step::Index(index)) => write!(f, "/{index}"),
            Some(Step::Key(_)) if self.hidden => f.write_str("/…"),
            Some(Step::Key(key)) => {
                let key = ShownKey::new(key);
                write!(f, "/{}", key.text.replace('~', "~0").replace('/', "~1"))?;
                key.write_mark(f)
            }
        }
    }
}

/// Checks a value that is there, and what it holds. Most values hold nothing, so that it is a part of its callers.
#[inline]
fn visit(view: View<'_>, rules: &[Rule], path: &Path<'_>, found: &mut Found) -> ControlFlow<()> {
    found.test(view, rules, path, Severity::Deny)?;
    if path.has_nothing_for(view) {
        return ControlFlow::Continue(());
    }
    descend(view, rules, path, found)
}

#[inline(never)]
fn descend(view: View<'_>, rules: &[Rule], path: &Path<'_>, found: &mut Found) -> ControlFlow<()> {
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
    found: &mut Found,
) -> ControlFlow<()> {
    for (field, view) in shape.fields.iter().zip(views) {
        if path.has_nothing_in(field, *view) {
            continue;
        }
        let path = path.member(shape, field);
        let absent = view.is_absent() || path.is_missing(field);
        if !absent {
            visit(*view, field.rules(), &path, found)?;
        } else if field.has(REQUIRED) {
            found.push(&path, Constraint::Required, Severity::Deny)?;
        } else if field.has(ADVISED) && found.wanted.warnings {
            found.push(&path, Constraint::Required, Severity::Warn)?;
        }
    }
    ControlFlow::Continue(())
}

fn union(value: &dyn Union, path: &Path<'_>, found: &mut Found) -> ControlFlow<()> {
    let shape = value.shape();
    let Variant::Known(index, view) = value.variant() else { return ControlFlow::Continue(()) };
    match shape.fields.get(index) {
        Some(field) => visit(view, field.rules(), &path.member(shape, field), found),
        None => ControlFlow::Continue(()),
    }
}

fn list(items: &dyn List, rules: &[Rule], path: &Path<'_>, found: &mut Found) -> ControlFlow<()> {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    for index in 0..items.count() {
        let item = items.item(index);
        // A null tells nothing of the others.
        if item.is_absent() {
            continue;
        }
        if each.is_empty() && path.has_nothing_for(item) {
            break;
        }
        visit(item, each, &path.below(Step::Index(index)), found)?;
    }
    ControlFlow::Continue(())
}

fn map(entries: &dyn Map, rules: &[Rule], path: &Path<'_>, found: &mut Found) -> ControlFlow<()> {
    let each = inner(rules, |rule| if let Rule::Each(rules) = rule { Some(rules) } else { None });
    let keys = inner(rules, |rule| if let Rule::Keys(rules) = rule { Some(rules) } else { None });
    let mut flow = ControlFlow::Continue(());
    entries.each(&mut |key, view| {
        let unruled = keys.is_empty() && each.is_empty() && !view.is_absent();
        if unruled && path.has_nothing_for(view) {
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
    found: &mut Found,
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
