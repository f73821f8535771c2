//! Finds regular expressions that are malformed in all dialects.

/// Returns the reason why the pattern is malformed in every dialect, or `None` if some dialect may accept it.
///
/// Dialects differ in nested classes, in brackets at the start of a class and in quoting, so the pattern is checked
/// with each combination of these features. Whether an engine supports the pattern isn't checked.
pub(super) fn find_syntax_error(pattern: &str) -> Option<String> {
    let reason = PatternChecker::check(pattern, 0).err()?;
    let all_fail = (1..8).all(|dialect| PatternChecker::check(pattern, dialect).is_err());
    all_fail.then_some(reason)
}

/// Checks a pattern in one pass with the features of one dialect.
struct PatternChecker<'a> {
    rest: std::str::Chars<'a>,
    /// Whether `[` in a class opens a nested class, as in Java and Rust.
    nested_classes: bool,
    /// Whether `]` at the start of a class is a literal, as in all dialects but JavaScript.
    leading_bracket: bool,
    /// Whether everything between `\Q` and `\E` is literal, as in Java, PCRE and RE2.
    quotes: bool,
    open_groups: usize,
    /// Whether a quantifier may follow.
    repeatable: bool,
}

/// Whether a group has been skipped, or makes the rest of the pattern impossible to check.
#[derive(PartialEq, Eq)]
enum GroupStart {
    Skipped,
    Uncheckable,
}

const UNCLOSED_GROUP: &str = "unclosed group: a `)` is missing";
const UNKNOWN_GROUP: &str = "`(?` doesn't start any kind of group";

impl<'a> PatternChecker<'a> {
    /// Checks a pattern in a dialect, whose bits stand for its features.
    fn check(pattern: &'a str, dialect: u8) -> Result<(), String> {
        PatternChecker {
            rest: pattern.chars(),
            leading_bracket: dialect & 1 == 0,
            nested_classes: dialect & 2 != 0,
            quotes: dialect & 4 != 0,
            open_groups: 0,
            repeatable: false,
        }
        .check_pattern()
    }

