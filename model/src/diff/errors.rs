//! What makes a structure an error, and what comes with one on the wire.

use serde_json::{Map, Value, json};

use super::Kind;
use super::comparison::Comparison;
use super::spot::Spot;
use super::values;
use crate::{Fault, Shape};

impl Comparison<'_> {
    /// Compares how two structures are errors, if they are.
    pub(super) fn error(&mut self, spot: Spot<'_>, old: &Shape, new: &Shape) {
        let faults = (old.traits.error(), new.traits.error());
        if faults.0.is_some() != faults.1.is_some() {
            let value = |fault: &Option<Fault>| fault.map(|fault| json!(word(fault)));
            return self.differs(Kind::ExceptionFlagChanged, spot, faults, value);
        }
        if let (Some(before), Some(after)) = faults {
            let (before, after) = (binding(old, before), binding(new, after));
            if before != after {
                let (before, after) = values::unequal(before, after);
                self.note(Kind::ErrorBindingChanged, spot, before, after);
            }
        }
    }
}

fn word(fault: Fault) -> &'static str {
    match fault {
        Fault::Client => "client",
        Fault::Server => "server",
    }
}

/// What an error has in effect: the status that a fault has by itself is not worth a word.
fn binding(shape: &Shape, fault: Fault) -> Map<String, Value> {
    let usual = if fault == Fault::Client { 400 } else { 500 };
    let status = shape.traits.http_error().unwrap_or(usual);
    let query = shape.traits.query_error();
    let code = query.map_or(shape.id.name(), |query| query.code);
    let mut value = Map::new();
    value.insert("fault".to_owned(), json!(word(fault)));
    value.insert("status".to_owned(), json!(status));
    value.insert("code".to_owned(), json!(code));
    if let Some(status) = query.and_then(|query| query.status) {
        value.insert("queryStatus".to_owned(), json!(status));
    }
    if let Some(retryable) = shape.traits.retryable() {
        value.insert("retryable".to_owned(), json!(true));
        value.insert("throttling".to_owned(), json!(retryable.throttling));
    }
    value
}
