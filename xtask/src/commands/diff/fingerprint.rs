//! Fingerprints: the names of changes in the file of accepted changes, which two changes can't share.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shapesmith::review::ReviewEntry;

/// Returns the kind of a change, and the SHA-256 of its kind, place and values and of those that follow from it, which are
/// accepted with it. It contains no descriptions, so that it stays the same when these are reworded.
pub fn fingerprint(entry: &ReviewEntry) -> String {
    let identities: Vec<Value> = entry.all().map(identity).collect();
    format!("{}:{:x}", entry.kind, Sha256::digest(Value::Array(identities).to_string()))
}

/// Returns the fingerprint of the change in earlier versions, which is too short to prevent collisions.
pub fn former_fingerprint(entry: &ReviewEntry) -> String {
    let digest = sha1_smol::Sha1::from(identity(entry).to_string()).digest().to_string();
    format!("{}:{}", entry.kind, digest.get(..12).unwrap_or(&digest))
}

/// Returns the kind, place and values of a change.
fn identity(entry: &ReviewEntry) -> Value {
    let place = [Some(entry.place.id.as_str()), entry.place.part.as_deref()];
    let [before, after] = [&entry.before, &entry.after].map(|value| value.as_ref().map(sort_keys));
    json!([entry.kind, place, before, after])
}

/// Returns the value with the keys of all objects sorted.
fn sort_keys(value: &Value) -> Value {
    match value {
        Value::Array(entries) => entries.iter().map(sort_keys).collect(),
        Value::Object(entries) => {
            let mut entries: Vec<(&String, Value)> =
                entries.iter().map(|(key, value)| (key, sort_keys(value))).collect();
            entries.sort_by_key(|(key, _)| *key);
            entries.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        other => other.clone(),
    }
}
