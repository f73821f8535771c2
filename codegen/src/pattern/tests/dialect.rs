//! What the dialect says, point by point.

use super::super::property::find_property;
use super::super::{UnsupportedKind, compile};
use super::Matcher;

fn check(pattern: &str, matching: &[&str], others: &[&str]) {
    let matcher = Matcher::new(pattern);
    for text in matching {
        assert!(matcher.matches(text), "{pattern:?} should be found in {text:?}");
    }
    for text in others {
        assert!(!matcher.matches(text), "{pattern:?} shouldn't be found in {text:?}");
    }
}

#[test]
fn patterns_are_searched_for() {
    check("b+", &["b", "abc", "\n b"], &["", "ac"]);
    check("^a|b$", &["ab", "ax", "xb"], &["xa", "bx"]);
    check("^$", &[""], &["\n", "a"]);
}

#[test]
fn the_end_is_the_end() {
    check("^a$", &["a"], &["a\n", "a\r\n", "a\u{85}", "a\u{2028}"]);
    check(r"\Aa\z", &["a"], &["a\n", "ba"]);
    check(r"^a\Z", &["a", "a\n", "a\r\n", "a\u{2028}", "a\u{85}"], &["a\n\n", "ab"]);
    check("(?m)^a$", &["a", "b\na", "a\nb", "\u{2028}a\r"], &["ba", "a\u{85}"]);
}

#[test]
fn classes_are_those_of_ecma() {
    check("^.$", &["a", "\u{85}", "\u{1F44D}"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]);
    check("(?s)^.$", &["\n", "\u{2028}"], &["", "ab"]);
    check(r"^\d$", &["0", "9"], &["\u{660}", "a"]);
    check(r"^\w$", &["a", "Z", "_", "0"], &["é", "\u{660}", "-", "\u{17F}"]);
    check(
        r"^\s$",
        &[" ", "\t", "\u{B}", "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{3000}", "\u{1680}"],
        &["\u{85}", "\u{200B}", "a"],
    );
    check(r"^[\W]$", &["é", "\u{660}", "-"], &["a"]);
    check(r"^[\S]$", &["\u{85}"], &["\u{FEFF}"]);
    check(r"\bb\b", &["b", "a b", "éb", "b-b"], &["ab", "b_"]);
    check(r"a\Bb", &["ab"], &["a", "a b"]);
}

#[test]
fn properties_are_those_of_java_and_unicode() {
    check(r"^\p{L}$", &["a", "é", "中", "\u{10400}"], &["1", "_", "\u{300}"]);
    check(r"^\pN$", &["1", "\u{660}", "½", "Ⅷ"], &["a"]);
    check(r"^\P{M}$", &["a"], &["\u{300}"]);
    check(r"^[\p{Print}]$", &[" ", "~", "a"], &["é", "\n", "\u{7F}"]);
    check(r"^\p{Graph}$", &["!"], &[" "]);
    check(
        r"^\p{XDigit}\p{Alnum}\p{Punct}\p{Blank}\p{Cntrl}$",
        &["fz~\t\u{7F}"],
        &["gz~\t\u{7F}", "f_~\t\u{7F}"],
    );
    check(r"^\p{IsAlphabetic}$", &["a", "\u{345}", "Ⅷ", "Ⓐ"], &["1", "\u{300}"]);
    check(r"^\p{IsWhitespace}$", &["\u{85}", " "], &["\u{FEFF}"]);
    check(r"^\p{LD}$", &["a", "\u{660}"], &["½", "Ⅷ"]);
    check(r"^\p{gc=Lu}\p{Letter}$", &["Ab"], &["ab", "A1"]);
}

#[test]
fn classes_are_read_leniently() {
    check(r"^[\w-.~]+$", &["a-.~"], &["/", ","]);
    check(r"^[a-\d]+$", &["a-1"], &["b"]);
    check(r"^[-a]+[a-]+$", &["-a-"], &["b"]);
    check(r"^[[a]+$", &["[a["], &["]"]);
    check(r"^[[:alnum:]]+$", &["a]", "[]", ":]]"], &["b]", "a"]);
    check("^[^]$", &["\n", "a"], &[""]);
    check("^a[]|b$", &["b"], &["a"]);
    check(r"^[\p{Print}&&[^|:/]]+$", &["ab c"], &["a|b", "é"]);
    check(r"^[a-z&&[^b]&&[^c]]$", &["a", "d"], &["b", "c", "&"]);
    check(r"^[a&&b]$", &["&", "a", "b"], &["c"]);
    check(r"^[\b]$", &["\u{8}"], &["b"]);
    check(r"^[,-.~]$", &["-"], &["/"]);
}

