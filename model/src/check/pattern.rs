//! Finds regular expressions that no dialect accepts, and leaves alone what any of them does.

/// Why the pattern is malformed in every dialect; `None` where it may well run somewhere.
///
/// Dialects disagree about brackets in classes and about quoting, so a pattern is malformed only if
/// it is under each of these readings. Whether some engine can *run* it is no question of the model.
pub(crate) fn malformed(pattern: &str) -> Option<String> {
    let reason = Reading::of(pattern, 0).err()?;
    let all_fail = (1..8).all(|dialect| Reading::of(pattern, dialect).is_err());
    all_fail.then_some(reason)
}

/// One pass over a pattern under one reading of it.
struct Reading<'a> {
    rest: std::str::Chars<'a>,
    /// Java and Rust: `[` in a class opens a class within it.
    nested_classes: bool,
    /// All but JavaScript: a `]` that comes first in a class is part of it.
    leading_bracket: bool,
    /// Java, PCRE and RE2: everything between `\Q` and `\E` is literal.
    quotes: bool,
    groups: usize,
    /// Whether there is something that a quantifier could repeat.
    repeatable: bool,
}

impl<'a> Reading<'a> {
    /// Whether the pattern is well-formed in the dialect, whose bits choose between the readings.
    fn of(pattern: &'a str, dialect: u8) -> Result<(), String> {
        Reading {
            rest: pattern.chars(),
            leading_bracket: dialect & 1 == 0,
            nested_classes: dialect & 2 != 0,
            quotes: dialect & 4 != 0,
            groups: 0,
            repeatable: false,
        }
        .pattern()
    }

