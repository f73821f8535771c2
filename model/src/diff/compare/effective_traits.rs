//! The comparison of traits that a member inherits from its target unless it has them itself.

use serde_json::{Value, json};

use super::caches::Caches;
use super::collector::Collector;
use super::effective_trait::EffectiveTrait;
use super::equivalence::Equivalence;
use super::limits::{self, Limit};
use super::subject::Subject;
use crate::diff::versions::Versions;
use crate::diff::{Kind, PatternChange, WireImpact};
use crate::{Member, Shape, Traits};

/// Compares the effective traits of a shape. Those of a simple shape, list or map count if a member inherits them.
pub(super) fn compare_of_shape<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: &'a Shape,
    new: &'a Shape,
) {
    let is_named = old.kind.is_named() || new.kind.is_named();
    let inherited = changes.inherited.of_shape(&old.id);
    for of_shape in EffectiveTrait::ALL {
        if is_named || inherited.contains(of_shape) {
            let id = of_shape.id();
            let values = (old.traits.get(id), new.traits.get(id));
            compare_trait(versions, changes, subject, of_shape, values);
        }
    }
}

/// Compares the effective traits of a member with its target. If the target is the same, a change of an inherited trait is
/// a change of the target.
pub(super) fn compare_of_member<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    (old, old_target): (&'a Member, &'a Shape),
    (new, new_target): (&'a Member, &'a Shape),
    has_same_target: bool,
) {
    for of_member in EffectiveTrait::ALL {
        let id = of_member.id();
        let (before, after) = (old.traits.get(id), new.traits.get(id));
        if has_same_target && before.is_none() && after.is_none() {
            changes.inherited.insert(&old_target.id, of_member);
        } else {
            let before = before.or_else(|| old_target.traits.get(id));
            let after = after.or_else(|| new_target.traits.get(id));
            compare_trait(versions, changes, subject, of_member, (before, after));
        }
    }
}

fn compare_trait<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    compared: EffectiveTrait,
    (old, new): (Option<&'a Value>, Option<&'a Value>),
) {
    if old == new || (versions.options.across_formats && is_of_one_format(compared, old, new)) {
        return;
    }
    let kind = match compared {
        EffectiveTrait::Length => {
            return limits::compare(changes, subject, Limit::Length, (old, new));
        }
        EffectiveTrait::Range => {
            return limits::compare(changes, subject, Limit::Range, (old, new));
        }
        EffectiveTrait::Pattern => return compare_pattern(versions, changes, subject, old, new),
        EffectiveTrait::Default => Kind::DefaultChanged,
        EffectiveTrait::MediaType => Kind::MediaTypeChanged,
        EffectiveTrait::Sensitive => Kind::SensitiveChanged,
        EffectiveTrait::TimestampFormat => Kind::TimestampFormatChanged,
        EffectiveTrait::Streaming | EffectiveTrait::RequiresLength => Kind::StreamingChanged,
    };
    let to_json = |value: &Option<&Value>| match (compared, (*value)?) {
        (EffectiveTrait::Sensitive, _) => Some(json!(true)),
        (EffectiveTrait::Streaming, _) => Some(json!("streaming")),
        (EffectiveTrait::RequiresLength, _) => Some(json!("requiresLength")),
        // A default of null removes the default of the target.
        (EffectiveTrait::Default, Value::Null) => None,
        (_, value) => Some(value.clone()),
    };
    let (before, after) = (to_json(&old), to_json(&new));
    changes.record_difference(kind, subject, (before, after), Option::clone);
}

/// Returns `true` if the trait is missing on one side and one of the two formats can't express it.
fn is_of_one_format(compared: EffectiveTrait, old: Option<&Value>, new: Option<&Value>) -> bool {
    matches!(compared, EffectiveTrait::Default | EffectiveTrait::MediaType)
        && (old.is_none() || new.is_none())
}

fn compare_pattern<'a>(
    versions: &Versions<'a>,
    changes: &mut Collector<'_, 'a>,
    subject: Subject<'_>,
    old: Option<&'a Value>,
    new: Option<&'a Value>,
) {
    let values = (old.cloned(), new.cloned());
    let options = versions.options;
    let kind = match (old.and_then(Value::as_str), new.and_then(Value::as_str)) {
        (Some(old), Some(new)) => match changes.caches.compare_patterns(options, old, new) {
            // The formats spell anchors differently.
            PatternChange::None if options.across_formats => return,
            PatternChange::None => Kind::PatternRespelled,
            PatternChange::Wider => {
                let impact = (WireImpact::Safe, "values that were valid are still valid");
                return changes.record_with_impact(Kind::PatternChanged, subject, values, impact);
            }
            PatternChange::Other => Kind::PatternChanged,
        },
        (None, _) => Kind::PatternAdded,
        (_, None) => Kind::PatternRemoved,
    };
    changes.record(kind, subject, values.0, values.1);
}

/// Returns how far the effective traits of a new member can replace those of an old one; each has its own traits and those
/// of its target.
pub(super) fn equivalence<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: [&'a Traits; 2],
    new: [&'a Traits; 2],
) -> Equivalence {
    let all = EffectiveTrait::ALL.into_iter().map(|compared| {
        let id = compared.id();
        let effective = |[own, target]: [&'a Traits; 2]| own.get(id).or_else(|| target.get(id));
        let (old, new) = (effective(old), effective(new));
        if old == new || (versions.options.across_formats && is_of_one_format(compared, old, new)) {
            return Equivalence::Same;
        }
        match compared {
            EffectiveTrait::Length => limits::equivalence(Limit::Length, old, new),
            EffectiveTrait::Range => limits::equivalence(Limit::Range, old, new),
            EffectiveTrait::Pattern => pattern_equivalence(versions, caches, old, new),
            EffectiveTrait::Sensitive => Equivalence::Compatible,
            _ => Equivalence::Different,
        }
    });
    all.max().unwrap_or(Equivalence::Same)
}

fn pattern_equivalence<'a>(
    versions: &Versions<'a>,
    caches: &mut Caches<'a>,
    old: Option<&'a Value>,
    new: Option<&'a Value>,
) -> Equivalence {
    match (old.and_then(Value::as_str), new.and_then(Value::as_str)) {
        (Some(old), Some(new)) => match caches.compare_patterns(versions.options, old, new) {
            PatternChange::None => Equivalence::Same,
            PatternChange::Wider => Equivalence::Compatible,
            PatternChange::Other => Equivalence::Different,
        },
        (_, None) => Equivalence::Compatible,
        (None, _) => Equivalence::Different,
    }
}