    fn check_pattern(mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.skip_escape()?,
                '[' => self.skip_class()?,
                '(' => {
                    if self.skip_group_start()? == GroupStart::Uncheckable {
                        return Ok(());
                    }
                    continue;
                }
                ')' if self.open_groups == 0 => {
                    return Err("unmatched `)`: no group is open".to_owned());
                }
                ')' => self.open_groups -= 1,
                '|' => {
                    self.repeatable = false;
                    continue;
                }
                '*' | '+' | '?' if !self.repeatable => {
                    return Err(format!("nothing to repeat before `{c}`"));
                }
                '{' => self.skip_repetition()?,
                _ => {}
            }
            self.repeatable = true;
        }
        match self.open_groups {
            0 => Ok(()),
            1 => Err(UNCLOSED_GROUP.to_owned()),
            count => Err(format!("{count} groups are not closed")),
        }
    }

    /// Skips an escape, after its backslash.
    fn skip_escape(&mut self) -> Result<(), String> {
        match self.rest.next() {
            None => Err("incomplete escape: the pattern ends with a backslash".to_owned()),
            Some('Q') if self.quotes => {
                let rest = self.rest.as_str();
                self.rest = rest.split_once("\\E").map_or("", |(_, rest)| rest).chars();
                Ok(())
            }
            Some('p' | 'P' | 'x' | 'u' | 'o' | 'N' | 'g' | 'k') => {
                self.skip_braces();
                Ok(())
            }
            Some(_) => Ok(()),
        }
    }

    /// Skips the name or number of an escape, as in `\p{L}`, so that its braces aren't read as a repetition.
    fn skip_braces(&mut self) {
        let inside = self.rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let is_name =
            |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || "_=^: -".contains(c));
        if let Some((_, rest)) = inside.filter(|(name, _)| is_name(name)) {
            self.rest = rest.chars();
        }
    }

    /// Skips a class, after its `[`.
    fn skip_class(&mut self) -> Result<(), String> {
        let unclosed = || "unclosed character class: a `]` is missing".to_owned();
        let mut depth = 1_usize;
        let mut at_start = true;
        while depth > 0 {
            if at_start {
                self.skip_if('^');
                if self.leading_bracket {
                    self.skip_if(']');
                }
                at_start = false;
            }
            match self.rest.next().ok_or_else(unclosed)? {
                '\\' => self.skip_escape()?,
                ']' => depth -= 1,
                '[' if self.nested_classes => {
                    depth += 1;
                    at_start = true;
                }
                from => self.skip_range(from)?,
            }
        }
        Ok(())
    }

    /// Skips the rest of a range in a class, if the first character, which has been read, starts a range.
    fn skip_range(&mut self, from: char) -> Result<(), String> {
        let mut ahead = self.rest.clone();
        if ahead.next() != Some('-') {
            return Ok(());
        }
        match ahead.next() {
            None | Some(']' | '[' | '\\' | '&' | '-') => Ok(()),
            Some(to) if to < from => Err(format!("the range `{from}-{to}` ends before it starts")),
            Some(_) => {
                self.rest = ahead;
                Ok(())
            }
        }
    }

    /// Skips the start of a group, after its `(`.
    fn skip_group_start(&mut self) -> Result<GroupStart, String> {
        self.repeatable = false;
        let text = self.rest.as_str();
        let opening = text.strip_prefix('?').unwrap_or_default();
        match (text.chars().next(), opening.chars().next()) {
            // PCRE's verbs, such as `(*FAIL)`.
            (Some('*'), _) if text.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic()) => {
                self.skip_to(")")
            }
            (Some('?'), Some('#')) => self.skip_to(")"),
            (Some('?'), Some(':' | '=' | '!' | '>' | '|')) => {
                self.open_group(2);
                Ok(())
            }
            (Some('?'), Some('<')) if opening.starts_with("<=") || opening.starts_with("<!") => {
                self.open_group(3);
                Ok(())
            }
            (Some('?'), Some('<' | 'P' | '\'')) => self.skip_group_name(opening),
            // Conditions and calls of groups, which only some dialects have.
            (Some('?'), Some('(' | 'R' | '&' | '+' | '0'..='9')) => {
                return Ok(GroupStart::Uncheckable);
            }
            (Some('?'), Some('a'..='z' | 'A'..='Z' | '-' | '^')) => {
                return self.skip_flags(opening);
            }
            (Some('?'), _) => Err(UNKNOWN_GROUP.to_owned()),
            _ => {
                self.open_group(0);
                Ok(())
            }
        }?;
        Ok(GroupStart::Skipped)
    }

    /// Skips the name of a group, or of a reference to a group.
    fn skip_group_name(&mut self, opening: &str) -> Result<(), String> {
        let name = opening.trim_start_matches('P');
        let (end, is_group) = match name.chars().next() {
            Some('<') => (">", true),
            Some('\'') => ("'", true),
            Some('=' | '>') => (")", false),
            _ => return Err(UNKNOWN_GROUP.to_owned()),
        };
        if !name.get(1..).is_some_and(|name| name.contains(end)) {
            return Err("the name of a group is not closed".to_owned());
        }
        self.skip_bytes(1 + opening.len() - name.len() + 1);
        self.open_groups += usize::from(is_group);
        self.skip_to(end)
    }

    /// Skips flags for the rest of the enclosing group, `(?i)`, or for a group of their own, `(?i:…)`.
    fn skip_flags(&mut self, opening: &str) -> Result<GroupStart, String> {
        let end = opening.find([':', ')']);
        let flags = end.and_then(|end| opening.get(..end));
        let Some(flags) = flags else {
            return Err(UNCLOSED_GROUP.to_owned());
        };
        // With the flag x, `#` starts comments, which may contain any character.
        if flags.contains('x') {
            return Ok(GroupStart::Uncheckable);
        }
        let is_group = opening.get(flags.len()..).is_some_and(|rest| rest.starts_with(':'));
        self.skip_bytes(1 + flags.len() + 1);
        self.open_groups += usize::from(is_group);
        Ok(GroupStart::Skipped)
    }

    /// Opens a group, whose start is `length` bytes long.
    fn open_group(&mut self, length: usize) {
        self.skip_bytes(length);
        self.open_groups += 1;
    }

    fn skip_bytes(&mut self, count: usize) {
        self.rest = self.rest.as_str().get(count..).unwrap_or_default().chars();
    }

    fn skip_to(&mut self, end: &str) -> Result<(), String> {
        match self.rest.as_str().split_once(end) {
            Some((_, rest)) => {
                self.rest = rest.chars();
                Ok(())
            }
            None => Err(format!("unclosed group: a `{end}` is missing")),
        }
    }

    fn skip_if(&mut self, c: char) {
        if let Some(rest) = self.rest.as_str().strip_prefix(c) {
            self.rest = rest.chars();
        }
    }

    /// Skips `{2}`, `{2,}` or `{2,5}`, after its `{`. Anything else in braces is literal in some dialect.
    fn skip_repetition(&mut self) -> Result<(), String> {
        let Some((inside, rest)) = self.rest.as_str().split_once('}') else {
            return Ok(());
        };
        let Some((min, max)) = inside.split_once(',') else {
            return Ok(());
        };
        if let (Ok(min), Ok(max)) = (min.parse::<u32>(), max.parse::<u32>()) {
            if max < min {
                return Err(format!(
                    "the repetition `{{{inside}}}` has a maximum below its minimum"
                ));
            }
            self.rest = rest.chars();
        }
        Ok(())
    }
}
