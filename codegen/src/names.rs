//! The one authority for Rust names: everything that an emitter prints was named here.
//!
//! A name depends on the spelling in the model alone, not on what format the model came in. Where
//! two spellings meet in one name, the first keeps it and later ones get a suffix made from their
//! own spelling, so that what is appended to a model renames nothing.

use std::collections::HashSet;

use heck::ToSnakeCase;

/// The keywords of all editions, reserved ones included, that `r#` makes into names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// The keywords that can't be names even with `r#`.
const NEVER_RAW: &[&str] = &["Self", "_", "crate", "self", "super"];

/// The variant that open enums and unions keep for what they don't know.
pub const UNKNOWN: &str = "Unknown";

/// Names that are taken in one scope: a module, the fields of a struct, the variants of an enum.
#[derive(Default)]
pub struct Scope {
    taken: HashSet<String>,
}

impl Scope {
    /// A scope in which `names` are taken from the start.
    pub fn with(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// The name of a type, from a shape's name.
    pub fn type_name(&mut self, shape: &str) -> String {
        self.claim(camel(shape), "X", shape)
    }

    /// The name of a variant, from an enum value or the name of a union's member.
    pub fn variant(&mut self, value: &str) -> String {
        let plain = camel(value);
        let plain = if plain == UNKNOWN { format!("{UNKNOWN}Value") } else { plain };
        self.claim(plain, "X", value)
    }

    /// The name of a field, from a member's name.
    pub fn field(&mut self, member: &str) -> String {
        self.claim(snake(member), "_x", member)
    }

    /// Reserves a name that is given elsewhere.
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

/// Files and folders in `src` that Cargo gives a meaning, so that no module can be stored under these names.
const CARGO_FILES: &[&str] = &["bin", "lib", "main"];

/// The name of a module, which is also that of a file, from the spelling of a file or service.
pub fn module(spelling: &str) -> String {
    let name = snake(spelling);
    if is_module_name(&name) { name } else { format!("{name}_") }
}

/// Returns whether this can be the name of a module and of its file, in every edition: it is an identifier without
/// `r#`, no keyword, and no file of a package that Cargo gives a meaning (`lib`, `main`, `bin`).
pub fn is_module_name(name: &str) -> bool {
    let part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let begins = !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit());
    let is_reserved = [KEYWORDS, NEVER_RAW, CARGO_FILES].iter().any(|names| names.contains(&name));
    begins && name.chars().all(part) && !is_reserved
}

/// Returns whether this is a path of names, such as `::schemars::JsonSchema`, and nothing else.
pub fn is_path(text: &str) -> bool {
    let is_part = |part: &str| is_name(part) || ["crate", "self", "super"].contains(&part);
    text.len() <= LONGEST_PATH && text.strip_prefix("::").unwrap_or(text).split("::").all(is_part)
}

/// How long a path may be in bytes.
const LONGEST_PATH: usize = 1024;

/// The crates that every generated crate may use, and those of the language.
const CRATES: &[&str] = &["alloc", "core", "proc_macro", "serde_core", "serde_json", "std", "test"];
/// How long the name of a package may be in bytes; registries allow no longer ones.
const LONGEST_PACKAGE: usize = 64;

/// Checks whether a generated crate can have this name.
///
/// # Errors
/// Why it can't, in words that go on from the name.
pub fn check_package_name(name: &str) -> Result<(), &'static str> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let ident = name.replace('-', "_");
    if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        Err("doesn't begin with a letter")
    } else if !name.chars().all(is_letter) {
        Err("has something else than letters, digits, `-` and `_`")
    } else if name.len() > LONGEST_PACKAGE {
        Err("is longer than 64 letters")
    } else if KEYWORDS.contains(&ident.as_str()) || NEVER_RAW.contains(&ident.as_str()) {
        Err("is a keyword of Rust")
    } else if CRATES.contains(&ident.as_str()) {
        Err("is the name of a crate that the generated one uses")
    } else {
        Ok(())
    }
}

/// Whether a given name can be that of a type or variant, and looks like one.
pub fn is_type_name(name: &str) -> bool {
    let plain = name.trim_start_matches('_');
    let letters: Vec<char> = plain.chars().collect();
    let digit = |place: usize| letters.get(place).is_some_and(char::is_ascii_digit);
    let apart = |place: usize| place > 0 && digit(place - 1) && digit(place + 1);
    let fits = letters.iter().enumerate().all(|(place, c)| *c != '_' || apart(place));
    let opens = plain.starts_with(|c: char| c.is_ascii_uppercase())
        || (plain != name && plain.starts_with(|c: char| c.is_ascii_digit()));
    opens && fits && is_name(name)
}

/// Whether a given name can be that of a field, and looks like one.
pub fn is_field_name(name: &str) -> bool {
    let plain = name.trim_start_matches("r#");
    !plain.contains("__") && !plain.contains(|c: char| c.is_ascii_uppercase()) && is_name(name)
}

fn is_name(name: &str) -> bool {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    let letters = plain.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let opens = !plain.starts_with(|c: char| c.is_ascii_digit());
    let is_keyword = KEYWORDS.contains(&plain);
    letters
        && opens
        && !plain.is_empty()
        && !NEVER_RAW.contains(&plain)
        && is_keyword == (plain != name)
}

/// Makes a keyword into a name.
fn escape(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("r#{name}")
    } else {
        name
    }
}

/// The name of a type or variant. Words that have both cases keep them (`KMSNotFoundException`),
/// others are capitalised (`TRACE`, `provided`), an underscore stays between digits (`python3.10`).
fn camel(spelling: &str) -> String {
    let mut name = String::new();
    for word in words(spelling) {
        let digits_meet = name.ends_with(|c: char| c.is_ascii_digit())
            && word.starts_with(|c: char| c.is_ascii_digit());
        if digits_meet {
            name.push('_');
        }
        let mut rest = word.chars();
        name.extend(rest.next().map(|first| first.to_ascii_uppercase()));
        if word.bytes().any(|byte| byte.is_ascii_lowercase()) {
            name.push_str(rest.as_str());
        } else {
            name.push_str(&rest.as_str().to_ascii_lowercase());
        }
    }
    after_digit(if name.is_empty() { "Empty".to_owned() } else { name })
}

/// The name of a field.
fn snake(spelling: &str) -> String {
    let words: Vec<String> =
        words(spelling).iter().map(|word| singular_acronyms(word).to_snake_case()).collect();
    let name = words.join("_");
    after_digit(if name.is_empty() { "empty".to_owned() } else { name })
}

/// A name doesn't begin with a digit.
fn after_digit(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// The runs of ASCII letters and digits of a spelling. Other letters become words of their code
/// point, and where there is nothing else, so does punctuation.
fn words(spelling: &str) -> Vec<String> {
    let mut words = split(spelling, |c| (!c.is_ascii()).then(|| format!("u{:x}", u32::from(c))));
    if words.is_empty() {
        words = split(spelling, |c| Some(punctuation(c)));
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

fn punctuation(c: char) -> String {
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

/// Makes the plural of an acronym one word: `SubnetIDs` is `subnet_ids`, not `subnet_i_ds`.
fn singular_acronyms(word: &str) -> String {
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

/// A number that belongs to a spelling (FNV-1a).
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
    fn types_keep_the_spelling_of_the_model() {
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
    fn the_first_of_a_collision_keeps_the_name() {
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
    fn modules_have_names_that_files_can_have() {
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
    fn given_names_are_rust_and_look_like_it() {
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
    fn keywords_are_a_sorted_table() {
        assert!(KEYWORDS.is_sorted() && NEVER_RAW.is_sorted());
    }
}
