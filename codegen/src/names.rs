//! The Rust names of everything that is generated.
//!
//! A name depends only on the spelling in the model, not on the format of the model. If two spellings have the same name, the
//! first one keeps it and the others get a suffix that is computed from their own spelling, so that appending to a model renames
//! nothing.

use std::collections::HashSet;

use heck::ToSnakeCase;

/// The keywords of all editions, including reserved ones, that are identifiers with `r#`.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that aren't identifiers even with `r#`.
const NON_RAW_KEYWORDS: &[&str] = &["Self", "_", "crate", "self", "super"];

/// The variant of open enums and unions for values that they don't know.
pub const UNKNOWN: &str = "Unknown";

/// The names that are taken in a scope: a module, the fields of a struct, or the variants of an enum.
#[derive(Default)]
pub struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// Creates a scope in which `names` are reserved.
    pub fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Claims the name of a type for the name of a shape, and returns it.
    pub fn type_name(&mut self, shape: &str) -> String {
        self.claim(camel(shape), "X", shape)
    }

    /// Claims the name of a variant for a value of an enum or the name of a union's member, and returns it.
    pub fn variant(&mut self, value: &str) -> String {
        let plain = camel(value);
        let plain = if plain == UNKNOWN { format!("{UNKNOWN}Value") } else { plain };
        self.claim(plain, "X", value)
    }

    /// Claims the name of a field for the name of a member, and returns it.
    pub fn field(&mut self, member: &str) -> String {
        self.claim(snake(member), "_x", member)
    }

    /// Reserves a name, so that no other spelling gets it.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    fn claim(&mut self, plain: String, separator: &str, spelling: &str) -> String {
        let plain = escape(plain);
        let mut name = plain.clone();
        let mut round = 0;
        while !self.taken.insert(name.clone()) {
            let base = plain.trim_start_matches("r#").trim_end_matches('_');
            name = format!("{base}{separator}{:08x}", fingerprint(spelling, round));
            round += 1;
        }
        name
    }
}

/// Returns the text with its first letter in upper case, if it is an ASCII letter.
pub fn capitalize(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Files and folders in `src` that have a meaning for Cargo, so that no module can have these names.
const CARGO_FILES: &[&str] = &["bin", "lib", "main"];

/// Returns the name of a module and of its file for the name of a model file or service.
pub fn module(spelling: &str) -> String {
    let name = snake(spelling);
    if is_module_name(&name) { name } else { format!("{name}_") }
}

/// Returns whether a module and its file can have this name in every edition: it is an identifier without `r#`, no keyword, and
/// no file with a meaning for Cargo (`lib`, `main`, `bin`).
pub fn is_module_name(name: &str) -> bool {
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let has_start = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
    let is_reserved =
        [KEYWORDS, NON_RAW_KEYWORDS, CARGO_FILES].iter().any(|names| names.contains(&name));
    has_start && name.chars().all(is_part) && !is_reserved
}

/// Returns whether this is a path without generic arguments, such as `::schemars::JsonSchema`.
pub fn is_path(text: &str) -> bool {
    let is_part = |part: &str| is_name(part) || ["crate", "self", "super"].contains(&part);
    text.len() <= MAX_PATH_LEN && text.strip_prefix("::").unwrap_or(text).split("::").all(is_part)
}

/// The maximum length of a path in bytes.
const MAX_PATH_LEN: usize = 1024;

/// The crates that generated crates may use, and those that come with the compiler.
const CRATES: &[&str] = &["alloc", "core", "proc_macro", "serde_core", "serde_json", "std", "test"];
/// The maximum length of the name of a package in bytes, which is that of crates.io.
const MAX_PACKAGE_LEN: usize = 64;

/// Checks whether a generated crate can have this name.
///
/// # Errors
/// Why it can't, as the end of a sentence that begins with the name.
pub fn check_package_name(name: &str) -> Result<(), &'static str> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let ident = name.replace('-', "_");
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        Err("doesn't begin with a letter")
    } else if !name.chars().all(is_letter) {
        Err("has something else than letters, digits, `-` and `_`")
    } else if name.len() > MAX_PACKAGE_LEN {
        Err("is longer than 64 letters")
    } else if KEYWORDS.contains(&ident.as_str()) || NON_RAW_KEYWORDS.contains(&ident.as_str()) {
        Err("is a keyword of Rust")
    } else if CRATES.contains(&ident.as_str()) {
        Err("is the name of a crate that the generated one uses")
    } else {
        Ok(())
    }
}

/// Returns whether a type or variant can have this name, by Rust's syntax and conventions.
pub fn is_type_name(name: &str) -> bool {
    let plain = name.trim_start_matches('_');
    let chars: Vec<char> = plain.chars().collect();
    let is_digit = |index: usize| chars.get(index).is_some_and(char::is_ascii_digit);
    let is_between_digits = |index: usize| index > 0 && is_digit(index - 1) && is_digit(index + 1);
    let has_camel_case =
        chars.iter().enumerate().all(|(index, c)| *c != '_' || is_between_digits(index));
    let has_start = plain.starts_with(|c: char| c.is_ascii_uppercase())
        || (plain != name && plain.starts_with(|c: char| c.is_ascii_digit()));
    has_start && has_camel_case && is_name(name)
}

