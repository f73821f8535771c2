//! Diagnostics as text, in the layout of the Rust compiler.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use shapesmith_model::{Severity, escape};

use super::{Diagnostic, Place};

/// Returns a diagnostic as text with colours.
pub fn render(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    // File names and the text of the configuration are untrusted too.
    let message = escape::lines(&diagnostic.message);
    let [note, hint] =
        [&diagnostic.note, &diagnostic.hint].map(|text| text.as_deref().map(escape::lines));
    let file = diagnostic.place.as_ref().map_or("", |place| place.file.as_str());
    let file = escape::line(file);
    let (text, span) = diagnostic.place.as_ref().map(escape_source).unwrap_or_default();
    let mut title = level.primary_title(message.as_ref());
    if let Some(code) = diagnostic.code {
        title = title.id(code);
    }
    let mut group: Group<'_> = match &diagnostic.place {
        Some(place) => {
            let annotation = AnnotationKind::Primary.span(span);
            let snippet = Snippet::source(text.as_str()).line_start(place.line);
            // The column is that of the whole line, of which only a part may be shown.
            let origin = Origin::path(file.as_ref());
            let origin = origin.line(place.line).char_column(place.column);
            title.element(origin).element(snippet.annotation(annotation))
        }
        None => Group::with_title(title),
    };
    if let Some(note) = &note {
        group = group.element(Level::NOTE.no_name().message(note.as_ref()));
    }
    if let Some(hint) = &hint {
        group = group.element(Level::HELP.with_name("hint").message(hint.as_ref()));
    }
    Renderer::styled().render(&[group])
}

/// Returns the escaped source line, and the span in it.
fn escape_source(place: &Place) -> (String, Range<usize>) {
    let part = |range: Range<usize>| escape::line(place.text.get(range).unwrap_or_default());
    let Range { start, end } = place.span;
    let (before, marked) = (part(0..start), part(start..end));
    let span = before.len()..before.len() + marked.len();
    (format!("{before}{marked}{}", part(end..place.text.len())), span)
}
