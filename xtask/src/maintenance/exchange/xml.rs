//! Comparing documents in XML by what they mean.

use roxmltree::{Document, Node};

/// The elements with identifiers of requests, which are a server's own.
const IDENTIFIERS: [&str; 4] = ["RequestId", "RequestID", "requestId", "ResponseMetadata"];

/// An element, with everything in a canonical order that has no meaning in another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Element {
    namespace: String,
    name: String,
    attributes: Vec<(String, String)>,
    /// The prefixes and URIs of the namespaces in effect.
    namespaces: Vec<(String, String)>,
    text: String,
    children: Vec<Self>,
}

/// Returns whether two documents are equal: the order of attributes, of members and of a map's entries has no meaning, nor has white
/// space between elements. Identifiers of requests aren't compared.
pub fn are_equal(left: &str, right: &str) -> bool {
    let parse = |text: &str| {
        let document = Document::parse(text.trim()).ok()?;
        Some(Element::of(document.root_element()))
    };
    parse(left).is_some_and(|left| Some(left) == parse(right))
}

impl Element {
    fn of(node: Node<'_, '_>) -> Self {
        let elements = || node.children().filter(Node::is_element);
        let text = match elements().next() {
            None => simplify_number(node.children().filter_map(|child| child.text()).collect()),
            Some(_) => String::new(),
        };
        let named = elements().filter(|child| !IDENTIFIERS.contains(&child.tag_name().name()));
        let mut children: Vec<Self> = named.map(Self::of).collect();
        // The order of a list's entries is kept. Those of a map have this name.
        children.sort_by(|left, right| {
            let by_name = left.name.cmp(&right.name);
            if left.name == "entry" { by_name.then_with(|| left.cmp(right)) } else { by_name }
        });
        let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
        let attributes = node.attributes().map(|it| owned((it.name(), it.value())));
        let namespaces = node.namespaces().map(|it| owned((it.name().unwrap_or(""), it.uri())));
        let sorted = |mut pairs: Vec<(String, String)>| {
            pairs.sort();
            pairs
        };
        Self {
            namespace: node.tag_name().namespace().unwrap_or_default().to_owned(),
            name: node.tag_name().name().to_owned(),
            attributes: sorted(attributes.collect()),
            namespaces: sorted(namespaces.collect()),
            text,
            children,
        }
    }
}

/// Returns a text without the fraction of a number that is whole.
pub fn simplify_number(text: String) -> String {
    let whole = text.strip_suffix(".0").filter(|whole| whole.parse::<i64>().is_ok());
    whole.map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::are_equal;

    #[test]
    fn documents_are_equal_by_their_meaning() {
        let document = r#"<a xmlns="urn:a" x="1" y="2"><b>t</b><c/></a>"#;
        for same in [
            "<?xml version=\"1.0\"?>\n<a y='2' x='1' xmlns='urn:a'>\n <c></c> <b>t</b>\n</a>\n",
            r#"<a xmlns="urn:a" x="1" y="2"><b>t</b><c/><RequestId>r</RequestId></a>"#,
        ] {
            assert!(are_equal(document, same), "{same}");
        }
        for other in [
            r#"<a x="1" y="2"><b>t</b><c/></a>"#,
            r#"<a xmlns="urn:a" x="1"><b>t</b><c/></a>"#,
            r#"<a xmlns="urn:a" x="1" y="2"><b>t </b><c/></a>"#,
            r#"<a xmlns="urn:a" x="1" y="2"><b>t</b></a>"#,
            "",
        ] {
            assert!(!are_equal(document, other), "{other}");
        }
    }

    #[test]
    fn numbers_are_equal_by_value_if_they_are_whole() {
        assert!(are_equal("<a>-33.0</a>", "<a>-33</a>"));
        assert!(!are_equal("<a>33.5</a>", "<a>33</a>"));
        assert!(!are_equal("<a>v1.0</a>", "<a>v1</a>"));
    }

    #[test]
    fn entries_of_lists_have_an_order_and_those_of_maps_have_none() {
        let list = |items: [&str; 2]| format!("<a><b>{}</b><b>{}</b></a>", items[0], items[1]);
        assert!(!are_equal(&list(["1", "2"]), &list(["2", "1"])));
        let map = |items: [&str; 2]| list(items).replace('b', "entry");
        assert!(are_equal(&map(["1", "2"]), &map(["2", "1"])));
    }
}
