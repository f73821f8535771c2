//! Tables of figures in reports.

use std::borrow::Cow;

use crate::console::{BOLD, Console, styled};

/// The number of characters that are shown of a part of a message.
const MAX_SHOWN: usize = 1000;

/// Prints rows below a head. The first `labels` columns are text, the others figures; a text in their place can be longer than
/// the column.
pub fn print_rows(head: &[&str], labels: usize, rows: &[Vec<String>], console: &mut Console<'_>) {
    let is_figure = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let width = |(column, title): (usize, &&str)| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let cells = cells.filter(|cell| column < labels || is_figure(cell));
        cells.map(|cell| cell.chars().count()).chain([title.len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = head.iter().enumerate().map(width).collect();
    let format_row = |cells: &mut dyn Iterator<Item = &str>| {
        let cells = cells.zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column < labels { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    console.print_status(styled(BOLD, format_row(&mut head.iter().copied())));
    for row in rows {
        console.print_status(format_row(&mut row.iter().map(String::as_str)));
    }
}

/// Returns the start of a text that is too long to be shown.
pub fn shorten(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            format!("{start}… ({} bytes)", text.len()).into()
        }
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::capture_output;

    #[test]
    fn figures_are_aligned_and_longer_text_takes_no_width() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let rows = [row(["a", "7", "12"]), row(["long name", "not built in", ""])];
        let headings = ["name", "cases", "ok"];
        let (out, err) = capture_output(|console| print_rows(&headings, 1, &rows, console));
        let text = out + &err;
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.contains(&"a              7  12"), "{text}");
        assert!(lines.contains(&"long name  not built in"), "{text}");
    }

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(shorten("ab"), "ab");
        let long = "é".repeat(MAX_SHOWN + 1);
        assert_eq!(shorten(&long), format!("{}… (2002 bytes)", "é".repeat(MAX_SHOWN)));
    }
}
