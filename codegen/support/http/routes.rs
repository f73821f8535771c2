//! The routes of one service: which operation a method, path and query name.
//!
//! The routes are a tree of path segments. At each place of a path, a literal is tried before a label, and a label before a greedy
//! label, which is the order of specificity that the specification defines.
//! ([Smithy: specificity routing](https://smithy.io/2.0/spec/http-bindings.html#specificity-routing))

use std::borrow::Cow;

use super::super::any_operation::AnyOperation;
use super::super::members::{Location, Member};
use super::codec::{Labels, RequestView};
use super::percent;
use super::uri::{self, Segment};

/// The routes of a service.
#[derive(Default)]
pub(super) struct Routes {
    root: Node,
}

/// A place in the tree of segments.
#[derive(Default)]
struct Node {
    /// The places below literals, sorted by the literal.
    literals: Vec<(&'static str, Node)>,
    /// The place below a label.
    label: Option<Box<Node>>,
    /// The greedy labels here, the one with the most segments behind it first.
    greedy: Vec<Greedy>,
    /// The operations whose path ends here.
    routes: Vec<Route>,
}

/// A greedy label and the segments behind it.
struct Greedy {
    after: Vec<Segment>,
    routes: Vec<Route>,
}

/// An operation at its path.
struct Route {
    operation: &'static dyn AnyOperation,
    method: &'static str,
    /// The names of the labels, in their order in the path.
    labels: Vec<&'static str>,
    /// The literals of the query, without `x-id`, which few clients send.
    literals: Vec<(&'static str, Option<&'static str>)>,
    /// The query parameters and headers of required members, which tell operations at the same path apart.
    required: Vec<Location>,
}

/// The result of a search.
pub(super) enum Found<'r> {
    /// The operation and its labels.
    Operation(&'static dyn AnyOperation, Labels<'r>),
    /// There are operations at the path, with other methods.
    OtherMethod,
    /// A label isn't UTF-8.
    InvalidLabel,
    /// There is no operation at the path.
    Nothing,
}

impl Routes {
    /// Adds an operation, if it has an HTTP binding.
    pub(super) fn add(&mut self, operation: &'static dyn AnyOperation) {
        let Some(http) = operation.http() else { return };
        let (path, query) = uri::split(http.uri);
        let segments: Vec<Segment> = uri::segments(path).collect();
        let label = |segment: &Segment| match segment {
            Segment::Label(name) | Segment::Greedy(name) => Some(*name),
            Segment::Literal(_) => None,
        };
        let is_bound = |member: &Member| {
            let location = member.location();
            member.is_required() && matches!(location, Location::Query(_) | Location::Header(_))
        };
        let route = Route {
            operation,
            method: http.method,
            labels: segments.iter().filter_map(label).collect(),
            literals: uri::literals(query).filter(|(name, _)| *name != "x-id").collect(),
            required: operation
                .input_members()
                .iter()
                .filter(|member| is_bound(member))
                .map(Member::location)
                .collect(),
        };
        self.root.insert(&segments, route);
    }

    /// Searches the operation of a request, whose host may have the bucket, the first label of the path.
    pub(super) fn find<'r>(&self, request: RequestView<'r>, bucket: Option<&'r str>) -> Found<'r> {
        let below = bucket.and_then(|bucket| Some((self.root.label.as_deref()?, vec![bucket])));
        let (root, values) = below.unwrap_or((&self.root, Vec::new()));
        let path = request.path.strip_prefix('/').unwrap_or(request.path);
        let mut search = Search { request, has_other_method: false, values };
        match root.search(Some(path), &mut search) {
            Some(route) => {
                let names = route.labels.iter().copied();
                let values = search.values.iter().map(|text| percent::decode_path(text));
                let labels = names.zip(values).map(|(name, text)| Some((name, text?)));
                match labels.collect::<Option<_>>() {
                    Some(labels) => Found::Operation(route.operation, labels),
                    None => Found::InvalidLabel,
                }
            }
            None if search.has_other_method => Found::OtherMethod,
            None => Found::Nothing,
        }
    }
}

/// The state of a search.
struct Search<'r> {
    request: RequestView<'r>,
    has_other_method: bool,
    /// The values of the labels up to here, encoded.
    values: Vec<&'r str>,
}

impl Node {
    fn insert(&mut self, segments: &[Segment], route: Route) {
        let Some((segment, rest)) = segments.split_first() else {
            return self.routes.push(route);
        };
        match segment {
            Segment::Literal(text) => {
                let found = self.literals.binary_search_by_key(text, |(literal, _)| literal);
                let index = found.unwrap_or_else(|index| {
                    self.literals.insert(index, (text, Self::default()));
                    index
                });
                if let Some((_, node)) = self.literals.get_mut(index) {
                    node.insert(rest, route);
                }
            }
            Segment::Label(_) => self.label.get_or_insert_default().insert(rest, route),
            Segment::Greedy(_) => self.insert_greedy(rest, route),
        }
    }

