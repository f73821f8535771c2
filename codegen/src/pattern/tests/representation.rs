//! The kinds of programs, and what they share.

use super::super::dfa::{Budget, Dfa, Limits};
use super::super::parse::parse;
use super::super::pattern::matches;
use super::super::program::{Label, Program, Run};
use super::super::{
    Compiled, Language, Pool, Relation, UnsupportedKind, compare_languages, compile, equivalent,
    report,
};
use super::Matcher;
use super::texts::{Random, matching, nearly};

fn size(pattern: &str) -> usize {
    Matcher::new(pattern).program.len()
}

#[test]
fn straight_stretches_fold() {
    let syntax = parse("^arn:[a-z]{3,5}$").unwrap().syntax;
    let limits = Limits { steps: 1_000, states: 100 };
    let program = Program::of(&Dfa::of(&syntax, limits, &mut Budget::unlimited()).unwrap());
    assert_eq!(program.nodes.len(), 4);
    assert!(matches!(&program.nodes[0].edges[..], [(Label::Text(text), _)] if text == "arn:"));
    assert!(matches!(program.nodes[1].run, Run::Counted(_, 3, _)));
    assert!(matches!(program.nodes[2].run, Run::Counted(_, 2, _)));
    let program = compile("^[a-z]*$").unwrap().programs.remove(0);
    assert!(matches!(program.nodes[..], [ref node] if matches!(node.run, Run::Any(_))));
    assert!(size("^[a-z]{1,2000}$") < 20 && size("^.{1,100000}$") < 20);
}

/// Whether a pattern's automaton leaves counting to the window of its texts' lengths.
fn leaves_counting_to_window(pattern: &str) -> bool {
    let program = compile(pattern).unwrap().programs.remove(0);
    program.table.is_some_and(|(_, window)| !window.is_implied)
}

#[test]
fn only_what_bounds_nothing_but_the_length_is_left_to_the_window() {
    for (pattern, window) in [
        ("^[a-z0-9-]{1,64}$", (1, 64)),
        ("^[a-z][a-z0-9-]{0,48}[a-z0-9]$", (2, 50)),
        ("^(?=.{20,100}$)[a-z]+/[0-9]*$", (20, 100)),
        ("^[é-ü]{2,30}$", (2, 30)),
        (r"^\d{12}$", (12, 12)),
    ] {
        assert!(leaves_counting_to_window(pattern), "{pattern}");
        let (min, max) = window;
        let program = compile(pattern).unwrap().programs.remove(0);
        let (_, window) = program.table.unwrap();
        assert_eq!((window.min, window.max), (min, Some(max)), "{pattern}");
    }
    for pattern in [
        "^[a-z]{1,64}/[a-z]{1,64}$",
        "^a*[a-z]{20}b*$",
        "^([a-z]{20}|[0-9]{30})$",
        "^(-?[a-z]){1,30}$",
        "^[a-z]{10,20}x?$",
        "[a-z]{20}",
    ] {
        assert!(!leaves_counting_to_window(pattern), "{pattern}");
    }
}

/// Windows count code points, not bytes.
#[test]
fn windows_count_code_points() {
    let matcher = Matcher::new("^[a-zé€\u{1F44D}]{3,20}$");
    for c in ["a", "é", "€", "\u{1F44D}"] {
        for (count, expected) in
            [(0, false), (2, false), (3, true), (20, true), (21, false), (80, false)]
        {
            assert_eq!(matcher.matches(&c.repeat(count)), expected, "{c} {count}");
        }
        assert!(!matcher.matches(&format!("{c}{c}{c}1")), "{c}");
        assert!(matcher.matches(&format!("aaaaaaaaaaaaaaaa{c}{c}")), "{c}");
    }
    let ascii = Matcher::new("^[a-z]{3,20}$");
    assert!(!ascii.matches("éa") && !ascii.matches("ééé") && ascii.matches("abc"));
}

