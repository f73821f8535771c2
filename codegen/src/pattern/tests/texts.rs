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

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
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

/// A text that the pattern matches as far as its assertions don't forbid it.
pub fn matching(syntax: &Syntax, random: &mut Random) -> String {
    let mut text = String::new();
    // Short ones as a rule: engines with back-tracking are slow.
    let most = *random.pick(&[40, 80, 300, 3000]);
    add(syntax, random, most, &mut text);
    text
}

fn add(syntax: &Syntax, random: &mut Random, most: usize, text: &mut String) {
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
            let to = if from < 0x80 && to > 0x7F && random.below(4) > 0 { 0x7E } else { to };
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
        Syntax::Sequence(parts) => parts.iter().for_each(|part| add(part, random, most, text)),
        Syntax::Either(branches) => {
            let branch = random.pick(branches);
            add(branch, random, most, text);
        }
        Syntax::Repeat(body, min, max) => {
            let (min, max) = (*min, max.unwrap_or(min + 3));
            let count = match random.below(6) {
                0 => min.saturating_sub(1),
                1 => min,
                2 => max,
                3 => max.saturating_add(1),
                _ => min + u32::try_from(random.below(4)).unwrap().min(max - min),
            };
            for _ in 0..count {
                if text.len() > most {
                    break;
                }
                add(body, random, most, text);
            }
        }
        Syntax::Look { behind: false, negated: false, body } => {
            if random.below(2) == 0 {
                add(body, random, most, text);
            }
        }
        Syntax::Look { body, .. } => {
            if random.below(4) == 0 {
                add(body, random, most, text);
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
