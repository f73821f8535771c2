//! What a member has in effect: traits of its own, or else those of its target.

use serde_json::{Value, json};

use super::comparison::Comparison;
use super::content::Content;
use super::limits::{self, Limit};
use super::spot::Spot;
use super::{Kind, PatternChange, WireImpact};
use crate::{Member, Shape, Traits};

/// A trait that a member can have of its own in place of its target's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    Length,
    Range,
    Pattern,
    Default,
    MediaType,
    Sensitive,
    TimestampFormat,
    Streaming,
    RequiresLength,
}

const ALL: [(Facet, &str); 9] = [
    (Facet::Length, "smithy.api#length"),
    (Facet::Range, "smithy.api#range"),
    (Facet::Pattern, "smithy.api#pattern"),
    (Facet::Default, "smithy.api#default"),
    (Facet::MediaType, "smithy.api#mediaType"),
    (Facet::Sensitive, "smithy.api#sensitive"),
    (Facet::TimestampFormat, "smithy.api#timestampFormat"),
    (Facet::Streaming, "smithy.api#streaming"),
    (Facet::RequiresLength, "smithy.api#requiresLength"),
];

/// A set of facets.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Facets(u16);

impl Facets {
    fn add(&mut self, facet: Facet) {
        self.0 |= 1 << facet as u16;
    }

    fn has(self, facet: Facet) -> bool {
        self.0 & (1 << facet as u16) != 0
    }
}

impl<'a> Comparison<'a> {
    /// Compares what a shape has of its own. Of one without a Rust name only that counts which members have of it.
    pub(super) fn facets_of_shape(&mut self, spot: Spot<'_>, old: &'a Shape, new: &'a Shape) {
        if old.traits == new.traits {
            return;
        }
        let is_named = old.kind.is_named() || new.kind.is_named();
        let inherited = self.inherited.get(&old.id).copied().unwrap_or_default();
        for (facet, id) in ALL {
            if is_named || inherited.has(facet) {
                self.facet(facet, spot, old.traits.get(id), new.traits.get(id));
            }
        }
    }

    /// Compares what a member has in effect. What it has of a target that is the same is the target's change, if any.
    pub(super) fn facets_of_member(
        &mut self,
        spot: Spot<'_>,
        (old, old_target): (&'a Member, &'a Shape),
        (new, new_target): (&'a Member, &'a Shape),
        same_target: bool,
    ) {
        for (facet, id) in ALL {
            let own = (old.traits.get(id), new.traits.get(id));
            if same_target && own == (None, None) {
                self.inherit(old_target, facet);
            } else {
                let before = own.0.or_else(|| old_target.traits.get(id));
                let after = own.1.or_else(|| new_target.traits.get(id));
                self.facet(facet, spot, before, after);
            }
        }
    }

    /// Notes what a member, which is as it was, has of its target.
    pub(super) fn inherit_all(&mut self, member: &'a Member) {
        if self.inherited.is_empty() {
            return;
        }
        if let Some(inherited) = self.inherited.get_mut(&member.target) {
            for (facet, id) in ALL {
                if !member.traits.has(id) {
                    inherited.add(facet);
                }
            }
        }
    }

    fn inherit(&mut self, target: &'a Shape, facet: Facet) {
        if let Some(inherited) = self.inherited.get_mut(&target.id) {
            inherited.add(facet);
        }
    }

    fn facet(
        &mut self,
        facet: Facet,
        spot: Spot<'_>,
        old: Option<&'a Value>,
        new: Option<&'a Value>,
    ) {
        if old == new {
            return;
        }
        let kind = match facet {
            Facet::Length => return limits::compare(self, spot, Limit::Length, (old, new)),
            Facet::Range => return limits::compare(self, spot, Limit::Range, (old, new)),
            Facet::Pattern => return self.pattern(spot, old, new),
            // One format has no words for these.
            Facet::Default | Facet::MediaType
                if self.options.across_formats && (old.is_none() || new.is_none()) =>
            {
                return;
            }
            Facet::Default => Kind::DefaultChanged,
            Facet::MediaType => Kind::MediaTypeChanged,
            Facet::Sensitive => Kind::SensitiveChanged,
            Facet::TimestampFormat => Kind::TimestampFormatChanged,
            Facet::Streaming | Facet::RequiresLength => Kind::StreamingChanged,
        };
        let value = |value: Option<&Value>| match (facet, value?) {
            (Facet::Sensitive, _) => Some(json!(true)),
            (Facet::Streaming, _) => Some(json!("streaming")),
            (Facet::RequiresLength, _) => Some(json!("requiresLength")),
            // Null takes away the default of the target.
            (Facet::Default, Value::Null) => None,
            (_, value) => Some(value.clone()),
        };
        self.differs(kind, spot, (value(old), value(new)), Option::clone);
    }

    fn pattern(&mut self, spot: Spot<'_>, old: Option<&'a Value>, new: Option<&'a Value>) {
        let values = (old.cloned(), new.cloned());
        let kind = match (old.and_then(Value::as_str), new.and_then(Value::as_str)) {
            (Some(old), Some(new)) => match self.pattern_change(old, new) {
                // Formats have their own ways to write anchors.
                PatternChange::None if self.options.across_formats => return,
                PatternChange::None => Kind::PatternRespelled,
                PatternChange::Wider => {
                    let verdict = (WireImpact::Safe, "what was valid stays valid");
                    return self.note_with(Kind::PatternChanged, spot, values, verdict);
                }
                PatternChange::Other => Kind::PatternChanged,
            },
            (None, _) => Kind::PatternAdded,
            (_, None) => Kind::PatternRemoved,
        };
        self.note(kind, spot, values.0, values.1);
    }
}

/// What the values that two members have are to each other, as far as their facets say.
pub(super) fn content<'a>(
    comparison: &mut Comparison<'a>,
    old: [&'a Traits; 2],
    new: [&'a Traits; 2],
) -> Content {
    let facets = ALL.iter().map(|(facet, id)| {
        let [old, new] = [old, new].map(|[own, target]| own.get(id).or_else(|| target.get(id)));
        match facet {
            _ if old == new => Content::Same,
            Facet::Default | Facet::MediaType
                if comparison.options.across_formats && (old.is_none() || new.is_none()) =>
            {
                Content::Same
            }
            Facet::Length => limits::content(Limit::Length, old, new),
            Facet::Range => limits::content(Limit::Range, old, new),
            Facet::Pattern => match (old.and_then(Value::as_str), new.and_then(Value::as_str)) {
                (Some(old), Some(new)) => match comparison.pattern_change(old, new) {
                    PatternChange::None => Content::Same,
                    PatternChange::Wider => Content::Compatible,
                    PatternChange::Other => Content::Other,
                },
                (_, None) => Content::Compatible,
                (None, _) => Content::Other,
            },
            Facet::Sensitive => Content::Compatible,
            _ => Content::Other,
        }
    });
    facets.max().unwrap_or(Content::Same)
}

/// Whether a trait is compared as a facet.
pub(super) fn is_facet(id: &str) -> bool {
    ALL.iter().any(|(_, known)| *known == id)
}
