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
