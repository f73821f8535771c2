//! The routes of one service: which operation a method, path and query name.
//!
//! The routes are a tree of path segments. At each place of a path, a literal is tried before a label, and a label before a greedy
//! label, which is the order of specificity that the specification defines.
//! ([Smithy: specificity routing](https://smithy.io/2.0/spec/http-bindings.html#specificity-routing))

use std::borrow::Cow;
use std::cmp::Reverse;

use super::super::any_operation::AnyOperation;
use super::super::members::{Location, Member};
use super::super::open_enum::compare_by_length;
use super::codec::{Labels, RequestView};
use super::percent;
use super::uri::{self, Segment};

/// The routes of a service.
#[derive(Default)]
pub(super) struct Routes {
    root: Node,
    count: usize,
}

/// A place in the tree of segments.
#[derive(Default)]
struct Node {
    /// The places below literals, sorted by [`compare_by_length`].
    literals: Vec<(&'static str, Node)>,
    /// The place below a label.
    label: Option<Box<Node>>,
    /// The greedy labels here, the one with the most segments behind it first.
    greedy: Vec<Greedy>,
    /// The operations whose path ends here.
    routes: RouteSet,
}

/// A greedy label and the segments behind it.
struct Greedy {
    after: Vec<Segment>,
    routes: RouteSet,
}

/// The operations at a path.
#[derive(Default)]
struct RouteSet {
    methods: Vec<MethodRoutes>,
}

/// The operations at a path with one method. S3 has 30 for reading a bucket, and the query tells which, so that those with literals
/// in the query are found by the first of them.
struct MethodRoutes {
    method: &'static str,
    /// The operations without literals, and those that don't fit into the index.
    others: Vec<Route>,
    /// The operations by the name of their first literal, sorted by [`compare_by_length`].
    by_literal: Vec<(&'static str, Vec<Route>)>,
}

/// The maximum number of names in the index of literals: the bits of a set of them.
const MAX_LITERALS: usize = u128::BITS as usize;

/// An operation at its path.
struct Route {
    operation: &'static dyn AnyOperation,
    method: &'static str,
    /// The segments of the path.
    segments: Vec<Segment>,
    /// The literals of the query, without `x-id`, which few clients send.
    literals: Vec<(&'static str, Option<&'static str>)>,
    /// The query parameters and headers of required members, which tell operations at the same path apart.
    required: Vec<Location>,
    /// Whether the operation isn't deprecated, and then its place among those of the service, the first being the greatest.
    preference: (bool, Reverse<usize>),
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
        let is_bound = |member: &Member| {
            let location = member.location();
            member.is_required() && matches!(location, Location::Query(_) | Location::Header(_))
        };
        let route = Route {
            operation,
            method: http.method,
            segments: segments.clone(),
            literals: uri::literals(query).filter(|(name, _)| *name != "x-id").collect(),
            required: operation.input_members().iter().filter(|member| is_bound(member)).map(Member::location).collect(),
            preference: (!operation.deprecated(), Reverse(self.count)),
        };
        self.count += 1;
        self.root.insert(&segments, route);
    }

    /// Searches the operation of a request, whose host may have the bucket, the first label of the path.
    pub(super) fn find<'r>(&self, request: RequestView<'r>, bucket: Option<&'r str>) -> Found<'r> {
        let (bucket, root) = match bucket.zip(self.root.label.as_deref()) {
            Some((bucket, below)) => (Some(bucket), below),
            None => (None, &self.root),
        };
        let path = request.path.strip_prefix('/').unwrap_or(request.path);
        let is_encoded = path.as_bytes().contains(&b'%');
        let mut search = Search { request, is_encoded, has_other_method: false };
        match root.search(path, &mut search) {
            Some(route) => match route.read_labels(bucket, path) {
                Some(labels) => Found::Operation(route.operation, labels),
                None => Found::InvalidLabel,
            },
            None if search.has_other_method => Found::OtherMethod,
            None => Found::Nothing,
        }
    }
}

/// The state of a search.
struct Search<'r> {
    request: RequestView<'r>,
    /// Whether the path has percent-encoded characters.
    is_encoded: bool,
    has_other_method: bool,
}