/// Returns whether a field can have this name, by Rust's syntax and conventions.
pub fn is_field_name(name: &str) -> bool {
    let plain = name.trim_start_matches("r#");
    !plain.contains("__") && !plain.contains(|c: char| c.is_ascii_uppercase()) && is_name(name)
}

/// Returns whether this is an ASCII identifier, with `r#` exactly if it is a keyword.
fn is_name(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let has_identifier_chars = plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let has_start = !plain.starts_with(|c: char| c.is_ascii_digit());
    let is_keyword = KEYWORDS.contains(&plain);
    has_identifier_chars
        && has_start
        && !plain.is_empty()
        && !NON_RAW_KEYWORDS.contains(&plain)
        && is_keyword == (plain != name)
}

/// Returns the name, or a similar identifier if it is a keyword.
fn escape(name: String) -> String {
    if NON_RAW_KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// Returns a spelling in upper camel case. Words with letters of both cases don't change (`KMSNotFoundException`), others are
/// capitalized (`TRACE`, `provided`), and an underscore separates digits (`python3.10`).
fn camel(spelling: &str) -> String {
    let mut name = String::new();
    let has_lower_case = |word: &str| word.bytes().any(|byte| byte.is_ascii_lowercase());
    let words = split_words(spelling).into_iter().flat_map(|word| {
        if has_lower_case(&word) {
            vec![word]
        } else {
            separate_kms(&word).split('_').map(str::to_owned).collect()
        }
    });
    for word in words {
        let digits_meet = name.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit());
        if digits_meet {
            name.push('_');
        }
        let mut rest = word.chars();
        name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
        if has_lower_case(&word) {
            name.push_str(rest.as_str());
        } else {
            name.push_str(&rest.as_str().to_ascii_lowercase());
        }
    }
    escape_digit(if name.is_empty() { "Empty".to_owned() } else { name })
}

/// Returns a spelling in snake case.
fn snake(spelling: &str) -> String {
    let words: Vec<String> = split_words(spelling)
        .iter()
        .map(|word| join_plural_acronyms(&separate_kms(word)).to_snake_case())
        .collect();
    let name = words.join("_");
    escape_digit(if name.is_empty() { "empty".to_owned() } else { name })
}

