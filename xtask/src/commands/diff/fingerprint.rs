//! What a change is called in files: a name that no other change can be made to share.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shapesmith::review::ReviewEntry;

/// Returns the kind of a change, and the SHA-256 of its kind, place and values and those of what it implies, which is
/// accepted with it. No word of a report is in it, so that it outlives a change of words.
pub fn fingerprint(finding: &ReviewEntry) -> String {
    let facts: Vec<Value> = finding.all().map(facts).collect();
    format!("{}:{:x}", finding.kind, Sha256::digest(Value::Array(facts).to_string()))
}

/// Returns what earlier versions called the change: too short a digest to tell it from one that is made to look like it.
pub fn former(finding: &ReviewEntry) -> String {
    let digest = sha1_smol::Sha1::from(facts(finding).to_string()).digest().to_string();
    format!("{}:{}", finding.kind, digest.get(..12).unwrap_or(&digest))
}

fn facts(finding: &ReviewEntry) -> Value {
    let place = [Some(finding.place.id.as_str()), finding.place.part.as_deref()];
    let [before, after] = [&finding.before, &finding.after].map(|value| value.as_ref().map(sorted));
    json!([finding.kind, place, before, after])
}

/// The same value with the keys of objects in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Array(entries) => entries.iter().map(sorted).collect(),
        Value::Object(entries) => {
            let mut entries: Vec<(&String, Value)> =
                entries.iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by_key(|(key, _)| *key);
            entries.into_iter().map(|(key, value)| (key.clone(), value)).collect()
        }
        other => other.clone(),
    }
}
