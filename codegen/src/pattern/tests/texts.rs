//! Texts that a pattern matches, and texts that it nearly matches.

use super::super::syntax::Syntax;

/// Numbers that look random and are the same every time.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// What tells dialects and off-by-one errors apart.
const TELLING: [&str; 30] = [
    "\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\u{2029}",
    "\u{660}",
    "\u{1F44D}",
    "/",
    "-",
    " ",
    "a",
    "A",
    "0",
    "_",
    ".",
    ":",
    "\t",
    "\u{A0}",
    "\u{FEFF}",
    "\u{1680}",
    "\u{17F}",
    "\u{212A}",
    "\u{0}",
    "\u{7F}",
    "é",
    "\u{FFFD}",
    "\u{10FFFF}",
    "\\",
    "{",
];

pub fn fixed() -> impl Iterator<Item = String> {
    let more = [
        "",
        "abc",
        "arn:aws:iam::123456789012:role/x",
        "127.0.0.1",
        "https://example.com/a?b#c",
        "$",
    ];
    more.into_iter().chain(TELLING).map(str::to_owned)
}

/// What may follow a text that matches, and tells dialects apart.
const ENDS: [&str; 8] = ["\n", "\u{85}", "\u{2028}", "\u{660}", "\u{1F44D}", "/", "-", ""];

/// A repetition of more than this isn't tried at its greatest.
const LONGEST: u32 = 30_000;

/// A text that the pattern matches as far as its assertions don't forbid it.
pub fn matching(syntax: &Syntax, random: &mut Random) -> String {
    let mut text = String::new();
    // Short ones as a rule: engines with back-tracking are slow.
    let most = *random.pick(&[40, 80, 300, 3000]);
    add(syntax, random, Size::AtMost(most), &mut text);
    text
}

/// The text with each of the ends that tell.
pub fn ended(text: &str) -> impl Iterator<Item = String> {
    ENDS.iter().map(move |end| format!("{text}{end}"))
}

/// For each repetition of the pattern, texts with as many and as few as it takes, with one more and with one less.
pub fn boundaries(syntax: &Syntax, random: &mut Random) -> Vec<String> {
    let mut texts = Vec::new();
    for repeat in repeats(syntax) {
        let Syntax::Repeat(_, min, max) = repeat else { continue };
        let mut counts = vec![min.saturating_sub(1), *min];
        counts.extend(max.iter().flat_map(|max| [*max, max.saturating_add(1)]));
        counts.dedup();
        for count in counts.into_iter().filter(|count| *count <= LONGEST) {
            let mut text = String::new();
            add(syntax, random, Size::Exactly(repeat, count), &mut text);
            texts.push(text);
        }
    }
    texts
}

/// The repetitions in the pattern.
fn repeats(syntax: &Syntax) -> Vec<&Syntax> {
    match syntax {
        Syntax::Empty | Syntax::Start | Syntax::Set(_) => Vec::new(),
        Syntax::Sequence(parts) | Syntax::Either(parts) => parts.iter().flat_map(repeats).collect(),
        Syntax::Look { body, .. } => repeats(body),
        Syntax::Repeat(body, ..) => std::iter::once(syntax).chain(repeats(body)).collect(),
    }
}

/// How long a text becomes.
#[derive(Clone, Copy)]
enum Size<'a> {
    /// Of so many bytes, before it ends.
    AtMost(usize),
    /// This repetition is so many; others are few.
    Exactly(&'a Syntax, u32),
}

impl Size<'_> {
    /// How often to repeat.
    fn count(self, repeat: &Syntax, min: u32, max: Option<u32>, random: &mut Random) -> u32 {
        let most = max.unwrap_or(min + 3);
        let few = min + u32::try_from(random.below(4)).unwrap().min(most - min);
        match self {
            Self::Exactly(which, count) if std::ptr::eq(which, repeat) => count,
            Self::Exactly(..) => few,
            Self::AtMost(_) => match random.below(6) {
                0 => min.saturating_sub(1),
                1 => min,
                2 => most,
                3 => most.saturating_add(1),
                _ => few,
            },
        }
    }

    fn is_reached(self, text: &str) -> bool {
        matches!(self, Self::AtMost(most) if text.len() > most)
    }

    /// Which of some branches to take: the one that has the repetition, if there is one.
    fn branch<'s>(self, branches: &'s [Syntax], random: &mut Random) -> &'s Syntax {
        let has = |branch: &&Syntax| {
            let Self::Exactly(which, _) = self else { return false };
            repeats(branch).into_iter().any(|repeat| std::ptr::eq(repeat, which))
        };
        branches.iter().find(has).unwrap_or_else(|| random.pick(branches))
    }
}

fn add(syntax: &Syntax, random: &mut Random, size: Size<'_>, text: &mut String) {
    match syntax {
        Syntax::Empty | Syntax::Start => {}
        Syntax::Set(set) => {
            let ranges: Vec<(u32, u32)> = set.code_points().collect();
            if ranges.is_empty() {
                return;
            }
            // The first ranges are the likelier ones: they are ASCII.
            let few = &ranges[..ranges.len().min(6)];
            let (from, to) =
                *if random.below(8) == 0 { random.pick(&ranges) } else { random.pick(few) };
            let to = if from < 0x7F && to > 0x7F && random.below(4) > 0 { 0x7E } else { to };
            let c = match random.below(4) {
                0 => from,
                1 => to,
                _ => {
                    from + u32::try_from(random.below(usize::try_from(to - from + 1).unwrap()))
                        .unwrap()
                }
            };
            text.extend(char::from_u32(c));
        }
        Syntax::Sequence(parts) => parts.iter().for_each(|part| add(part, random, size, text)),
        Syntax::Either(branches) => add(size.branch(branches, random), random, size, text),
        Syntax::Repeat(body, min, max) => {
            for _ in 0..size.count(syntax, *min, *max, random) {
                if size.is_reached(text) {
                    break;
                }
                add(body, random, size, text);
            }
        }
        Syntax::Look { behind: false, negated: false, body } => {
            if random.below(2) == 0 {
                add(body, random, size, text);
            }
        }
        Syntax::Look { body, .. } => {
            if random.below(4) == 0 {
                add(body, random, size, text);
            }
        }
    }
}

/// The text with something added, taken away or changed.
pub fn nearly(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len() + 1);
    let other: Vec<char> = random.pick(&TELLING).chars().collect();
    match random.below(6) {
        0 => chars.extend(other),
        1 => _ = chars.splice(0..0, other),
        2 => _ = chars.splice(at..at, other),
        3 if at < chars.len() => _ = chars.splice(at..=at, other),
        4 if at < chars.len() => _ = chars.remove(at),
        _ => chars.truncate(at),
    }
    chars.into_iter().collect()
}