    fn pattern(mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => {
                    if self.group()? {
                        return Ok(());
                    }
                    continue;
                }
                ')' if self.groups == 0 => {
                    return Err("a `)` closes a group that isn't open".to_owned());
                }
                ')' => self.groups -= 1,
                '|' => {
                    self.repeatable = false;
                    continue;
                }
                '*' | '+' | '?' if !self.repeatable => {
                    return Err(format!("there is nothing before `{c}` that it could repeat"));
                }
                '{' => self.repetition()?,
                _ => {}
            }
            self.repeatable = true;
        }
        match self.groups {
            0 => Ok(()),
            1 => Err("a group is not closed, a `)` is missing".to_owned()),
            open => Err(format!("{open} groups are not closed")),
        }
    }

    fn escape(&mut self) -> Result<(), String> {
        match self.rest.next() {
            None => Err("the pattern ends within an escape, after a lone backslash".to_owned()),
            Some('Q') if self.quotes => {
                let rest = self.rest.as_str();
                self.rest = rest.split_once("\\E").map_or("", |(_, rest)| rest).chars();
                Ok(())
            }
            Some('p' | 'P' | 'x' | 'u' | 'o' | 'N' | 'g' | 'k') => {
                self.braces();
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    /// Skips the name or number of an escape, as in `\p{L}`, which is no range with what follows.
    fn braces(&mut self) {
        let inside = self.rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let is_name =
            |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "_=^: -".contains(c));
        if let Some((_, rest)) = inside.filter(|(name, _)| is_name(name)) {
            self.rest = rest.chars();
        }
    }

    /// Skips a class, after its `[`.
    fn class(&mut self) -> Result<(), String> {
        let unclosed = || "a character class is not closed, a `]` is missing".to_owned();
        let mut depth = 1_usize;
        let mut fresh = true;
        while depth > 0 {
            if fresh {
                self.skip_if('^');
                if self.leading_bracket {
                    self.skip_if(']');
                }
                fresh = false;
            }
            match self.rest.next().ok_or_else(unclosed)? {
                '\\' => self.escape()?,
                ']' => depth -= 1,
                '[' if self.nested_classes => {
                    depth += 1;
                    fresh = true;
                }
                from => self.range(from)?,
            }
        }
        Ok(())
    }

    /// Skips the rest of a range in a class whose first character has been read, if it is one.
    fn range(&mut self, from: char) -> Result<(), String> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') {
            return Ok(());
        }
        match ahead.next() {
            None | Some(']' | '[' | '\\' | '&' | '-') => Ok(()),
            Some(to) if to < from => Err(format!("the range `{from}-{to}` is the wrong way round")),
            Some(_) => {
                self.rest = ahead;
                Ok(())
            }
        }
    }

    /// Skips what opens a group, after its `(`; true where the rest can't be judged.
    fn group(&mut self) -> Result<bool, String> {
        self.repeatable = false;
        let text = self.rest.as_str();
        let opening = text.strip_prefix('?').unwrap_or_default();
        match (text.chars().next(), opening.chars().next()) {
            // PCRE's verbs, such as `(*FAIL)`.
            (Some('*'), _) if text.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()) => {
                self.skip_to(")")
            }
            (Some('?'), Some('#')) => self.skip_to(")"),
            (Some('?'), Some(':' | '=' | '!' | '>' | '|')) => self.open(2),
            (Some('?'), Some('<')) if opening.starts_with("<=") || opening.starts_with("<!") => {
                self.open(3)
            }
            (Some('?'), Some('<' | 'P' | '\'')) => self.named(opening),
            // Conditions and calls of groups, which only some dialects have.
            (Some('?'), Some('(' | 'R' | '&' | '+' | '0'..='9')) => return Ok(true),
            (Some('?'), Some('a'..='z' | 'A'..='Z' | '-' | '^')) => return self.flags(opening),
            (Some('?'), _) => Err("`(?` doesn't open any kind of group".to_owned()),
            _ => self.open(0),
        }?;
        Ok(false)
    }

    fn named(&mut self, opening: &str) -> Result<(), String> {
        let name = opening.trim_start_matches('P');
        let (ends, opens) = match name.chars().next() {
            Some('<') => (">", true),
            Some('\'') => ("'", true),
            Some('=' | '>') => (")", false),
            _ => return Err("`(?` doesn't open any kind of group".to_owned()),
        };
        if !name.get(1..).is_some_and(|name| name.contains(ends)) {
            return Err("the name of a group is not closed".to_owned());
        }
        let start = 1 + opening.len() - name.len() + 1;
        self.open_if(start, opens)?;
        self.skip_to(ends)
    }

    /// Flags for the rest of the group, `(?i)`, or for a group of their own, `(?i:…)`.
    fn flags(&mut self, opening: &str) -> Result<bool, String> {
        let end = opening.find([':', ')']);
        let flags = end.and_then(|end| opening.get(..end));
        let Some(flags) = flags else {
            return Err("a group is not closed, a `)` is missing".to_owned());
        };
        // With the flag x, `#` starts comments, in which anything goes.
        if flags.contains('x') {
            return Ok(true);
        }
        let opens = opening.get(flags.len()..).is_some_and(|rest| rest.starts_with(':'));
        self.open_if(1 + flags.len() + 1, opens)?;
        Ok(false)
    }

    fn open(&mut self, skip: usize) -> Result<(), String> {
        self.open_if(skip, true)
    }

    fn open_if(&mut self, skip: usize, opens: bool) -> Result<(), String> {
        self.rest = self.rest.as_str().get(skip..).unwrap_or_default().chars();
        self.groups += usize::from(opens);
        Ok(())
    }

    fn skip_to(&mut self, end: &str) -> Result<(), String> {
        match self.rest.as_str().split_once(end) {
            Some((_, rest)) => {
                self.rest = rest.chars();
                Ok(())
            }
            None => Err(format!("a group is not closed, a `{end}` is missing")),
        }
    }

    fn skip_if(&mut self, c: char) {
        if let Some(rest) = self.rest.as_str().strip_prefix(c) {
            self.rest = rest.chars();
        }
    }

    /// `{2}`, `{2,}` or `{2,5}`, after its `{`; anything else in braces is literal somewhere.
    fn repetition(&mut self) -> Result<(), String> {
        let Some((inside, rest)) = self.rest.as_str().split_once('}') else {
            return Ok(());
        };
        let Some((min, max)) = inside.split_once(',') else {
            return Ok(());
        };
        if let (Ok(min), Ok(max)) = (min.parse::<u32>(), max.parse::<u32>()) {
            if max < min {
                return Err(format!("the repetition `{{{inside}}}` is the wrong way round"));
            }
            self.rest = rest.chars();
        }
        Ok(())
    }
}