/// Runs are counted by eights, texts compared by eights and fours.
#[test]
fn every_length_is_matched() {
    for length in 0..40 {
        let text = "abcdefghijklmnopqrstuvwxyzabcdefghijklmno".get(..length).unwrap();
        let matcher = Matcher::new(&format!("^[0-9]*{text}:[a-f]*$"));
        for rest in ["", "a", "abcdefa", "abcdefab", "abcdefabc", "abcdefabcdefabcdefabcdef"] {
            let whole = format!("12{text}:{rest}");
            assert!(matcher.matches(&whole), "{whole}");
            for at in 2..whole.len() {
                for other in ["~", "é", "\u{1F44D}"] {
                    let changed = format!("{}{other}{}", &whole[..at], &whole[at + 1..]);
                    assert!(!matcher.matches(&changed), "{changed}");
                }
                assert!(!matcher.matches(&whole[..at]) || at > length + 2, "{whole} {at}");
            }
        }
    }
}

#[test]
fn rungs_of_ladders_are_alike() {
    assert!(size("^[a-z0-9](-*[a-z0-9]){0,62}$") < 1_100);
    assert!(size("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$") < 50);
    // Nodes take fewer bytes than a table.
    assert!(size("^[a-z0-9](-*[a-z0-9]){0,1500}$") < 7_000);
}

#[test]
fn counted_runs_end_where_they_should() {
    for (pattern, min, max) in [
        ("^[a-z]{3,70}$", 3, 70),
        ("^.{0,3000}$", 0, 3000),
        ("^.{5,2500}$", 5, 2500),
        ("^(-*a){0,60}$", 0, 60),
        // In many states at once.
        ("^(.{1,1020}a|.{1,1020}b)$", 2, 1021),
    ] {
        let matcher = Matcher::new(pattern);
        for length in [min, min + 1, max - 1, max] {
            assert!(matcher.matches(&"a".repeat(length)), "{pattern} {length}");
        }
        for length in [min.wrapping_sub(1), max + 1, 2 * max].into_iter().filter(|n| *n < 10_000) {
            assert!(!matcher.matches(&"a".repeat(length)), "{pattern} {length}");
        }
    }
}

#[test]
fn hard_patterns_are_walked_in_many_states_or_as_several() {
    let compiled = compile(r"^a[^\x00]{1,1020}\.csv$").unwrap();
    assert!(compiled.programs[0].simultaneous);
    let matcher = Matcher::of(&compiled);
    assert!(matcher.matches("aé.csv") && matcher.matches("a.csv.csv"));
    assert!(!matcher.matches("a.csv") && !matcher.matches("a.csvx") && !matcher.matches(""));
    let compiled = compile(r"^(?=.{20,2048}$)arn:[a-z-]*:[a-z0-9-]+:\d{12}:secret:[a-z]+").unwrap();
    assert_eq!(compiled.programs.len(), 2);
    let matcher = Matcher::of(&compiled);
    assert!(matcher.matches("arn:aws:sm:123456789012:secret:a"));
    assert!(!matcher.matches(&format!("arn:aws:sm:123456789012:secret:{}", "a".repeat(2048))));
    assert!(!matcher.matches("arn:aws:sm:12345678901:secret:a"));
}

#[test]
fn programs_and_sets_are_shared() {
    let mut pool = Pool::default();
    let numbers = ["^[a-z]+$", "^[a-z][a-z]*$", "^[b-z]+$", r"^(?:[a-z]+\z)"];
    let numbers = numbers.map(|pattern| pool.add(&compile(pattern).unwrap()));
    assert_eq!(numbers, [0, 0, 1, 0]);
    let data = pool.data();
    // Two of them in one table, with no bounds beyond ASCII.
    let maps = 2 * 128;
    assert_eq!((data.programs.len(), data.sets.len()), (2, 4 + maps + 128 + 2 * 5));
    assert!(matches(&data.sets, &data.programs[1], "b"));
    assert!(!matches(&data.sets, &data.programs[1], "a"));
}

#[test]
fn many_sets_have_numbers() {
    let mut pool = Pool::default();
    let patterns: Vec<String> =
        (0..300).map(|n| format!("^[\\u{{{:x}}}a]b*$", 0x400 + 2 * n)).collect();
    let numbers: Vec<usize> =
        patterns.iter().map(|pattern| pool.add(&compile(pattern).unwrap())).collect();
    let data = pool.data();
    for (index, number) in numbers.into_iter().enumerate() {
        for other in [0, 62, 63, 64, 200, 299] {
            let text =
                char::from_u32(u32::try_from(0x400 + 2 * other).unwrap()).unwrap().to_string();
            let found = matches(&data.sets, &data.programs[number], &text);
            assert_eq!(found, index == other, "{index} {other}");
        }
    }
}

