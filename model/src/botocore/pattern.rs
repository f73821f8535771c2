//! Patterns that must match the whole text, as patterns that are searched for in it.

/// The pattern that finds something exactly where `pattern` matches all of the text.
///
/// Anchors that are there stay as they are, so that most patterns are equal to those of Smithy models.
pub(super) fn whole(pattern: &str) -> String {
    let branches = branches(pattern);
    if branches.iter().all(|branch| starts(branch) && ends(branch)) {
        return pattern.to_owned();
    }
    if branches.len() > 1 {
        return format!("^(?:{pattern})$");
    }
    let start = if starts(pattern) { "" } else { "^" };
    let end = if ends(pattern) { "" } else { "$" };
    format!("{start}{pattern}{end}")
}

/// The pattern without the anchors of its alternatives and without a group around all of it, so that two that differ
/// in nothing else are equal.
#[cfg(feature = "diff")]
pub(crate) fn bare(pattern: &str) -> String {
    let mut pattern = pattern;
    while let [one] = branches(pattern).as_slice() {
        let one = without_anchors(one);
        let inner = one.strip_prefix("(?:").and_then(|rest| rest.strip_suffix(')'));
        match inner.filter(|inner| is_balanced(inner)) {
            Some(inner) => pattern = inner,
            None => return one.to_owned(),
        }
    }
    branches(pattern).into_iter().map(without_anchors).collect::<Vec<_>>().join("|")
}

#[cfg(feature = "diff")]
fn without_anchors(branch: &str) -> &str {
    let branch = branch.strip_prefix('^').unwrap_or(branch);
    if ends(branch) { branch.strip_suffix('$').unwrap_or(branch) } else { branch }
}

/// Whether no group that starts in front of the text ends in it.
#[cfg(feature = "diff")]
fn is_balanced(pattern: &str) -> bool {
    let (mut groups, mut in_class, mut escaped) = (0_usize, false, false);
    for c in pattern.chars() {
        match c {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => groups += 1,
            ')' => match groups.checked_sub(1) {
                Some(rest) => groups = rest,
                None => return false,
            },
            _ => {}
        }
    }
    !escaped
}

fn starts(branch: &str) -> bool {
    branch.starts_with('^')
}

/// Whether the last character is an anchor, not a literal dollar.
fn ends(branch: &str) -> bool {
    branch.strip_suffix('$').is_some_and(|rest| {
        let backslashes = rest.len() - rest.trim_end_matches('\\').len();
        backslashes % 2 == 0
    })
}

/// The parts between the bars that are in no group and no class.
fn branches(pattern: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut groups, mut in_class, mut escaped) = (0_usize, false, false);
    for (place, c) in pattern.char_indices() {
        match c {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            ']' if in_class => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => groups += 1,
            ')' => groups = groups.saturating_sub(1),
            '|' if groups == 0 => {
                parts.extend(pattern.get(start..place));
                start = place + 1;
            }
            _ => {}
        }
    }
    parts.extend(pattern.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    #[cfg(feature = "diff")]
    fn anchors_and_groups_around_all_are_taken_away() {
        for (pattern, expected) in [
            ("^[a-z]+$", "[a-z]+"),
            ("^(?:^$|a)$", "|a"),
            ("^(?:(?:a))$", "a"),
            ("(?:a)|(?:b)", "(?:a)|(?:b)"),
            ("(?:a)(?:b)", "(?:a)(?:b)"),
            (r"(?:a\\)", r"a\\"),
            (r"a\$", r"a\$"),
        ] {
            assert_eq!(super::bare(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn anchors_are_added_where_they_are_missing() {
        for (pattern, expected) in [
            ("[a-z]+", "^[a-z]+$"),
            ("^[a-z]+$", "^[a-z]+$"),
            ("^[a-z]+", "^[a-z]+$"),
            ("[a-z]+$", "^[a-z]+$"),
            ("a|b", "^(?:a|b)$"),
            ("^a|b$", "^(?:^a|b$)$"),
            ("^$|^b$", "^$|^b$"),
            ("(a|b)", "^(a|b)$"),
            ("[|]", "^[|]$"),
            (r"a\|b", r"^a\|b$"),
            (r"a\$", r"^a\$$"),
            (r"a\\$", r"^a\\$"),
            ("", "^$"),
            ("a|", "^(?:a|)$"),
        ] {
            assert_eq!(whole(pattern), expected, "{pattern}");
        }
    }
}
