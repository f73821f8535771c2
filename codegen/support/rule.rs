//! Rules: what the values of members have to satisfy, as data.

/// Visits each known value of an enum.
pub type VisitValues = fn(EnumValueVisitor<'_>);

/// A visitor of an enum's known values: of the text of each, and whether the service names it in messages. It is a type, and
/// not the closure in it, for the same reason as [`FieldVisitor`](super::value::FieldVisitor).
pub struct EnumValueVisitor<'s>(pub(super) &'s mut dyn FnMut(&str, bool));

impl EnumValueVisitor<'_> {
    /// Visits all values of an enum over text. The service names those that aren't `internal`.
    pub fn visit_texts<T: PartialEq>(self, values: &[T], text: fn(&T) -> &str, internal: &[T]) {
        for value in values {
            (self.0)(text(value), !internal.contains(value));
        }
    }

    /// Visits all values of an enum over integers. The service names those that aren't `internal`.
    pub fn visit_integers<T: PartialEq + Copy>(
        self,
        values: &[T],
        number: fn(T) -> i32,
        internal: &[T],
    ) {
        for value in values {
            (self.0)(&number(*value).to_string(), !internal.contains(value));
        }
    }
}

/// A constraint trait of the model, on the values of a member.
/// ([Smithy: constraint traits](https://smithy.io/2.0/spec/constraint-traits.html))
#[derive(Clone, Copy)]
pub enum Rule {
    /// The bounds of a length, inclusive: of text in code points, of a blob in bytes, of a list or map in entries.
    Length(u64, u64),
    /// The least length.
    MinLength(u64),
    /// The greatest length.
    MaxLength(u64),
    /// The bounds of a number, inclusive.
    Range(i64, i64),
    /// The least number.
    Min(i64),
    /// The greatest number.
    Max(i64),
    /// The bounds of a number, inclusive, where one isn't a whole number.
    Fractions(Option<f64>, Option<f64>),
    /// The bounds, inclusive, of a number that is kept by its digits.
    Digits(Option<&'static str>, Option<&'static str>),
    /// A match of the pattern is found in the text.
    Matches(&'static Pattern),
    /// The value is one of the known values of an enum.
    Values(VisitValues),
    /// No two entries of a list are equal.
    Unique,
    /// The rules of each entry of a list or map.
    Each(&'static [Rule]),
    /// The rules of each key of a map.
    Keys(&'static [Rule]),
    /// Rules whose violations are warnings.
    Warn(&'static [Rule]),
    /// A fact, which isn't a constraint.
    Fact(Fact),
}

impl Rule {
    /// Returns the rules of each entry of a list or map, if it has them.
    pub(super) fn of_entries(&self) -> Option<&'static [Rule]> {
        if let Self::Each(rules) = self { Some(rules) } else { None }
    }

    /// Returns the rules of each key of a map, if it has them.
    pub(super) fn of_keys(&self) -> Option<&'static [Rule]> {
        if let Self::Keys(rules) = self { Some(rules) } else { None }
    }
}

/// A fact about a member that few members have. Messages depend on it.
#[derive(Clone, Copy)]
pub enum Fact {
    /// The media type of the value.
    MediaType(&'static str),
    /// The name on the wire, if it isn't in the table. In lists of facts about entries and keys it is the name of their elements.
    WireName(&'static str),
    /// The name in requests of the protocol `ec2Query`, if it isn't the name on the wire with a capital.
    QueryName(&'static str),
    /// The namespace of the XML element: its URI, and its prefix or nothing.
    XmlNamespace(&'static str, &'static str),
    /// The facts about each entry of a list or about each value of a map.
    Entries(&'static [Fact]),
    /// The facts about each key of a map.
    EntryKeys(&'static [Fact]),
}

/// A regular expression: its text, the sets of code points that the patterns of a module share, and its automaton.
pub struct Pattern(pub &'static str, pub &'static [u8], pub &'static [u8]);