#[test]
fn languages() {
    let language = |pattern: &str| compile(pattern).unwrap().language();
    for everything in [".*", "", "a*", r"^[\s\S]*$", "^|a", "^(?s).*$"] {
        assert_eq!(language(everything), Language::Everything, "{everything}");
        assert!(Matcher::new(everything).matches("\n"));
    }
    for nothing in ["/^a$/", "^a^", "$a", "[]", "(?!)", r"^(?=a)b", "a(?<!a)"] {
        assert_eq!(language(nothing), Language::Nothing, "{nothing}");
        assert!(!Matcher::new(nothing).matches(""));
    }
    assert_eq!(language("^.*$"), Language::Some);
}

#[test]
fn patterns_compare_as_languages() {
    for (left, right, same) in [
        ("^[a-z]+$", "^[a-z][a-z]*$", true),
        (r"^\d{1,3}$", "^[0-9]([0-9][0-9]?)?$", true),
        ("^(a|b)*$", "^(a*b*)*$", true),
        ("a", "^[^]*a", true),
        ("^(?!a)[a-c]$", "^[bc]$", true),
        ("^[a-z]+$", "^[a-z]*$", false),
        ("^[a-z]{1,63}$", "^[a-z]{1,64}$", false),
        ("^a$", "^b$", false),
        ("/^a$/", "[]", true),
    ] {
        assert_eq!(equivalent(left, right), Some(same), "{left} {right}");
    }
    assert_eq!(equivalent(r"(.)\1", "a"), None);
}

#[test]
fn new_patterns_are_wider_or_not() {
    for (old, new, expected) in [
        ("^[a-z]+$", "^[a-z][a-z]*$", Relation::Same),
        ("^[a-z]+$", "^[a-z]*$", Relation::Wider),
        ("^[a-z]*$", "^[a-z]+$", Relation::Other),
        ("^[a-z]{1,63}$", "^[a-z]{1,64}$", Relation::Wider),
        ("^[a-f]+$", "^[b-z]+$", Relation::Other),
        ("^(a|b)$", "^[a-c]$", Relation::Wider),
        ("^[a-c]$", "^(a|b)$", Relation::Other),
        ("^a+$", "a", Relation::Wider),
        (r"^arn:aws:s3:\w+$", r"^arn:aws(-[a-z]+)?:s3:\w+$", Relation::Wider),
        ("^a$", "^ab$", Relation::Other),
        ("[]", "^a$", Relation::Wider),
        ("^a$", "[]", Relation::Other),
        ("^(?!a)[a-c]$", "^[a-c]$", Relation::Wider),
    ] {
        assert_eq!(compare_languages(old, new), Some(expected), "{old} {new}");
    }
}

#[test]
fn a_report_counts() {
    let report = report(["^a$", ".*", "a^", r"(.)\1", "(ab)*+a", "^[a]$"]);
    assert_eq!((report.total, report.exact, report.programs), (6, 4, 3));
    assert_eq!((report.everything.len(), report.nothing.len()), (1, 1));
    assert_eq!((report.approximated.len(), report.unsupported.len()), (1, 1));
    assert!(report.to_string().contains("back-reference"));
}

#[test]
fn matching_takes_no_memory() {
    for pattern in
        [r"^arn:[a-z]{1,64}:(\p{L}|\d)+$", r"^a[^\x00]{1,1020}\.csv$", r"(?=^.{20,2048}$)^a.*[bc]$"]
    {
        let matcher = Matcher::new(pattern);
        for text in ["arn:aws:é1", "a-.csv", "abcdefghijklmnopqrstuvwxyzabc", ""] {
            let taken = allocation_counter::measure(|| _ = matcher.matches(text));
            assert_eq!(taken.count_total, 0, "{pattern} {text}");
        }
    }
}

