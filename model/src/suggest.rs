//! "Did you mean": the nearest of the names that would have been right.

use std::collections::HashMap;

use crate::ShapeId;

/// Searching thousands of names is cheap once, not thousands of times; nobody reads that many hints.
const SEARCHES: usize = 200;

/// Looks up near misses of shape ids, each once.
#[derive(Default)]
pub(crate) struct Suggestions {
    known: HashMap<ShapeId, Option<String>>,
}

impl Suggestions {
    /// The hint for an id that doesn't exist.
    pub(crate) fn hint<'a>(
        &mut self,
        id: &ShapeId,
        ids: impl Iterator<Item = &'a ShapeId>,
    ) -> Option<String> {
        if let Some(hint) = self.known.get(id) {
            return hint.clone();
        }
        if self.known.len() >= SEARCHES {
            return None;
        }
        let hint = nearest_id(id, ids).map(|id| format!("did you mean `{id}`?"));
        self.known.insert(id.clone(), hint.clone());
        hint
    }
}

/// "did you mean `x`?", where one of the candidates is near enough.
pub fn did_you_mean<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, candidates.map(|candidate| (candidate, candidate)))
        .map(|right| format!("did you mean `{right}`?"))
}

/// Whether one name could be the other with a few edits.
#[cfg(feature = "diff")]
pub(crate) fn are_similar(name: &str, other: &str) -> bool {
    nearest(name, std::iter::once((other, ()))).is_some()
}

/// The same name elsewhere wins over a similar one in the same namespace.
fn nearest_id<'a>(wrong: &ShapeId, ids: impl Iterator<Item = &'a ShapeId>) -> Option<&'a ShapeId> {
    let mut same_name = None;
    let mut similar = Vec::new();
    for id in ids {
        if id.name() == wrong.name() {
            same_name = same_name.or(Some(id));
        } else if id.namespace() == wrong.namespace() {
            similar.push((id.name(), id));
        }
    }
    same_name.or_else(|| nearest(wrong.name(), similar.into_iter()))
}

/// The candidate with the fewest edits, of several the first; none where all are too far.
fn nearest<'a, T>(wrong: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    let wrong_letters: Vec<char> = wrong.chars().map(|c| c.to_ascii_lowercase()).collect();
    let limit = (wrong_letters.len() / 3).clamp(1, 3);
    let mut best: Option<(usize, T)> = None;
    for (name, candidate) in candidates {
        let limit = best.as_ref().map_or(limit, |(distance, _)| distance.saturating_sub(1));
        if let Some(distance) = distance(&wrong_letters, name, limit) {
            best = Some((distance, candidate));
        }
        if matches!(best, Some((0, _))) {
            break;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The edits (insert, remove, replace, swap neighbours) between two names, case aside, if within the limit.
fn distance(a: &[char], b: &str, limit: usize) -> Option<usize> {
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
