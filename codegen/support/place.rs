//! The place of an error in the input, which reading adds to the error.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::Error;

use super::field::{Field, SENSITIVE, SKIPS_NULLS, Shape};
use super::missing::{Missing, MissingSearch, Step};
use super::shown_text::ShownKey;
use super::value::Slot;
use super::violations::Violations;

/// The greatest depth of nested values, which is that of `serde_json`.
pub(super) const MAX_DEPTH: u8 = 128;

/// The state of reading one value. Reading without errors never changes it; the place of an error is collected step by step
/// as the error is returned.
#[derive(Default)]
pub(super) struct Trace {
    /// The steps to the place of an error, from the inside to the outside.
    steps: RefCell<Vec<ErrorStep>>,
    /// Whether a value on the path of the error is sensitive.
    sensitive: Cell<bool>,
    /// Whether the error is one of this crate's, which never quotes a value.
    quotes_nothing: Cell<bool>,
    /// The missing members, if reading notes them instead of failing.
    pub(super) missing: Option<RefCell<MissingSearch>>,
}

enum ErrorStep {
    Member(String),
    Index(usize),
    Key(String),
}

/// The trace at a depth of the value.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) trace: &'a Trace,
    depth: u8,
    skips_nulls: bool,
}

impl Trace {
    /// Creates a trace that notes missing members instead of failing for them.
    pub(super) fn lenient() -> Self {
        Self { missing: Some(RefCell::new(MissingSearch::new())), ..Self::default() }
    }

    /// Returns the missing members.
    pub(super) fn into_missing(self) -> Missing {
        self.missing.map_or_else(Missing::new, |search| search.into_inner().finish())
    }

    /// Returns the place of the whole value, which is read into this slot. The type of the whole decides whether null entries
    /// are left out, because requests and responses share structures. Reading for validation never leaves them out.
    pub(super) fn root(&self, slot: &Slot<'_>) -> Place<'_> {
        let skips_nulls = slot.shape().is_some_and(|shape| shape.has(SKIPS_NULLS));
        Place { trace: self, depth: 0, skips_nulls: skips_nulls && self.missing.is_none() }
    }

    /// Notes whether the value is sensitive, so that an error doesn't quote it.
    pub(super) fn hide(&self, sensitive: bool) {
        self.sensitive.set(self.sensitive.get() || sensitive);
    }

    /// Returns the error with its place in front. The message of a format about a sensitive value may quote it and is left out.
    pub(super) fn finish<E: Error>(&self, error: E) -> E {
        if self.steps.borrow().is_empty() && !self.sensitive.get() {
            error
        } else if self.sensitive.get() && !self.quotes_nothing.get() {
            let at = position(&error.to_string());
            E::custom(format_args!("{self}invalid value (not shown, for it is sensitive){at}"))
        } else {
            E::custom(format_args!("{self}{error}"))
        }
    }

    fn add(&self, step: ErrorStep) {
        self.steps.borrow_mut().push(step);
    }
}

/// Returns the line and column at the end of a format's message, which quote nothing.
fn position(message: &str) -> String {
    let place = message.rfind(" at line ").and_then(|place| message.get(place..));
    let digits_only = |place: &&str| {
        let rest = place.trim_start_matches(" at line ").replacen(" column ", "", 1);
        rest.bytes().all(|byte| byte.is_ascii_digit())
    };
    place.filter(digits_only).unwrap_or_default().to_owned()
}

impl Place<'_> {
    /// Returns the place one level deeper.
    ///
    /// # Errors
    /// Values nest too deeply.
    #[inline]
    pub(super) fn below<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(self.error("recursion limit exceeded"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    /// Checks a null entry, which the list or map keeps if it `is_kept`.
    ///
    /// # Errors
    /// It neither keeps the entry nor is it left out.
    #[inline]
    pub(super) fn check_null<E: Error>(self, is_kept: bool) -> Result<(), E> {
        if is_kept || self.skips_nulls {
            Ok(())
        } else {
            Err(self.error("null in a list or map that has no null entries"))
        }
    }

    /// Notes that the value that is read next is at this step, if missing members are noted.
    #[inline]
    pub(super) fn enter(self, step: Step<'_>) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().enter(step);
        }
    }

    /// Notes that the value has been read.
    #[inline]
    pub(super) fn leave(self) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().leave();
        }
    }

    /// Notes that a value replaces any that a repeated member, key or list left here.
    #[inline]
    pub(super) fn replace(self) {
        if let Some(search) = &self.trace.missing {
            search.borrow_mut().forget();
        }
    }

    /// Notes that members are missing, or fails. No more are noted than validation reports, because input may be hostile.
    #[cold]
    pub(super) fn missing<'f, E: Error>(
        self,
        mut fields: impl Iterator<Item = &'f Field>,
    ) -> Result<(), E> {
        let search = self.trace.missing.as_ref();
        let Some(search) = search.filter(|it| it.borrow().count() < Violations::LIMIT) else {
            return match fields.next() {
                Some(field) => Err(self.error(format_args!("missing member `{}`", field.key()))),
                None => Ok(()),
            };
        };
        search.borrow_mut().add(fields.map(Field::name));
        Ok(())
    }

    /// Creates an error that quotes nothing.
    #[cold]
    pub(super) fn error<E: Error>(self, message: impl fmt::Display) -> E {
        self.trace.quotes_nothing.set(true);
        E::custom(message)
    }

    /// Adds the member of a structure or union to the place of the error.
    #[cold]
    pub(super) fn in_member<E>(self, shape: &Shape, field: &Field, error: E) -> E {
        self.hide(shape.has(SENSITIVE) || field.has(SENSITIVE));
        self.in_unknown(field.key(), error)
    }

    /// Adds a member that the model doesn't have to the place of the error.
    #[cold]
    pub(super) fn in_unknown<E>(self, key: &str, error: E) -> E {
        self.trace.add(ErrorStep::Member(key.to_owned()));
        error
    }

    /// Adds the entry of a list to the place of the error.
    #[cold]
    pub(super) fn in_item<E>(self, index: usize, error: E) -> E {
        self.trace.add(ErrorStep::Index(index));
        error
    }

    /// Adds the entry of a map to the place of the error.
    #[cold]
    pub(super) fn in_entry<E>(self, key: &str, error: E) -> E {
        self.trace.add(ErrorStep::Key(key.to_owned()));
        error
    }

    /// Notes whether the value is sensitive, so that the error doesn't quote it.
    pub(super) fn hide(self, sensitive: bool) {
        self.trace.hide(sensitive);
    }
}

impl fmt::Display for Trace {
    /// Writes the path and a colon, such as `Functions[3].Runtime: `, and nothing for the root.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let steps = self.steps.borrow();
        for (place, step) in steps.iter().rev().enumerate() {
            match step {
                ErrorStep::Member(key) if place == 0 => write!(f, "{}", ShownKey::new(key))?,
                ErrorStep::Member(key) => write!(f, ".{}", ShownKey::new(key))?,
                ErrorStep::Index(index) => write!(f, "[{index}]")?,
                ErrorStep::Key(_) if self.sensitive.get() => f.write_str("[…]")?,
                ErrorStep::Key(key) => {
                    let key = ShownKey::new(key);
                    write!(f, "[{:?}", key.text)?;
                    key.write_mark(f)?;
                    f.write_str("]")?;
                }
            }
        }
        f.write_str(if steps.is_empty() { "" } else { ": " })
    }
}
