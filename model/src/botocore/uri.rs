//! URI templates: labels have the names of the members that fill them.

/// The template with other names for its labels; `renames` are pairs of the name in the template
/// and that of the member.
pub(super) fn renamed(template: &str, renames: &[(String, String)]) -> String {
    let mut renamed = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, label)) = rest.split_once('{') {
        renamed.push_str(before);
        renamed.push('{');
        let end = label.find(['}', '+']).unwrap_or(label.len());
        let (name, after) = label.split_at_checked(end).unwrap_or((label, ""));
        let other = renames.iter().find(|(known, _)| known == name);
        renamed.push_str(other.map_or(name, |(_, other)| other));
        rest = after;
    }
    renamed.push_str(rest);
    renamed
}

#[cfg(test)]
mod tests {
    use super::renamed;

    #[test]
    fn labels_are_renamed_and_nothing_else() {
        let renames = [("a_id".to_owned(), "aId".to_owned()), ("key".to_owned(), "Key".to_owned())];
        let template = "/a_id/{a_id}/b/{other}/{key+}?key&x={a_id}";
        assert_eq!(renamed(template, &renames), "/a_id/{aId}/b/{other}/{Key+}?key&x={aId}");
        assert_eq!(renamed("/{open", &renames), "/{open");
    }
}
