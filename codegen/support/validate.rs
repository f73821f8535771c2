//! Validation: checking values against the constraints of the model.

use std::ops::ControlFlow;

use serde_core::Deserializer;

use super::field::{REQUIRED, REQUIRED_WARN, Shape};
use super::missing::{Missing, MissingNode, Step};
use super::path::Path;
use super::read::read_leniently;
use super::rule::Rule;
use super::rule_check::check_rule;
use super::subject::{Collection, Subject};
use super::validity::{entry_rules, is_valid, key_rules};
use super::value::{FieldVisitor, List, Map, Union, Value, Variant, View};
use super::violation::{Constraint, Severity, Violation};
use super::violations::Violations;

/// Validation of a value against the constraints of the model. Reading and writing never validate.
///
/// A value is validated as the service receives it. A required member must be set even if the model has a `default` for it,
/// calls it `clientOptional`, or lets clients generate it (`idempotencyToken`): a client sets it before it sends the request.
pub trait Validate {
    /// Returns the first `limit` violations, warnings included. The search ends at the next one, and then
    /// [`Violations::is_truncated`] is true. A `limit` of `usize::MAX` finds all.
    fn violations(&self, limit: usize) -> Violations;

    /// Returns whether the value has no violations but warnings. The search ends at the first other and allocates nothing.
    fn is_valid(&self) -> bool;

    /// Returns the first violation that isn't a warning. The search ends there.
    fn first_violation(&self) -> Option<Violation>;

    /// Validates the whole value.
    ///
    /// # Errors
    /// Every violation that isn't a warning, up to [`Violations::LIMIT`]. A text that is both too long and longer than 4,096
    /// characters isn't matched against its pattern.
    fn validate(&self) -> Result<(), Violations>;
}

impl<T: Value> Validate for T {
    fn violations(&self, limit: usize) -> Violations {
        let options = SearchOptions { limit, includes_warnings: true, finds_more: true };
        search::<T>(self.view(), None, options)
    }

    fn is_valid(&self) -> bool {
        is_valid(self.view(), &[])
    }

    fn first_violation(&self) -> Option<Violation> {
        let options = SearchOptions { limit: 1, includes_warnings: false, finds_more: false };
        search::<T>(self.view(), None, options).into_iter().next()
    }

    fn validate(&self) -> Result<(), Violations> {
        validate::<T>(self.view(), None)
    }
}

/// Reads a value and validates it. A missing member whose Rust type isn't an `Option` is a violation like any other, and not
/// an error of reading.
///
/// # Errors
/// The outer error: errors of the format, values of another type than the model's, and a missing member after
/// [`Violations::LIMIT`] others. The inner error: the violations that [`Validate::validate`] returns.
pub fn check<'de, T: Value, D: Deserializer<'de>>(
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    check_into(T::placeholder(), from)
}

/// Reads into a placeholder and validates it, as [`check`] does; also if its type is only known at run time.
pub(super) fn check_into<'de, T: Value, D: Deserializer<'de>>(
    mut value: T,
    from: D,
) -> Result<Result<T, Violations>, D::Error> {
    let missing = read_leniently(value.slot(), T::sensitive(), from)?;
    Ok(validate::<T>(value.view(), Some(&missing)).map(|()| value))
}

pub(super) fn validate<T: Value>(
    view: View<'_>,
    missing: Option<&Missing>,
) -> Result<(), Violations> {
    let options =
        SearchOptions { limit: Violations::LIMIT, includes_warnings: false, finds_more: true };
    let violations = search::<T>(view, missing, options);
    if violations.is_empty() { Ok(()) } else { Err(violations) }
}

/// What a search reports, and when it ends.
#[derive(Clone, Copy)]
struct SearchOptions {
    /// The greatest number of violations.
    limit: usize,
    /// Whether warnings are among the violations.
    includes_warnings: bool,
    /// Whether the search goes on after the last violation, to find whether there is another.
    finds_more: bool,
}

/// Searches a value of this type; a second time, with hidden map keys, if it has violations and the type is sensitive.
fn search<T: Value>(
    view: View<'_>,
    missing: Option<&Missing>,
    options: SearchOptions,
) -> Violations {
    let missing = missing.and_then(Missing::root);
    if missing.is_none() && !options.includes_warnings && is_valid(view, &[]) {
        return Violations { found: Vec::new(), truncated: false };
    }
    let violations = search_once(view, missing, options, false);
    let must_hide_keys = !violations.is_empty() && T::sensitive();
    if must_hide_keys { search_once(view, missing, options, true) } else { violations }
}

/// Searches a value from its root. If it is `hidden`, the paths don't show map keys.
fn search_once(
    view: View<'_>,
    missing: Option<MissingNode<'_>>,
    options: SearchOptions,
    hidden: bool,
) -> Violations {
    let violations = Violations { found: Vec::new(), truncated: false };
    let mut search = Search { violations, options };
    let root = Path::root(hidden, missing);
    // An early end is noted in the violations, or wanted by the options.
    _ = check_value(view, &[], &root, &mut search);
    search.violations
}

/// A search: the violations found so far, and when it ends.
struct Search {
    violations: Violations,
    options: SearchOptions,
}

/// The greatest length in characters of a text that is matched against its pattern although it is too long.
const LONGEST_MATCHED: u64 = 4096;