/// Puts an underscore before a name that begins with a digit.
fn escape_digit(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// Returns the runs of ASCII letters and digits of a spelling. Other letters become words of their own, by their code points. If
/// there are no words, punctuation becomes words, too.
fn split_words(spelling: &str) -> Vec<String> {
    let mut words = split(spelling, |c| (!c.is_ascii()).then(|| format!("u{:x}", u32::from(c))));
    if words.is_empty() {
        words = split(spelling, |c| Some(punctuation_name(c)));
    }
    words
}

fn split(spelling: &str, other: impl Fn(char) -> Option<String>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in spelling.chars() {
        if c.is_ascii_alphanumeric() {
            word.push(c);
            continue;
        }
        words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        words.extend(other(c));
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn punctuation_name(c: char) -> String {
    let name = match c {
        ' ' => "Space",
        '!' => "Not",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "And",
        '\'' => "Apostrophe",
        '(' => "Open",
        ')' => "Close",
        '*' => "Star",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "Less",
        '=' => "Equals",
        '>' => "Greater",
        '?' => "Question",
        '@' => "At",
        '\\' => "Backslash",
        '^' => "Caret",
        '_' => "Underscore",
        '|' => "Or",
        '~' => "Tilde",
        _ => return format!("u{:x}", u32::from(c)),
    };
    name.to_owned()
}

/// Puts an underscore before `KMS` behind another acronym: `SSEKMSKeyId` becomes `SSE_KMSKeyId`.
///
/// Capitals don't tell where an acronym ends if another follows. In AWS's models, `KMS` follows most often: in members of S3, Data
/// Firehose and Systems Manager.
fn separate_kms(word: &str) -> String {
    const KMS: &str = "KMS";
    let mut result = String::with_capacity(word.len() + 1);
    let mut rest = word;
    while let Some((before, after)) = rest.split_once(KMS) {
        let is_upper = |byte: u8| byte.is_ascii_uppercase();
        let follows_acronym = before.len() > 1 && before.bytes().rev().take(2).all(is_upper);
        let ends = after.bytes().next().is_none_or(is_upper);
        result.push_str(before);
        result.push_str(if follows_acronym && ends { "_" } else { "" });
        result.push_str(KMS);
        rest = after;
    }
    result + rest
}

/// Changes the case of plural acronyms so that each is one word: `SubnetIDs` becomes `subnet_ids`, not `subnet_i_ds`.
fn join_plural_acronyms(word: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let upper = |i: usize| chars.get(i).is_some_and(char::is_ascii_uppercase);
    let mut result = word.to_owned().into_bytes();
    for (i, c) in chars.iter().enumerate().skip(2) {
        let ends = chars.get(i + 1).is_none_or(char::is_ascii_uppercase);
        if *c != 's' || !ends || !upper(i - 1) || !upper(i - 2) {
            continue;
        }
        let start = (0..i).rev().take_while(|j| upper(*j)).last().unwrap_or(i);
        for byte in result.iter_mut().take(i).skip(start + 1) {
            byte.make_ascii_lowercase();
        }
    }
    String::from_utf8(result).unwrap_or_else(|_| word.to_owned())
}

/// Returns the FNV-1a hash of a spelling and a number.
fn fingerprint(spelling: &str, round: u32) -> u32 {
    spelling
        .bytes()
        .chain(round.to_le_bytes())
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_keep_the_spelling_of_the_model() {
        assert_eq!(camel("KMSNotFoundException"), "KMSNotFoundException");
        assert_eq!(camel("__listOfThings"), "ListOfThings");
        assert_eq!(camel("eventType"), "EventType");
        assert_eq!(camel("2DShape"), "_2DShape");
    }

    #[test]
    fn variants_are_made_from_values() {
        let cases = [
            ("nodejs4.3-edge", "Nodejs4_3Edge"),
            ("x86_64", "X86_64"),
            ("java8.al2", "Java8Al2"),
            ("TRACE", "Trace"),
            ("LATEST_VERSION", "LatestVersion"),
            ("SubnetOutOfIPAddresses", "SubnetOutOfIPAddresses"),
            ("", "Empty"),
            ("*", "Star"),
            (">=", "GreaterEquals"),
            ("0.5", "_0_5"),
            ("café", "CafU00e9"),
            ("Self", "Self_"),
            ("Unknown", "UnknownValue"),
            ("SSEKMS", "SseKms"),
            ("KMS", "Kms"),
        ];
        for (value, name) in cases {
            assert_eq!(Scope::default().variant(value), name.replace("U00e9", "Ue9"), "{value}");
        }
    }

    #[test]
    fn fields_are_in_snake_case() {
        let cases = [
            ("FunctionName", "function_name"),
            ("KMSKeyArn", "kms_key_arn"),
            ("CodeSha256", "code_sha256"),
            ("S3Bucket", "s3_bucket"),
            ("SubnetIDs", "subnet_ids"),
            ("DNSNames", "dns_names"),
            ("SSEKMSKeyId", "sse_kms_key_id"),
            ("AWSKMSKeyARN", "aws_kms_key_arn"),
            ("SourceKMSKeyArn", "source_kms_key_arn"),
            ("VPCIdsAndARNsToo", "vpc_ids_and_arns_too"),
            ("type", "r#type"),
            ("self", "self_"),
            ("x-amz-thing", "x_amz_thing"),
            ("2fa", "_2fa"),
        ];
        for (member, name) in cases {
            assert_eq!(Scope::default().field(member), name, "{member}");
        }
    }

    #[test]
    fn first_of_two_equal_names_is_kept() {
        let mut scope = Scope::default();
        assert_eq!(scope.variant("a-b"), "AB");
        let second = scope.variant("a.b");
        assert!(second.starts_with("ABX"), "{second}");
        assert_eq!(scope.variant("a-b-c"), "ABC");
        let mut other = Scope::default();
        other.variant("a-b");
        other.variant("a b");
        assert_eq!(other.variant("a.b"), second, "a suffix depends on its own spelling alone");
    }

    #[test]
    fn module_names_are_file_names() {
        for (spelling, name) in [
            ("weather", "weather"),
            ("tide-tables", "tide_tables"),
            ("OpenLibrary", "open_library"),
            ("type", "type_"),
            ("self", "self_"),
            ("2024.weather", "_2024_weather"),
            ("lib", "lib_"),
            ("gen", "gen_"),
        ] {
            assert_eq!(module(spelling), name);
            assert!(is_module_name(name));
        }
        for name in
            ["", "a-b", "fn", "_", "1a", "a::b", "../a", "r#fn", "lib", "main", "bin", "gen"]
        {
            assert!(!is_module_name(name), "{name}");
        }
    }

    #[test]
    fn names_in_policies_follow_syntax_and_conventions_of_rust() {
        for name in ["Runtime", "Python3_10", "_2DShape", "X"] {
            assert!(is_type_name(name), "{name}");
        }
        for name in ["", "runtime", "Run_time", "Self", "2D", "Rün", "R un", "_", "A_", "r#Runtime"]
        {
            assert!(!is_type_name(name), "{name}");
        }
        for name in ["name", "r#type", "_2fa", "s3_key"] {
            assert!(is_field_name(name), "{name}");
        }
        for name in ["", "type", "self", "Name", "a__b", "r#name", "2fa", "a-b", "_", "é"] {
            assert!(!is_field_name(name), "{name}");
        }
    }

    #[test]
    fn tables_of_keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted() && NON_RAW_KEYWORDS.is_sorted());
    }
}
