//! The named classes: `\d`, `\s`, `\p{L}`, `\p{Print}`.

use super::category::{category, other_alphabetic};
use super::set::Set;

pub(super) fn digit() -> Set {
    Set::ranges(&[(0x30, 0x39)])
}

pub(super) fn word() -> Set {
    ascii(&["09", "AZ", "__", "az"])
}

/// Returns ECMA 262's white space and line terminators.
pub(super) fn space() -> Set {
    const OTHERS: [(u32, u32); 9] = [
        (0x09, 0x0D),
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
    ];
    Set::union([Set::ranges(&OTHERS), Set::of(0xFEFF)])
}

/// Returns the line terminators, which `.` doesn't match.
pub(super) fn line_terminator() -> Set {
    Set::ranges(&[(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)])
}

/// Returns the class with a name, as in `\p{…}`: a Unicode category or a POSIX class, which contains only ASCII as in Java,
/// with the prefixes that Java and ECMA 262 allow.
pub(super) fn find_property(name: &str) -> Option<Set> {
    if let Some((key, value)) = name.split_once('=') {
        let is_category = matches!(key, "gc" | "General_Category" | "general_category");
        return category(short_name(value)).filter(|_| is_category);
    }
    posix_class(name)
        .or_else(|| unicode_class(name))
        .or_else(|| unicode_class(name.strip_prefix("Is")?))
}

fn unicode_class(name: &str) -> Option<Set> {
    let union = |names: &[&str]| Set::union(names.iter().filter_map(|name| category(name)));
    Some(match name {
        "all" | "Any" => Set::all(),
        "Assigned" => category("Cn")?.complement(),
        "Alphabetic" | "Alpha" => Set::union([union(&["L", "Nl"]), other_alphabetic()]),
        // Java's letters and decimal digits.
        "LD" => union(&["L", "Nd"]),
        "L1" => Set::range(0, 0xFF),
        "White_Space" | "Whitespace" | "WhiteSpace" | "space" => {
            let controls = Set::ranges(&[(0x09, 0x0D), (0x85, 0x85)]);
            Set::union([category("Z")?, controls])
        }
        _ => category(short_name(name))?,
    })
}

/// Returns a POSIX class as defined by `java.util.regex.Pattern`.
fn posix_class(name: &str) -> Option<Set> {
    Some(match name {
        "Lower" => ascii(&["az"]),
        "Upper" => ascii(&["AZ"]),
        "ASCII" => Set::range(0, 0x7F),
        "Alpha" => ascii(&["AZ", "az"]),
        "Digit" => digit(),
        "Alnum" => ascii(&["09", "AZ", "az"]),
        "Punct" => ascii(&["!/", ":@", "[`", "{~"]),
        "Graph" => ascii(&["!~"]),
        "Print" => ascii(&[" ~"]),
        "Blank" => ascii(&["\t\t", "  "]),
        "Cntrl" => Set::ranges(&[(0, 0x1F), (0x7F, 0x7F)]),
        "XDigit" => ascii(&["09", "AF", "af"]),
        "Space" => ascii(&["\t\r", "  "]),
        _ => return None,
    })
}

/// Returns the short name of a category or of a group of categories.
fn short_name(name: &str) -> &str {
    const LONG: [(&str, &str); 38] = [
        ("Letter", "L"),
        ("Cased_Letter", "LC"),
        ("Uppercase_Letter", "Lu"),
        ("Lowercase_Letter", "Ll"),
        ("Titlecase_Letter", "Lt"),
        ("Modifier_Letter", "Lm"),
        ("Other_Letter", "Lo"),
        ("Mark", "M"),
        ("Combining_Mark", "M"),
        ("Nonspacing_Mark", "Mn"),
        ("Spacing_Mark", "Mc"),
        ("Enclosing_Mark", "Me"),
        ("Number", "N"),
        ("Decimal_Number", "Nd"),
        ("digit", "Nd"),
        ("Letter_Number", "Nl"),
        ("Other_Number", "No"),
        ("Punctuation", "P"),
        ("punct", "P"),
        ("Connector_Punctuation", "Pc"),
        ("Dash_Punctuation", "Pd"),
        ("Open_Punctuation", "Ps"),
        ("Close_Punctuation", "Pe"),
        ("Initial_Punctuation", "Pi"),
        ("Final_Punctuation", "Pf"),
        ("Other_Punctuation", "Po"),
        ("Symbol", "S"),
        ("Math_Symbol", "Sm"),
        ("Currency_Symbol", "Sc"),
        ("Modifier_Symbol", "Sk"),
        ("Other_Symbol", "So"),
        ("Separator", "Z"),
        ("Space_Separator", "Zs"),
        ("Line_Separator", "Zl"),
        ("Paragraph_Separator", "Zp"),
        ("Other", "C"),
        ("Control", "Cc"),
        ("Format", "Cf"),
    ];
    LONG.iter().find(|(long, _)| *long == name).map_or(name, |(_, short)| short)
}

/// Returns ASCII ranges, each given by its first and last character.
fn ascii(ranges: &[&str]) -> Set {
    let ends = ranges.iter().filter_map(|range| {
        let mut chars = range.chars().map(u32::from);
        Some((chars.next()?, chars.next()?))
    });
    Set::union(ends.map(|(from, to)| Set::range(from, to)))
}

/// Returns the set with both cases of its letters.
/// ([ECMA 262: Canonicalize](https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch))
/// Supports ASCII and the two other letters that fold to ASCII; returns `None` if the set has other letters with case.
pub(super) fn fold_case(set: &Set) -> Option<Set> {
    const LONG_S: u32 = 0x17F;
    const KELVIN: u32 = 0x212A;
    let names = ["Lu", "Ll", "Lt", "Nl", "So", "Mn"];
    let cased = Set::union(names.into_iter().filter_map(category));
    let simple = Set::ranges(&[(0, 0x7F), (LONG_S, LONG_S), (KELVIN, KELVIN)]);
    let further = cased.minus(&simple);
    let touched = set.intersection(&further);
    if !touched.is_empty() && touched != further {
        return None;
    }
    let mut parts = vec![set.clone()];
    for (upper, lower) in (0x41..=0x5A).zip(0x61..=0x7A) {
        let more = [(0x53, LONG_S), (0x4B, KELVIN)].into_iter().find(|(c, _)| *c == upper);
        let mut letters = vec![(upper, upper), (lower, lower)];
        letters.extend(more.map(|(_, c)| (c, c)));
        let letters = Set::ranges(&letters);
        if !set.intersection(&letters).is_empty() {
            parts.push(letters);
        }
    }
    Some(Set::union(parts))
}