impl Search {
    /// Adds a violation, unless the limit is reached. Only an added one allocates its path and the text of the value.
    fn push(
        &mut self,
        path: &Path<'_>,
        constraint: Constraint,
        severity: Severity,
        subject: impl FnOnce() -> Subject,
    ) -> ControlFlow<()> {
        if self.violations.len() == self.options.limit {
            self.violations.truncated = true;
            return ControlFlow::Break(());
        }
        let violation =
            Violation::new(path.to_string(), path.shown_key(), constraint, severity, subject());
        self.violations.found.push(violation);
        let is_last = self.violations.len() == self.options.limit && !self.options.finds_more;
        if is_last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Adds the violation that a required member is missing.
    fn push_missing(&mut self, path: &Path<'_>, severity: Severity) -> ControlFlow<()> {
        self.push(path, Constraint::Required, severity, || Subject::missing(path))
    }

    /// Checks the value itself against the rules.
    fn check_rules(
        &mut self,
        view: View<'_>,
        rules: &'static [Rule],
        path: &Path<'_>,
        severity: Severity,
    ) -> ControlFlow<()> {
        let mut matches_patterns = true;
        for rule in rules {
            if let Rule::Warn(rules) = rule {
                if self.options.includes_warnings {
                    self.check_rules(view, rules, path, Severity::Warn)?;
                }
            } else if matches!(rule, Rule::Matches(_)) && !matches_patterns {
                // The text is far too long, which was found first: rules of lengths precede those of patterns.
            } else if let Some(constraint) = check_rule(rule, view) {
                matches_patterns &= !is_far_too_long(&constraint);
                let subject = || Subject::new(path, view, rule);
                self.push(path, constraint, severity, subject)?;
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

/// Checks a value that isn't absent, and the values in it.
fn check_value(
    view: View<'_>,
    rules: &'static [Rule],
    path: &Path<'_>,
    search: &mut Search,
) -> ControlFlow<()> {
    search.check_rules(view, rules, path, Severity::Deny)?;
    match view {
        view if path.holds_nothing_to_check(view) => ControlFlow::Continue(()),
        View::Structure(value) => {
            let mut flow = ControlFlow::Continue(());
            value.fields(FieldVisitor(&mut |shape, views| {
                flow = check_members(shape, views, path, search)
            }));
            flow
        }
        View::Union(value) => check_union(value, path, search),
        View::List(items) => check_list(items, rules, path, search),
        View::Map(entries) => check_map(entries, rules, path, search),
        _ => ControlFlow::Continue(()),
    }
}

fn check_members(
    shape: &Shape,
    views: &[View<'_>],
    path: &Path<'_>,
    search: &mut Search,
) -> ControlFlow<()> {
    for (field, view) in shape.fields.iter().zip(views) {
        let path = path.member(shape, field);
        let is_absent = view.is_absent() || path.is_missing(field);
        if !is_absent {
            check_value(*view, field.rules(), &path, search)?;
        } else if field.has(REQUIRED) {
            search.push_missing(&path, Severity::Deny)?;
        } else if field.has(REQUIRED_WARN) && search.options.includes_warnings {
            search.push_missing(&path, Severity::Warn)?;
        }
    }
    ControlFlow::Continue(())
}

fn check_union(value: &dyn Union, path: &Path<'_>, search: &mut Search) -> ControlFlow<()> {
    let shape = value.shape();
    let Variant::Known(index, view) = value.variant() else { return ControlFlow::Continue(()) };
    match shape.fields.get(index) {
        Some(field) => check_value(view, field.rules(), &path.member(shape, field), search),
        None => ControlFlow::Continue(()),
    }
}

fn check_list(
    items: &dyn List,
    rules: &'static [Rule],
    path: &Path<'_>,
    search: &mut Search,
) -> ControlFlow<()> {
    let each = entry_rules(rules);
    let own = Collection::new(path, View::List(items), rules);
    let collection = path.collection().unwrap_or(&own);
    for index in 0..items.count() {
        let item = items.item(index);
        // A null entry says nothing about the types of the others.
        if item.is_absent() {
            continue;
        }
        // The others hold nothing to check either.
        if each.is_empty() && path.holds_nothing_to_check(item) {
            break;
        }
        check_value(item, each, &path.entry(Step::Index(index), collection), search)?;
    }
    ControlFlow::Continue(())
}

fn check_map(
    entries: &dyn Map,
    rules: &'static [Rule],
    path: &Path<'_>,
    search: &mut Search,
) -> ControlFlow<()> {
    let each = entry_rules(rules);
    let keys = key_rules(rules);
    let own = Collection::new(path, View::Map(entries), rules);
    let collection = path.collection().unwrap_or(&own);
    let mut flow = ControlFlow::Continue(());
    entries.each(&mut |key, view| {
        let has_no_rules = keys.is_empty() && each.is_empty() && !view.is_absent();
        if has_no_rules && path.holds_nothing_to_check(view) {
            return ControlFlow::Break(());
        }
        flow = check_entry(key, view, (keys, each), (path, collection), search);
        flow
    });
    flow
}

fn check_entry(
    key: &str,
    view: View<'_>,
    (keys, each): (&'static [Rule], &'static [Rule]),
    (path, collection): (&Path<'_>, &Collection<'_>),
    search: &mut Search,
) -> ControlFlow<()> {
    let key_path = path.map_key(key, collection);
    search.check_rules(View::Unrecognized(key), keys, &key_path, Severity::Deny)?;
    if view.is_absent() {
        return ControlFlow::Continue(());
    }
    check_value(view, each, &path.entry(Step::Key(key), collection), search)
}
