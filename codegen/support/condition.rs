//! Rules in the words of AWS's services.

use std::fmt;

use super::rule::{EnumValueVisitor, Rule, VisitValues};

/// Returns the conditions that AWS's services tell apart: the upper and the lower bound of a rule that has both, or the rule.
pub(super) fn split_rule(rule: &Rule) -> [Option<Rule>; 2] {
    match *rule {
        Rule::Length(min, max) => [Some(Rule::MaxLength(max)), Some(Rule::MinLength(min))],
        Rule::Range(min, max) => [Some(Rule::Max(max)), Some(Rule::Min(min))],
        Rule::Fractions(min @ Some(_), max @ Some(_)) => {
            [Some(Rule::Fractions(None, max)), Some(Rule::Fractions(min, None))]
        }
        Rule::Digits(min @ Some(_), max @ Some(_)) => {
            [Some(Rule::Digits(None, max)), Some(Rule::Digits(min, None))]
        }
        rule => [Some(rule), None],
    }
}

/// The conditions of rules in the words of AWS's services, separated by commas.
pub(super) struct Conditions<'r> {
    pub(super) rules: &'r [Rule],
    /// Whether rules whose violations are warnings are among them.
    pub(super) includes_warnings: bool,
}

impl fmt::Display for Conditions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f, &mut true)
    }
}

impl Conditions<'_> {
    fn write_to(&self, f: &mut fmt::Formatter<'_>, is_first: &mut bool) -> fmt::Result {
        // Only a map has rules for keys. If a map in a list or map has none, it is reported as a list.
        let is_map = self.rules.iter().any(|rule| matches!(rule, Rule::Keys(_)));
        for condition in self.rules.iter().flat_map(split_rule).flatten() {
            match condition {
                Rule::Fact(_) => continue,
                Rule::Warn(_) if !self.includes_warnings => continue,
                Rule::Warn(rules) => {
                    Conditions { rules, ..*self }.write_to(f, is_first)?;
                    continue;
                }
                _ => {}
            }
            if !std::mem::take(is_first) {
                f.write_str(", ")?;
            }
            self.write_condition(condition, is_map, f)?;
        }
        Ok(())
    }

    fn write_condition(
        &self,
        condition: Rule,
        is_map: bool,
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        let inner = |rules| Conditions { rules, ..*self };
        match condition {
            Rule::Each(rules) if is_map => {
                write!(f, "Map value must satisfy constraint: [{}]", inner(rules))
            }
            Rule::Each(rules) => write!(f, "Member must satisfy constraint: [{}]", inner(rules)),
            Rule::Keys(rules) => write!(f, "Map keys must satisfy constraint: [{}]", inner(rules)),
            condition => {
                f.write_str("Member must ")?;
                write_requirement(condition, f)
            }
        }
    }
}

/// Writes what a value must do.
fn write_requirement(condition: Rule, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match condition {
        Rule::MaxLength(max) => write!(f, "have length less than or equal to {max}"),
        Rule::MinLength(min) => write!(f, "have length greater than or equal to {min}"),
        Rule::Max(max) => write!(f, "have value less than or equal to {max}"),
        Rule::Min(min) => write!(f, "have value greater than or equal to {min}"),
        // These bounds have a point, such as `1.0`.
        Rule::Fractions(_, Some(max)) => write!(f, "have value less than or equal to {max:?}"),
        Rule::Fractions(Some(min), _) => write!(f, "have value greater than or equal to {min:?}"),
        Rule::Digits(_, Some(max)) => write!(f, "have value less than or equal to {max}"),
        Rule::Digits(Some(min), _) => write!(f, "have value greater than or equal to {min}"),
        Rule::Matches(pattern) => write!(f, "satisfy regular expression pattern: {}", pattern.0),
        Rule::Values(visit_values) => {
            write!(f, "satisfy enum value set: [{}]", named_values(visit_values).join(", "))
        }
        Rule::Unique => f.write_str("have unique values"),
        // Splitting leaves none of these, or they have no requirement of the value itself.
        Rule::Length(..)
        | Rule::Range(..)
        | Rule::Fractions(..)
        | Rule::Digits(..)
        | Rule::Each(_)
        | Rule::Keys(_)
        | Rule::Fact(_)
        | Rule::Warn(_) => Ok(()),
    }
}

/// Returns the values of an enum that the service names in messages.
pub(super) fn named_values(visit_values: VisitValues) -> Vec<String> {
    let mut values = Vec::new();
    visit_values(EnumValueVisitor(&mut |value, is_named| {
        if is_named {
            values.push(value.to_owned());
        }
    }));
    values
}
