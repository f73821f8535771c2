//! Converts patterns of botocore, which must match the whole string, to patterns of Smithy, which must match somewhere.

/// Adds the anchors that make a search equivalent to a match of the whole string.
///
/// Existing anchors are kept, so that most patterns are equal to those of Smithy models.
pub(super) fn add_anchors(pattern: &str) -> String {
    let branches = split_branches(pattern);
    if branches.iter().all(|branch| has_start_anchor(branch) && has_end_anchor(branch)) {
        return pattern.to_owned();
    }
    if branches.len() > 1 {
        return format!("^(?:{pattern})$");
    }
    let start = if has_start_anchor(pattern) { "" } else { "^" };
    let end = if has_end_anchor(pattern) { "" } else { "$" };
    format!("{start}{pattern}{end}")
}

/// Removes the anchors of all alternatives and the group around the whole pattern, so that patterns that only differ in
/// these become equal.
#[cfg(feature = "diff")]
pub(crate) fn remove_anchors(pattern: &str) -> String {
    let mut pattern = pattern;
    while let [branch] = split_branches(pattern).as_slice() {
        let branch = remove_branch_anchors(branch);
        let inner = branch.strip_prefix("(?:").and_then(|rest| rest.strip_suffix(')'));
        match inner.filter(|inner| is_balanced(inner)) {
            Some(inner) => pattern = inner,
            None => return branch.to_owned(),
        }
    }
    split_branches(pattern).into_iter().map(remove_branch_anchors).collect::<Vec<_>>().join("|")
}

#[cfg(feature = "diff")]
fn remove_branch_anchors(branch: &str) -> &str {
    let branch = branch.strip_prefix('^').unwrap_or(branch);
    if has_end_anchor(branch) { branch.strip_suffix('$').unwrap_or(branch) } else { branch }
}

/// Returns whether every `)` of a pattern closes a group that the pattern opens, and no escape is open at the end.
#[cfg(feature = "diff")]
fn is_balanced(pattern: &str) -> bool {
    let mut groups = 0_usize;
    for (_, c) in unescaped_chars(pattern) {
        match c {
            '(' => groups += 1,
            ')' => match groups.checked_sub(1) {
                Some(rest) => groups = rest,
                None => return false,
            },
            _ => {}
        }
    }
    !ends_with_escape(pattern)
}

fn has_start_anchor(branch: &str) -> bool {
    branch.starts_with('^')
}

/// Returns whether the last character is an anchor and not an escaped dollar.
fn has_end_anchor(branch: &str) -> bool {
    branch.strip_suffix('$').is_some_and(|rest| !ends_with_escape(rest))
}

/// Returns whether the last backslash of a pattern escapes the character that follows the pattern.
fn ends_with_escape(pattern: &str) -> bool {
    let backslashes = pattern.len() - pattern.trim_end_matches('\\').len();
    backslashes % 2 == 1
}

/// Returns the alternatives of a pattern, which are separated by `|` outside of groups and classes.
fn split_branches(pattern: &str) -> Vec<&str> {
    let (mut branches, mut start, mut groups) = (Vec::new(), 0, 0_usize);
    for (index, c) in unescaped_chars(pattern) {
        match c {
            '(' => groups += 1,
            ')' => groups = groups.saturating_sub(1),
            '|' if groups == 0 => {
                branches.extend(pattern.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    branches.extend(pattern.get(start..));
    branches
}

/// Returns the characters of a pattern that are neither escaped nor in a class, with their indices.
fn unescaped_chars(pattern: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut in_class, mut escaped) = (false, false);
    pattern.char_indices().filter(move |(_, c)| {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' if in_class => in_class = false,
            '[' if !in_class => in_class = true,
            _ => return !in_class,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::add_anchors;

    #[test]
    #[cfg(feature = "diff")]
    fn anchors_and_enclosing_groups_are_removed() {
        for (pattern, expected) in [
            ("^[a-z]+$", "[a-z]+"),
            ("^(?:^$|a)$", "|a"),
            ("^(?:(?:a))$", "a"),
            ("(?:a)|(?:b)", "(?:a)|(?:b)"),
            ("(?:a)(?:b)", "(?:a)(?:b)"),
            (r"(?:a\\)", r"a\\"),
            (r"a\$", r"a\$"),
        ] {
            assert_eq!(super::remove_anchors(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn missing_anchors_are_added() {
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
            assert_eq!(add_anchors(pattern), expected, "{pattern}");
        }
    }
}
