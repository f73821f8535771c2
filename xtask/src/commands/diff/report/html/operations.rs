//! The operations of a service with what changed in them, in the manner of a reference page.

use maud::{Markup, html};

use crate::commands::diff::compare::Compared;
use crate::commands::diff::report::outline::Weight;
use crate::commands::diff::tree::{Mark, Node, Tree};

/// The operations that anything changed in.
pub fn operations(service: &Compared) -> Markup {
    let trees =
        service.trees.iter().filter(|tree| !tree.findings.is_empty() || !tree.parts.is_empty());
    let trees: Vec<&Tree> = trees.collect();
    html! {
        @if !trees.is_empty() {
            section .operations {
                h3 { "Operations" }
                @for tree in trees { (operation(tree, service)) }
            }
        }
    }
}

/// What links to an operation name.
pub fn anchor(service: &Compared, operation: &str) -> String {
    format!("{}-operation-{operation}", service.name)
}

fn operation(tree: &Tree, service: &Compared) -> Markup {
    html! {
        details .operation id=(anchor(service, &tree.operation)) data-service=(service.name) {
            summary { (tree.operation) " " (links(&tree.findings, service)) }
            @for (title, nodes) in &tree.parts {
                h4 { (title) }
                ul .tree { @for node in nodes { (member(node, service)) } }
            }
        }
    }
}

fn member(node: &Node, service: &Compared) -> Markup {
    let class = match node.mark {
        Mark::Added => "added",
        Mark::Removed => "removed",
        Mark::Kept => "kept",
    };
    html! {
        li .(class) {
            code { (node.name) } " " span .type { (node.kind) } " "
            (links(&node.findings, service))
            @if !node.members.is_empty() {
                ul { @for inner in &node.members { (member(inner, service)) } }
            }
        }
    }
}

/// Links that open the findings.
fn links(findings: &[usize], service: &Compared) -> Markup {
    let findings = findings.iter().filter_map(|number| service.review.findings.get(*number));
    html! {
        @for finding in findings {
            a .badge .(Weight::of(finding).id())
                href=(format!("#{}", super::anchor(service, finding)))
                { (finding.kind) @if let Some(part) = &finding.place.part { " " (part) } }
            " "
        }
    }
}