impl Node {
    fn insert(&mut self, segments: &[Segment], route: Route) {
        let Some((segment, rest)) = segments.split_first() else {
            return self.routes.insert(route);
        };
        match segment {
            Segment::Literal(text) => {
                let found = self.literals.binary_search_by(|(it, _)| compare_by_length(it, text));
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
            Some(greedy) => greedy.routes.insert(route),
            None => {
                let mut routes = RouteSet::default();
                routes.insert(route);
                self.greedy.push(Greedy { after: after.to_vec(), routes });
                self.greedy.sort_by_key(|greedy| Reverse(greedy.after.len()));
            }
        }
    }

    /// Searches the rest of a path. A slash at the end of a path makes no segment.
    fn search(&self, rest: &str, search: &mut Search<'_>) -> Option<&Route> {
        if rest.is_empty() {
            return self.routes.choose(search);
        }
        let (segment, below) = split_segment(rest);
        let literal = self.find_literal(segment, search.is_encoded);
        if let Some(route) = literal.and_then(|node| node.search(below, search)) {
            return Some(route);
        }
        let label = self.label.as_deref().filter(|_| !segment.is_empty());
        if let Some(route) = label.and_then(|node| node.search(below, search)) {
            return Some(route);
        }
        self.greedy.iter().find_map(|greedy| greedy.search(rest, search))
    }

    fn find_literal(&self, segment: &str, is_encoded: bool) -> Option<&Node> {
        let segment = match is_encoded {
            true => percent::decode_path(segment)?,
            false => Cow::Borrowed(segment),
        };
        let found = self.literals.binary_search_by(|(it, _)| compare_by_length(it, &segment));
        self.literals.get(found.ok()?).map(|(_, node)| node)
    }
}

impl Greedy {
    /// Matches the segments behind the label from the right; the label has the rest, at least one character.
    fn search(&self, text: &str, search: &mut Search<'_>) -> Option<&Route> {
        let (value, rest) = split_greedy(text, self.after.len())?;
        let mut rest = rest;
        for segment in &self.after {
            let (text, below) = split_segment(rest);
            match segment {
                Segment::Literal(literal) if percent::decode_path(text)? == *literal => {}
                Segment::Label(_) if !text.is_empty() => {}
                _ => return None,
            }
            rest = below;
        }
        if value.is_empty() { None } else { self.routes.choose(search) }
    }
}

/// Splits the first segment off a path.
fn split_segment(path: &str) -> (&str, &str) {
    split_at(path, b'/')
}

/// Splits a text at the first separator, an ASCII character; without one, the second part is empty.
fn split_at(text: &str, separator: u8) -> (&str, &str) {
    // The parts of paths and queries are so short that a search for a character in larger steps would take longer.
    let end = text.bytes().position(|byte| byte == separator);
    let split = end.and_then(|end| Some((text.get(..end)?, text.get(end + 1..)?)));
    split.unwrap_or((text, ""))
}

/// Splits the first parameter off a query, and returns its name; `None` if the name isn't UTF-8.
fn split_key(query: &str) -> (Option<Cow<'_, str>>, &str) {
    // One pass over the bytes, because the queries of all requests to S3 are read.
    let (mut length, mut is_encoded) = (None, false);
    let end = query.bytes().enumerate().find_map(|(index, byte)| {
        match byte {
            b'=' if length.is_none() => length = Some(index),
            b'%' | b'+' if length.is_none() => is_encoded = true,
            _ => {}
        }
        (byte == b'&').then_some(index)
    });
    let (part, rest) = match end {
        Some(end) => (end, query.get(end + 1..).unwrap_or_default()),
        None => (query.len(), ""),
    };
    let key = query.get(..length.unwrap_or(part)).unwrap_or_default();
    (if is_encoded { percent::decode_query(key) } else { Some(Cow::Borrowed(key)) }, rest)
}

/// Splits the value of a greedy label off a path, of whose segments as many are left as are behind the label.
fn split_greedy(path: &str, after: usize) -> Option<(&str, &str)> {
    let Some(last) = after.checked_sub(1) else { return Some((path, "")) };
    let path = path.strip_suffix('/').unwrap_or(path);
    let (end, _) = path.rmatch_indices('/').nth(last)?;
    Some((path.get(..end)?, path.get(end + 1..)?))
}

impl RouteSet {
    fn insert(&mut self, route: Route) {
        let method = route.method;
        let index = self.methods.iter().position(|it| it.method == method).unwrap_or_else(|| {
            self.methods.push(MethodRoutes { method, others: Vec::new(), by_literal: Vec::new() });
            self.methods.len() - 1
        });
        if let Some(routes) = self.methods.get_mut(index) {
            routes.insert(route);
        }
    }

