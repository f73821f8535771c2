//! Recognizes other formats in files that aren't JSON, for the hints of problems.

/// Returns a hint for bytes that aren't UTF-8.
pub(super) fn hint_for_bytes(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x1F, 0x8B, ..] => "this is gzip data: decompress it first",
        [b'P', b'K', 3, 4, ..] => "this is a zip archive: unpack it first",
        [0x28, 0xB5, 0x2F, 0xFD, ..] => "this is zstd data: decompress it first",
        [0xFD, b'7', b'z', b'X', b'Z', ..] => "this is xz data: decompress it first",
        [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => "this is UTF-16 text: save it as UTF-8",
        _ => "save the file as UTF-8",
    }
}

/// Returns a hint for text that isn't JSON.
pub(super) fn hint_for_text(text: &str) -> &'static str {
    let text = text.trim_start();
    let line = text.lines().next().unwrap_or_default();
    if text.starts_with("<!DOCTYPE")
        || text.starts_with("<!doctype")
        || starts_with_ignoring_case(text, "<html")
    {
        "this is a web page: download the raw file instead"
    } else if text.starts_with('<') {
        "this is XML: use a model in JSON"
    } else if text.starts_with("version https://git-lfs") {
        "this is a Git LFS pointer: fetch the file itself with `git lfs pull`"
    } else if text.starts_with("$version") || text.starts_with("namespace ") {
        "this is Smithy's IDL: convert it to the JSON AST with `smithy ast`"
    } else if line.starts_with("---") || line.starts_with('%') || looks_like_yaml(line) {
        "this is YAML: use a model in JSON"
    } else {
        "a model is a single JSON object, without comments or trailing commas"
    }
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Returns whether a line is like `key: value` or `key:`, with an unquoted key.
fn looks_like_yaml(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        !key.is_empty() && key.chars().all(is_word) && (rest.is_empty() || rest.starts_with(' '))
    })
}