    fn insert_greedy(&mut self, after: &[Segment], route: Route) {
        match self.greedy.iter_mut().find(|greedy| greedy.after == after) {
            Some(greedy) => greedy.routes.push(route),
            None => {
                self.greedy.push(Greedy { after: after.to_vec(), routes: vec![route] });
                self.greedy.sort_by_key(|greedy| std::cmp::Reverse(greedy.after.len()));
            }
        }
    }

    /// Searches the rest of a path, which is `None` behind its last segment. A slash at the end of a path makes no segment.
    fn search<'r>(&self, rest: Option<&'r str>, search: &mut Search<'r>) -> Option<&Route> {
        let Some(text) = rest.filter(|text| !text.is_empty()) else {
            return choose(&self.routes, search);
        };
        let (segment, below) = match text.split_once('/') {
            Some((segment, below)) => (segment, Some(below)),
            None => (text, None),
        };
        let depth = search.values.len();
        if let Some(node) = self.find_literal(segment) {
            if let Some(route) = node.search(below, search) {
                return Some(route);
            }
            search.values.truncate(depth);
        }
        if let Some(node) = self.label.as_ref().filter(|_| !segment.is_empty()) {
            search.values.push(segment);
            if let Some(route) = node.search(below, search) {
                return Some(route);
            }
            search.values.truncate(depth);
        }
        self.greedy.iter().find_map(|greedy| {
            search.values.truncate(depth);
            greedy.search(text, search)
        })
    }

    fn find_literal(&self, segment: &str) -> Option<&Node> {
        if self.literals.is_empty() {
            return None;
        }
        let segment = match segment.contains('%') {
            true => percent::decode_path(segment)?,
            false => Cow::Borrowed(segment),
        };
        let found = self.literals.binary_search_by(|(literal, _)| (*literal).cmp(&segment));
        self.literals.get(found.ok()?).map(|(_, node)| node)
    }
}

impl Greedy {
    /// Matches the segments behind the label from the right; the label has the rest, at least one character.
    fn search<'r>(&self, text: &'r str, search: &mut Search<'r>) -> Option<&Route> {
        let mut value = text;
        let mut labels = Vec::new();
        if !self.after.is_empty() {
            value = value.strip_suffix('/').unwrap_or(value);
        }
        for segment in self.after.iter().rev() {
            let (before, last) = value.rsplit_once('/')?;
            match segment {
                Segment::Literal(literal) if percent::decode_path(last)? == *literal => {}
                Segment::Label(_) if !last.is_empty() => labels.push(last),
                _ => return None,
            }
            value = before;
        }
        if value.is_empty() {
            return None;
        }
        search.values.push(value);
        search.values.extend(labels.into_iter().rev());
        choose(&self.routes, search)
    }
}

/// Returns the route for the method and query of the request: the one with the most literals that the request has. Among those with
/// equally many, required query parameters and headers decide.
fn choose<'n>(routes: &'n [Route], search: &mut Search<'_>) -> Option<&'n Route> {
    let request = search.request;
    let method = request.method.as_str();
    search.has_other_method |= routes.iter().any(|route| route.method != method);
    let mut matching = routes
        .iter()
        .filter(|route| route.method == method)
        .filter(|route| route.literals.iter().all(|it| has_literal(request.query, *it)));
    let first = matching.next()?;
    match matching.next() {
        None => Some(first),
        Some(second) => {
            // Of routes that fit equally well, the first counts.
            let others = std::iter::once(second).chain(matching);
            let better = |best: &'n Route, route: &'n Route| {
                if route.rank(request) > best.rank(request) { route } else { best }
            };
            Some(others.fold(first, better))
        }
    }
}

impl Route {
    /// Returns how well the route fits a request that has its literals: the fewer required members are missing, the better, and
    /// then the more of the request it names.
    fn rank(&self, request: RequestView<'_>) -> (std::cmp::Reverse<usize>, usize) {
        let is_there = |location: &&Location| match location {
            Location::Query(name) => has_literal(request.query, (name, None)),
            Location::Header(name) => request.headers.contains_key(*name),
            _ => false,
        };
        let there = self.required.iter().filter(is_there).count();
        (std::cmp::Reverse(self.required.len() - there), self.literals.len() + there)
    }
}

/// Returns whether a query has a literal. One without a value matches any value.
fn has_literal(query: &str, (name, value): (&str, Option<&str>)) -> bool {
    query.split('&').any(|part| {
        let (key, text) = part.split_once('=').unwrap_or((part, ""));
        let is_equal = |text: &str, literal: &str| {
            text == literal || percent::decode_query(text).is_some_and(|text| text == literal)
        };
        is_equal(key, name) && value.is_none_or(|value| is_equal(text, value))
    })
}
