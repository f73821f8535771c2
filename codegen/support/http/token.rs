//! Random identifiers: idempotency tokens and request ids.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

/// Returns a random UUID, version 4. Its bits come from the keys that the standard library gives each hash map, which are random;
/// they are unique, but no secret should be made of them.
pub(super) fn random_uuid() -> String {
    let random = |word: u64| RandomState::new().hash_one(word);
    let bits = u128::from(random(0)) << 64 | u128::from(random(1));
    let bits = bits & !(0xF << 76) | 0x4 << 76;
    let bits = bits & !(0x3 << 62) | 0x2 << 62;
    let digits = format!("{bits:032x}");
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}
