//! The two versions of a service that are compared.

mod pairing;
mod protocols;
mod side;

pub(super) use pairing::Pairing;
pub(super) use protocols::{WireFormats, protocol_ids};
pub(super) use side::{Directions, MessageRoles, Side};

use super::Options;
use crate::{Model, Service};

/// The old and the new version, and the pairs of shapes and operations that are compared.
pub(super) struct Versions<'a> {
    pub(super) old: Side<'a>,
    pub(super) new: Side<'a>,
    pub(super) pairing: Pairing<'a>,
    /// The message formats of either version.
    pub(super) formats: WireFormats,
    pub(super) options: &'a Options<'a>,
}

impl<'a> Versions<'a> {
    pub(super) fn new(
        old: (&'a Model, &'a Service),
        new: (&'a Model, &'a Service),
        options: &'a Options<'a>,
    ) -> Self {
        let (old, new) = (Side::new(old), Side::new(new));
        let pairing = Pairing::new(&old, &new);
        let formats = WireFormats::new(old.service).union(WireFormats::new(new.service));
        Self { old, new, pairing, formats, options }
    }
    /// Returns `true` if an operation of each version has one of these traits, or if both versions are in one format. Only
    /// one of the two formats keeps the traits in a side file, which can be missing.
    pub(super) fn have_traits_in_both_formats(&self, ids: [&str; 2]) -> bool {
        let has_any = |side: &Side<'_>| {
            side.operations().any(|operation| ids.iter().any(|id| operation.traits.has(id)))
        };
        !self.options.across_formats || (has_any(&self.old) && has_any(&self.new))
    }
}
