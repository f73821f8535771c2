//! Many warnings of a kind as one: the first in full, where the others are, and what became of all of them.

use shapesmith_model::Severity;

use super::Diagnostic;

/// The other places that are named.
const PLACES: usize = 5;

/// What becomes of what a warning is about, where its text doesn't say so.
const FATES: [(&str, &str); 2] = [
    ("bad-example", "the example is left out of the documentation, and stays in the model"),
    ("unknown-docs", "the entry stays in its file, and is shown nowhere"),
];

/// Returns the diagnostics with the warnings of each kind as one, in the order of the first of each; errors and what has
/// no kind stay as they are.
pub fn group_warnings(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut groups: Vec<Vec<Diagnostic>> = Vec::new();
    for diagnostic in diagnostics {
        let is_alike = |group: &&mut Vec<Diagnostic>| {
            group.first().is_some_and(|first| {
                first.severity == Severity::Warning
                    && diagnostic.severity == Severity::Warning
                    && diagnostic.code.is_some()
                    && first.code == diagnostic.code
            })
        };
        match groups.iter_mut().find(is_alike) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups.into_iter().filter_map(merge_group).collect()
}

/// Returns the first of a group, with a note on the others.
fn merge_group(group: Vec<Diagnostic>) -> Option<Diagnostic> {
    let places: Vec<String> = group.iter().skip(1).filter_map(place_of).collect();
    let count: usize = group.iter().map(|diagnostic| diagnostic.stands_for).sum();
    let mut first = group.into_iter().next()?;
    let fate = FATES.iter().find(|(code, _)| Some(*code) == first.code);
    let more = (count > 1).then(|| {
        let named = places.get(..PLACES).unwrap_or(&places).join(", ");
        let dots = if places.len() > PLACES { ", …" } else { "" };
        format!("and {} more like it: {named}{dots}", count - first.stands_for)
    });
    let fate = fate.map(|(_, fate)| (*fate).to_owned());
    let lines: Vec<String> = first.note.take().into_iter().chain(more).chain(fate).collect();
    first.note = Some(lines.join("\n")).filter(|note| !note.is_empty());
    first.stands_for = count;
    Some(first)
}

/// Returns where a diagnostic is, such as `model.json:12:5`; the file without its folder.
fn place_of(diagnostic: &Diagnostic) -> Option<String> {
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
        let warning =
            Diagnostic::warning(format!("line {line}")).at(Place::at("a/b", &text, line, 1));
        Diagnostic { code: Some(code), ..warning }
    }

    #[test]
    fn warnings_of_a_kind_are_one() {
        let mixed =
            (1..=8).map(|line| warning(if line == 2 { "other" } else { "bad-example" }, line));
        let error = Diagnostic::error("wrong");
        let grouped = group_warnings(mixed.chain([error]).collect());
        let told: Vec<(&str, usize)> =
            grouped.iter().map(|it| (it.message.as_str(), it.stands_for)).collect();
        assert_eq!(told, [("line 1", 7), ("line 2", 1), ("wrong", 1)]);
        assert_eq!(
            grouped[0].note.as_deref(),
            Some(
                "and 6 more like it: b:3:1, b:4:1, b:5:1, b:6:1, b:7:1, …\n\
                 the example is left out of the documentation, and stays in the model"
            )
        );
        assert_eq!(grouped[1].note, None);
    }
}
