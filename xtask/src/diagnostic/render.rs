//! The look of problems: that of the compiler's, which everybody here knows.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use shapesmith_model::Severity;

use super::Diagnostic;

/// The problem as text with colours.
pub fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut title = level.primary_title(diagnostic.message.as_str());
    if let Some(code) = diagnostic.code {
        title = title.id(code);
    }
    let mut group: Group<'_> = match &diagnostic.place {
        Some(place) => {
            let annotation = AnnotationKind::Primary.span(place.span.clone());
            let snippet = Snippet::source(place.text.as_str()).line_start(place.line);
            // The column is that of the file, which may have more of the line than is shown.
            let origin = Origin::path(place.file.as_str());
            let origin = origin.line(place.line).char_column(place.column);
            title.element(origin).element(snippet.annotation(annotation))
        }
        None => Group::with_title(title),
    };
    if let Some(note) = &diagnostic.note {
        group = group.element(Level::NOTE.no_name().message(note.as_str()));
    }
    if let Some(hint) = &diagnostic.hint {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_str()));
    }
    Renderer::styled().render(&[group])
}