#[test]
fn escapes_are_code_points() {
    check(r"^\u0041\x42\x{43}\u{1F44D}\cJ\0\t$", &["ABC\u{1F44D}\n\0\t"], &["ABC"]);
    check(r"^\uD83D\uDC4D$", &["\u{1F44D}"], &["\u{FFFD}"]);
    check(r"^[\uD83D\uDC4C-\uD83D\uDC4E]$", &["\u{1F44D}"], &["\u{1F44F}"]);
    check(r"^[\uD800\uDC00-\uDBFF\uDFFF]$", &["\u{10000}", "\u{10FFFF}"], &["\u{FFFD}"]);
    // Lone surrogates are in no text.
    check(r"^[\uD800\uDBFF-\uDC00\uDFFFa]$", &["a"], &["\u{10000}"]);
    check(r"^[\000-\037]\101\8$", &["\u{1F}A8"], &[" A8"]);
    check(r"^\/\_\-\:\@$", &["/_-:@"], &[]);
    check(r"^\Qa.b*\E+$", &["a.b*", "a.b**"], &["aabb"]);
    check("^a{,2}{b}x{1$", &["a{,2}{b}x{1"], &["aa"]);
}

#[test]
fn quantifiers() {
    check("^a{2,3}?b*?c+?d??$", &["aac", "aaabbccd"], &["aaaac", "aa"]);
    check("^a*+a$", &[], &["a", "aa"]);
    check("^a?+b$", &["ab", "b"], &["aab"]);
    check("^a{1,2}+a$", &["aaa"], &["aa", "aaaa"]);
    check("^[0-9A-Z]{2}+$", &["A1"], &["A1A1"]);
    check("^(a|b?){2,}$", &["", "a", "bab"], &["c"]);
    assert!(compile("^(ab)*+a").is_ok_and(|compiled| !compiled.is_exact()));
    assert!(compile("^(?>a|ab)c").is_ok_and(|compiled| !compiled.is_exact()));
}

#[test]
fn flags() {
    check("(?i)^k[S-T]$", &["ks", "KT", "\u{212A}\u{17F}"], &["ku"]);
    check("^(?i:a)b$", &["Ab"], &["AB"]);
    check("^(?i)a(?-i)b|c$", &["Ab", "xc"], &["AB"]);
    check("^((?i)a|b)c$", &["Ac", "Bc"], &["AC"]);
    check("(?i)^[^a]$", &["b"], &["a", "A"]);
    assert!(compile("(?i)^é$").is_ok_and(|compiled| !compiled.is_exact()));
    check("^(?<name>a)(?P<other>b)(?#c)$", &["ab"], &["abc"]);
}

#[test]
fn look_around_is_exact() {
    check(r"^(?!aws:)[a-z:]+$", &["aw:", "s:aws:"], &["aws:", "aws:a"]);
    check(r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,}$", &["aB3aaaaa"], &["aB3", "aaaaaaaa1"]);
    check(r"^(?!\s).*(?<!\s)$", &["", "a b"], &[" a", "a "]);
    check(r"^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$", &["a-b"], &["a--b", "-ab"]);
    check(r"(?:(25[0-5]|[0-9])(\.(?!$)|$)){4}", &["1.2.3.4"], &["1.2.3.4.", "1.2.3"]);
    check(r"a(?=b(?!c))", &["ab", "abd"], &["abc", "a"]);
    check(r"(?<=^a)b", &["ab"], &["bab", "b"]);
    check(r"(?<!(?<!x)a)b", &["xab", "b"], &["ab", "aab"]);
}

#[test]
fn unsupported_patterns_are_errors() {
    let kind = |pattern: &str| compile(pattern).map(|_| ()).unwrap_err().kind;
    assert_eq!(kind(r"(.)\1"), UnsupportedKind::BackReference);
    assert_eq!(kind(r"(?<a>.)\k<a>"), UnsupportedKind::BackReference);
    assert_eq!(kind(r"\p{Klingon}"), UnsupportedKind::Property);
    assert_eq!(kind(r"\R"), UnsupportedKind::Dialect);
    assert_eq!(kind("(?x)a"), UnsupportedKind::Dialect);
    assert_eq!(kind("(?<=a(?=b))b"), UnsupportedKind::Look);
    for malformed in [
        "(",
        ")",
        "[a",
        "*",
        "a**",
        "a{2,1}",
        "[b-a]",
        "\\",
        "a{2}{3}",
        r"\x4",
        r"\u{110000}",
        "(?",
    ] {
        assert_eq!(kind(malformed), UnsupportedKind::Malformed, "{malformed}");
    }
}

/// The table against another one, where one category ends and the next begins.
#[test]
fn categories_are_unicodes() {
    let names = [
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Mn",
        "Mc",
        "Me",
        "Nd",
        "Nl",
        "No",
        "Pc",
        "Pd",
        "Ps",
        "Pe",
        "Pi",
        "Pf",
        "Po",
        "Sm",
        "Sc",
        "Sk",
        "So",
        "Zs",
        "Zl",
        "Zp",
        "Cc",
        "Cf",
        "Co",
        "Cn",
        "L",
        "C",
        "Alphabetic",
    ];
    for name in names {
        let own = find_property(&format!("Is{name}")).unwrap();
        let other = fancy_regex::Regex::new(&format!(r"^\p{{{name}}}$")).unwrap();
        for (from, to) in own.code_points() {
            for c in [from.wrapping_sub(1), from, to, to + 1].into_iter().filter_map(char::from_u32)
            {
                let has = own.code_points().any(|(from, to)| (from..=to).contains(&c.into()));
                let says = other.is_match(c.encode_utf8(&mut [0; 4])).unwrap();
                assert_eq!(has, says, "{name} {c:?}");
            }
        }
    }
}
