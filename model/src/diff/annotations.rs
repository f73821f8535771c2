//! What is said about a thing and changes nothing of it: deprecation and documentation.

use serde_json::{Map, Value};

use super::comparison::Comparison;
use super::spot::Spot;
use super::{Kind, values};
use crate::{Deprecated, Traits};

impl Comparison<'_> {
    /// Compares deprecation and documentation. What is new or gone has one of the two kinds.
    pub(super) fn annotations(
        &mut self,
        spot: Spot<'_>,
        (old, new): (&Traits, &Traits),
        [deprecated, undeprecated]: [Kind; 2],
    ) {
        if old == new {
            return;
        }
        let (before, after) = (old.deprecated(), new.deprecated());
        let kind = match (before, after) {
            (None, _) => deprecated,
            (_, None) => undeprecated,
            _ => Kind::DeprecationNoteChanged,
        };
        self.differs(kind, spot, (before, after), |note| note.map(value));
        self.documentation(spot, old, new);
    }

    /// Compares the documentation, if asked to.
    pub(super) fn documentation(&mut self, spot: Spot<'_>, old: &Traits, new: &Traits) {
        if self.options.docs {
            let docs = (old.documentation(), new.documentation());
            self.differs(Kind::DocsChanged, spot, docs, |text| text.and_then(values::text));
        }
    }
}

fn value(note: Deprecated<'_>) -> Value {
    let told = [("message", note.message), ("since", note.since)];
    let told = told.into_iter().filter_map(|(key, text)| Some((key.to_owned(), text?.into())));
    Value::Object(told.collect::<Map<String, Value>>())
}
