//! Suggests the nearest existing name for a misspelled one.

use std::collections::HashMap;

use crate::ShapeId;

/// The largest number of searches for suggestions. Searching thousands of names is cheap once, but not thousands of
/// times.
const MAX_SEARCHES: usize = 200;

/// Suggests shape ids, and searches once for each misspelled id.
#[derive(Default)]
pub(crate) struct Suggestions {
    hints: HashMap<ShapeId, Option<String>>,
}

impl Suggestions {
    /// Returns the hint for an id that doesn't exist.
    pub(crate) fn hint<'a>(
        &mut self,
        id: &ShapeId,
        ids: impl Iterator<Item = &'a ShapeId>,
    ) -> Option<String> {
        if let Some(hint) = self.hints.get(id) {
            return hint.clone();
        }
        if self.hints.len() >= MAX_SEARCHES {
            return None;
        }
        let hint = find_nearest_id(id, ids).map(|id| format!("did you mean `{id}`?"));
        self.hints.insert(id.clone(), hint.clone());
        hint
    }
}

/// Returns the hint `did you mean …?` with the candidate nearest to a misspelled name, or `None` if none is near.
///
/// ```
/// let hint = shapesmith_model::did_you_mean("strng", ["string", "list"].into_iter());
/// assert_eq!(hint.as_deref(), Some("did you mean `string`?"));
/// ```
pub fn did_you_mean<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    find_nearest(name, candidates.map(|candidate| (candidate, candidate)))
        .map(|candidate| format!("did you mean `{candidate}`?"))
}

/// Returns whether a few edits turn one name into the other.
#[cfg(feature = "diff")]
pub(crate) fn are_similar(name: &str, other: &str) -> bool {
    find_nearest(name, std::iter::once((other, ()))).is_some()
}

/// Returns the id nearest to a misspelled one. The same name in another namespace is nearer than a similar name in the
/// same namespace.
fn find_nearest_id<'a>(
    id: &ShapeId,
    candidates: impl Iterator<Item = &'a ShapeId>,
) -> Option<&'a ShapeId> {
    let mut same_name = None;
    let mut similar = Vec::new();
    for candidate in candidates {
        if candidate.name() == id.name() {
            same_name = same_name.or(Some(candidate));
        } else if candidate.namespace() == id.namespace() {
            similar.push((candidate.name(), candidate));
        }
    }
    same_name.or_else(|| find_nearest(id.name(), similar.into_iter()))
}

/// Returns the first candidate with the fewest edits, or `None` if all candidates are too far from the name.
fn find_nearest<'a, T>(name: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let letters: Vec<char> = name.chars().map(|c| c.to_ascii_lowercase()).collect();
    let limit = (letters.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, T)> = None;
    for (candidate_name, candidate) in candidates {
        let limit = best.as_ref().map_or(limit, |(distance, _)| distance.saturating_sub(1));
        if let Some(distance) = edit_distance(&letters, candidate_name, limit) {
            best = Some((distance, candidate));
        }
        if matches!(best, Some((0, _))) {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Returns the number of edits between two names, or `None` if it exceeds the limit. An edit inserts, removes or
/// replaces a letter, or swaps two neighbours; case is ignored.
fn edit_distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.chars().count()) > limit {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=a.len()).collect();
    let mut previous_letter = '\0';
    for (row, letter) in b.chars().map(|c| c.to_ascii_lowercase()).enumerate() {
        let mut current = Vec::with_capacity(a.len() + 1);
        current.push(row + 1);
        for (column, &other) in a.iter().enumerate() {
            let cell =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX - 1);
            let replaced = cell(&last, column) + usize::from(other != letter);
            let mut cost =
                replaced.min(cell(&last, column + 1) + 1).min(cell(&current, column) + 1);
            let swapped = column.checked_sub(1).filter(|left| {
                a.get(*left) == Some(&letter) && other == previous_letter && !before_last.is_empty()
            });
            if let Some(left) = swapped {
                cost = cost.min(cell(&before_last, left) + 1);
            }
            current.push(cost);
        }
        if current.iter().all(|cost| *cost > limit) {
            return None;
        }
        previous_letter = letter;
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}