#[test]
fn steps_for_a_byte_are_limited() {
    let steps = |pattern: &str| compile(pattern).map(|compiled| compiled.steps());
    // Thousands of states at once, which are neighbours.
    for pattern in [
        "^.*a.{8000}$",
        r"^https://([.\-_a-zA-Z0-9]+/?){3,1016}$",
        r"^(?:(?=.{0,256}$)([\p{L}\p{Z}\p{N}_.:/=+\-@]*))$",
        r"^https?://(?:www.)?[a-z0-9@:._+~#=-]{2,256}\.[a-z]{2,6}\b(?:[-a-z0-9@:%_+.~#?&/=]{0,2048})$",
        "^(^.{1,1020}.jpg$)|(^.{1,1019}.jpeg$)|(^.{1,1020}.png$)$",
        "^.*a([ab][^c]){2000}$",
    ] {
        let steps = steps(pattern).unwrap();
        assert!(steps < 500, "{pattern}: {steps}");
    }
    // Thousands of states at once, each unlike the others.
    let sets = (0..3000).map(|n| format!("[^\\u{{{:x}}}]", 0x4E00 + n));
    let unlike = format!("^.*a{}$", sets.collect::<String>());
    assert_eq!(steps(&unlike).unwrap_err().kind, UnsupportedKind::TooBig);
}

/// Whatever the order of the nodes, and however many words they are in, each text leads to the right ones.
#[test]
fn neighbours_take_steps_together() {
    for count in [1, 2, 3, 62, 63, 64, 65, 127, 128, 129, 700] {
        let matcher = Matcher::new(&format!("^[ab]*a.{{{count}}}$|^c(?:[xy]z?){{{count}}}c$"));
        for (text, expected) in [
            (format!("ba{}", "b".repeat(count)), true),
            (format!("bb{}", "b".repeat(count)), false),
            (format!("a{}", "b".repeat(count - 1)), false),
            (format!("a{}", "b".repeat(count + 1)), false),
            (format!("c{}c", "x".repeat(count)), true),
            (format!("c{}c", "xz".repeat(count)), true),
            (format!("c{}zzc", "xz".repeat(count - 1)), false),
            (format!("c{}c", "x".repeat(count + 1)), false),
        ] {
            assert_eq!(matcher.matches(&text), expected, "{count} {text}");
        }
    }
}

/// Both kinds of programs say the same, whatever leads to a node, and from where.
#[test]
fn simultaneous_programs_match_what_others_match() {
    for pattern in [
        "^[ab]*a.{9}$",
        "^(?:a|b.|c..|d{3}|e.{4}|f.{5}|g|h|i)*x$",
        "^(?:([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|([0-9a-f]{1,4}:){1,7}:|([0-9a-f]{1,4}:){1,6}:[0-9a-f]{1,4})$",
        r"^(^(([0-9]|1[0-9]{2}|25[0-5])\.){3}([0-9]|25[0-5])(/(3[0-2]|[0-9]))$)|(^s*((([a-f]{1,4}:){3}([a-f]{1,4}|:))|(([a-f]{1,4}:){2}(:[a-f]{1,4}|((25|1)(.(25|1)){3})|:)))$)",
        r"^https?://[a-z.]{2,8}\.[a-z]{2,6}\b[-a-z/]{0,200}$",
    ] {
        let syntax = parse(pattern).unwrap().syntax;
        let limits = Limits { steps: 1_000_000, states: 60_000 };
        let dfa = Dfa::simultaneous(&syntax, limits, &mut Budget::unlimited()).unwrap();
        let programs = vec![Program::simultaneous(&dfa)];
        let simultaneous =
            Compiled { programs, language: Language::Some, approximations: Vec::new() };
        let simultaneous = Matcher::of(&simultaneous);
        let dfa = Dfa::of(&syntax, limits, &mut Budget::unlimited()).unwrap();
        let programs = vec![Program::of(&dfa)];
        let other = Matcher::of(&Compiled {
            programs,
            language: Language::Some,
            approximations: Vec::new(),
        });
        let mut random = Random(1);
        let mut matching_texts = 0;
        for _ in 0..500 {
            let text = matching(&syntax, &mut random);
            for text in [nearly(&text, &mut random), nearly(&text, &mut random), text] {
                let expected = other.matches(&text);
                matching_texts += usize::from(expected);
                assert_eq!(simultaneous.matches(&text), expected, "{pattern} {text:?}");
            }
        }
        assert!(matching_texts > 20, "{pattern}: {matching_texts}");
    }
}
