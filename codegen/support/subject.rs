//! What a violation is about, as AWS's services tell it: the member that they name, its value, and the conditions.

use std::cell::OnceCell;
use std::fmt;
use std::sync::Arc;

use super::condition::{Conditions, split_rule};
use super::path::Path;
use super::rule::Rule;
use super::rule_check::check_rule;
use super::shown_text::Escaped;
use super::validity::{entry_rules, key_rules};
use super::value::View;
use super::value_text::show_value;
use super::violation::Severity;

/// The list or map of a member that is being validated. AWS's services tell what is wrong with an entry as a violation of the
/// whole of it.
pub(super) struct Collection<'a> {
    path: &'a Path<'a>,
    view: View<'a>,
    rules: &'static [Rule],
    /// What all violations of its entries share, once there is one.
    member: OnceCell<Arc<NamedMember>>,
}

impl<'a> Collection<'a> {
    pub(super) fn new(path: &'a Path<'a>, view: View<'a>, rules: &'static [Rule]) -> Self {
        Self { path, view, rules, member: OnceCell::new() }
    }

    fn member(&self) -> Arc<NamedMember> {
        let create = || Arc::new(NamedMember::new(self.path, self.view, self.rules));
        Arc::clone(self.member.get_or_init(create))
    }
}

/// A member that a message names.
struct NamedMember {
    path: String,
    value: ShownValue,
    rules: &'static [Rule],
}

/// The value of a member in a message.
#[derive(PartialEq)]
enum ShownValue {
    Missing,
    Sensitive,
    Text(String),
}

impl NamedMember {
    fn new(path: &Path<'_>, view: View<'_>, rules: &'static [Rule]) -> Self {
        let value = match view {
            View::Absent => ShownValue::Missing,
            _ if path.is_hidden() => ShownValue::Sensitive,
            _ => ShownValue::Text(show_value(view)),
        };
        Self { path: path.dotted().to_string(), value, rules }
    }
}

/// What a violation is about.
#[derive(Clone)]
pub(super) struct Subject {
    member: Arc<NamedMember>,
    part: Part,
}

/// The part of a member that a violation is about.
#[derive(Clone)]
enum Part {
    /// The member itself, which is missing.
    Missing,
    /// The value of the member, and the conditions that it doesn't satisfy.
    Value([Option<Rule>; 2]),
    /// An entry of the list.
    Entries,
    /// A value of the map.
    MapValues,
    /// A key of the map.
    MapKeys,
}

impl Subject {
    /// Returns the subject of the violation that the value at this path doesn't satisfy the rule.
    pub(super) fn new(path: &Path<'_>, view: View<'_>, rule: &Rule) -> Self {
        let Some(collection) = path.collection() else {
            let member = Arc::new(NamedMember::new(path, view, &[]));
            return Self { member, part: Part::Value(violated_conditions(rule, view)) };
        };
        let part = match collection.view {
            View::Map(_) if path.is_key_of_member() => Part::MapKeys,
            View::Map(_) => Part::MapValues,
            _ => Part::Entries,
        };
        Self { member: collection.member(), part }
    }

    /// Returns the subject of the violation that the member at this path is missing.
    pub(super) fn missing(path: &Path<'_>) -> Self {
        let member = Arc::new(NamedMember::new(path, View::Absent, &[]));
        Self { member, part: Part::Missing }
    }

    /// Returns what is equal for the violations that AWS's services tell once: the member, as a number, and whether the
    /// violations are those of its entries or keys (0) or of its values (1). It is `None` if a violation is reported by itself.
    pub(super) fn group(&self) -> Option<(usize, u8)> {
        let part = match self.part {
            Part::Missing | Part::Value(_) => return None,
            Part::Entries | Part::MapKeys => 0,
            Part::MapValues => 1,
        };
        Some((Arc::as_ptr(&self.member) as usize, part))
    }

    /// Returns how many violations AWS's services tell instead: one for each bound of a range that NaN is not within.
    pub(super) fn count(&self) -> usize {
        match &self.part {
            Part::Value(conditions) => conditions.iter().flatten().count(),
            _ => 1,
        }
    }

    /// Writes the message, and if there are several, a semicolon after each but the last.
    pub(super) fn write_message(
        &self,
        severity: Severity,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let rules = self.member.rules;
        let inner = |rules| Conditions { rules, includes_warnings: severity == Severity::Warn };
        match &self.part {
            Part::Missing => {
                self.write_start(f).and_then(|()| f.write_str("Member must not be null"))
            }
            Part::Value(conditions) => {
                for (place, condition) in conditions.iter().flatten().enumerate() {
                    f.write_str(if place == 0 { "" } else { "; " })?;
                    self.write_start(f)?;
                    let rules = std::slice::from_ref(condition);
                    write!(f, "{}", Conditions { rules, includes_warnings: false })?;
                }
                Ok(())
            }
            Part::Entries => {
                self.write_start(f)?;
                write!(f, "Member must satisfy constraint: [{}]", inner(entry_rules(rules)))
            }
            Part::MapValues => {
                self.write_start(f)?;
                write!(f, "Map value must satisfy constraint: [{}]", inner(entry_rules(rules)))
            }
            Part::MapKeys => {
                self.write_start(f)?;
                write!(f, "Map keys must satisfy constraint: [{}]", inner(key_rules(rules)))
            }
        }
    }

    /// Writes the value and the path of the member.
    fn write_start(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.member.value {
            ShownValue::Missing => f.write_str("Value null")?,
            ShownValue::Sensitive => f.write_str("Value")?,
            ShownValue::Text(text) => write!(f, "Value '{}'", Escaped(text))?,
        }
        write!(f, " at '{}' failed to satisfy constraint: ", Escaped(&self.member.path))
    }
}

impl PartialEq for Subject {
    /// Compares what is shown of the values. The rules are those of the same member if the paths are equal.
    fn eq(&self, other: &Self) -> bool {
        self.member.path == other.member.path && self.member.value == other.member.value
    }
}

/// Returns the conditions of the rule that the value doesn't satisfy.
fn violated_conditions(rule: &Rule, view: View<'_>) -> [Option<Rule>; 2] {
    match split_rule(rule) {
        [Some(upper), Some(lower)] => [upper, lower]
            .map(|condition| check_rule(&condition, view).is_some().then_some(condition)),
        only => only,
    }
}
