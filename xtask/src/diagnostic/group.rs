//! Groups the warnings of each kind: the first is shown in full, of the others the places.

use shapesmith_model::Severity;

use super::Diagnostic;

/// The number of further places that are listed.
const MAX_PLACES: usize = 5;

/// The effects of warnings whose messages don't mention them, by the code.
const EFFECTS: [(&str, &str); 2] = [
    ("bad-example", "the example is omitted from the documentation, and kept in the model"),
    ("unknown-docs", "the entry is kept in its file, and appears in no documentation"),
];

/// Merges the warnings with the same code into one, at the position of the first. Errors and warnings without a code are
/// returned unchanged.
pub fn group_warnings(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    for diagnostic in diagnostics {
        let has_same_code = |group: &&mut Vec<Diagnostic>| {
            group.first().is_some_and(|first| {
                first.severity == Severity::Warning
                    && diagnostic.severity == Severity::Warning
                    && diagnostic.code.is_some()
                    && first.code == diagnostic.code
            })
        };
        match groups.iter_mut().find(has_same_code) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups.into_iter().filter_map(merge_group).collect()
}

/// Returns the first of a group, with the places of the others and the effect as note.
fn merge_group(group: Vec<Diagnostic>) -> Option<Diagnostic> {
    let places: Vec<String> = group.iter().skip(1).filter_map(format_place).collect();
    let count: usize = group.iter().map(|diagnostic| diagnostic.stands_for).sum();
    let mut first = group.into_iter().next()?;
    let effect = EFFECTS.iter().find(|(code, _)| Some(*code) == first.code);
    let more = (count > 1).then(|| {
        let listed = places.get(..MAX_PLACES).unwrap_or(&places).join(", ");
        let ellipsis = if places.len() > MAX_PLACES { ", …" } else { "" };
        format!("and {} more of this kind: {listed}{ellipsis}", count - first.stands_for)
    });
    let effect = effect.map(|(_, effect)| (*effect).to_owned());
    let lines: Vec<String> = first.note.take().into_iter().chain(more).chain(effect).collect();
    first.note = Some(lines.join("\n")).filter(|note| !note.is_empty());
    first.stands_for = count;
    Some(first)
}

/// Returns the place of a diagnostic, such as `model.json:12:5`, without the folder of the file.
fn format_place(diagnostic: &Diagnostic) -> Option<String> {
    let place = diagnostic.place.as_ref()?;
    let file = place.file.rsplit(['/', '\\']).next().unwrap_or(&place.file);
    Some(format!("{file}:{}:{}", place.line, place.column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn warning(code: &'static str, line: usize) -> Diagnostic {
        let text = "{}\n".repeat(20);
        let warning = Diagnostic::warning(format!("line {line}"))
            .at(Place::at_position("a/b", &text, line, 1));
        Diagnostic { code: Some(code), ..warning }
    }

    #[test]
    fn warnings_with_the_same_code_are_merged() {
        let mixed =
            (1..=8).map(|line| warning(if line == 2 { "other" } else { "bad-example" }, line));
        let error = Diagnostic::error("wrong");
        let grouped = group_warnings(mixed.chain([error]).collect());
        let messages: Vec<(&str, usize)> =
            grouped.iter().map(|it| (it.message.as_str(), it.stands_for)).collect();
        assert_eq!(messages, [("line 1", 7), ("line 2", 1), ("wrong", 1)]);
        assert_eq!(
            grouped[0].note.as_deref(),
            Some(
                "and 6 more of this kind: b:3:1, b:4:1, b:5:1, b:6:1, b:7:1, …\n\
                 the example is omitted from the documentation, and kept in the model"
            )
        );
        assert_eq!(grouped[1].note, None);
    }
}