    /// Returns the route for the method and query of the request: of those whose literals the request has, the one of the highest
    /// [rank](Route::rank).
    fn choose(&self, search: &mut Search<'_>) -> Option<&Route> {
        let request = search.request;
        let method = request.method.as_str();
        search.has_other_method |= self.methods.iter().any(|routes| routes.method != method);
        let routes = self.methods.iter().find(|routes| routes.method == method)?;
        let mut matching = routes.candidates(request.query).filter(|route| route.has_literals(request.query));
        let first = matching.next()?;
        match matching.next() {
            None => Some(first),
            Some(second) => [first, second].into_iter().chain(matching).max_by_key(|route| route.rank(request)),
        }
    }
}

impl MethodRoutes {
    fn insert(&mut self, route: Route) {
        let Some((name, _)) = route.literals.first() else { return self.others.push(route) };
        match self.find_literal(name) {
            Ok(index) => {
                if let Some((_, routes)) = self.by_literal.get_mut(index) {
                    routes.push(route);
                }
            }
            Err(_) if self.by_literal.len() == MAX_LITERALS => self.others.push(route),
            Err(index) => self.by_literal.insert(index, (name, vec![route])),
        }
    }

    fn find_literal(&self, name: &str) -> Result<usize, usize> {
        self.by_literal.binary_search_by(|(it, _)| compare_by_length(it, name))
    }

    /// Returns the routes whose first literal may be in the query.
    fn candidates(&self, query: &str) -> impl Iterator<Item = &Route> {
        // A name that is repeated counts once.
        let mut found = 0_u128;
        let mut rest = if self.by_literal.is_empty() { "" } else { query };
        while !rest.is_empty() {
            let (key, below) = split_key(rest);
            let index = key.and_then(|key| self.find_literal(&key).ok());
            found |= index.map_or(0, |index| 1 << index);
            rest = below;
        }
        let indexed = self.by_literal.iter().enumerate().filter(move |(index, _)| found >> index & 1 == 1);
        self.others.iter().chain(indexed.flat_map(|(_, (_, routes))| routes))
    }
}

impl Route {
    /// Returns the values of the labels in a path that the route matches; `None` if one isn't UTF-8. The first segment may be a bucket
    /// that the path lacks.
    fn read_labels<'r>(&self, bucket: Option<&'r str>, path: &'r str) -> Option<Labels<'r>> {
        let is_label = |segment: &&Segment| !matches!(segment, Segment::Literal(_));
        let mut labels = Labels::with_capacity(self.segments.iter().filter(is_label).count());
        let mut rest = path;
        for (index, segment) in self.segments.iter().enumerate() {
            let (value, below) = match (segment, bucket.filter(|_| index == 0)) {
                (_, Some(bucket)) => (bucket, rest),
                (Segment::Greedy(_), None) => split_greedy(rest, self.segments.len() - index - 1)?,
                _ => split_segment(rest),
            };
            if let Segment::Label(name) | Segment::Greedy(name) = segment {
                labels.push((*name, percent::decode_path(value)?));
            }
            rest = below;
        }
        Some(labels)
    }

    /// Returns how well the route fits a request that has its literals: the fewer required members are missing, the better, then
    /// the more literals it has, and then the more required members. S3 has operations that replace deprecated ones at the same URI.
    /// Of routes that fit equally well, the first counts.
    fn rank(&self, request: RequestView<'_>) -> impl Ord + use<> {
        let is_in_request = |location: &&Location| match location {
            Location::Query(name) => has_literal(request.query, (name, None)),
            Location::Header(name) => request.headers.contains_key(*name),
            _ => false,
        };
        let present = self.required.iter().filter(is_in_request).count();
        let (missing, literals) = (self.required.len() - present, self.literals.len());
        (Reverse(missing), literals, present, self.preference)
    }

    fn has_literals(&self, query: &str) -> bool {
        self.literals.iter().all(|literal| has_literal(query, *literal))
    }
}

/// Returns whether a query has a literal. One without a value matches any value.
fn has_literal(query: &str, (name, value): (&str, Option<&str>)) -> bool {
    query.split('&').any(|part| {
        let (key, text) = split_at(part, b'=');
        let is_equal = |text: &str, literal: &str| percent::decode_query(text).is_some_and(|text| text == literal);
        is_equal(key, name) && value.is_none_or(|value| is_equal(text, value))
    })
}
