//! The operations of a service with what changed in them, in the manner of a reference page. A shape that several places have
//! is drawn once, and linked.

use maud::{Markup, html};

use crate::commands::diff::compare::Compared;
use crate::commands::diff::report::outline::Weight;
use crate::commands::diff::tree::{Drawing, Mark, Node, Operation};

/// The operations that anything changed in, then the shapes that they share.
pub fn operations(service: &Compared) -> Markup {
    let operations: Vec<&Operation> = drawn(service).collect();
    let shapes = service.trees.drawings.iter().enumerate().filter(|(_, drawing)| drawing.is_apart);
    let shapes: Vec<(usize, &Drawing)> = shapes.collect();
    html! {
        @if !operations.is_empty() {
            section .operations {
                h3 { "Operations" }
                @for of in operations { (operation(of, service)) }
            }
        }
        @if !shapes.is_empty() {
            section .operations {
                h3 { "Shapes that operations share" }
                @for (place, drawing) in shapes { (shape(place, drawing, service)) }
            }
        }
    }
}

/// The operations that are on the page.
pub fn drawn(service: &Compared) -> impl Iterator<Item = &Operation> {
    let operations = service.trees.operations.iter();
    operations.filter(|it| !it.findings.is_empty() || !it.parts.is_empty())
}

/// What links to an operation name.
pub fn anchor(service: &Compared, operation: &str) -> String {
    format!("{}-operation-{operation}", service.name)
}

fn shape_anchor(service: &Compared, place: usize) -> String {
    format!("{}-shape-{place}", service.name)
}

fn operation(operation: &Operation, service: &Compared) -> Markup {
    html! {
        details .operation id=(anchor(service, &operation.name)) data-service=(service.name) {
            summary { (operation.name) " " (links(&operation.findings, service)) }
            @for (title, place) in &operation.parts {
                @if let Some(drawing) = service.trees.drawings.get(*place) {
                    h4 { (title) " " (beside(*place, drawing, service)) }
                    (inside(drawing, true, service))
                }
            }
        }
    }
}

fn shape(place: usize, drawing: &Drawing, service: &Compared) -> Markup {
    html! {
        details .operation id=(shape_anchor(service, place)) data-service=(service.name) {
            summary {
                code { (drawing.name) } " " span .type { (drawing.kind) } " "
                (links(&drawing.findings, service))
            }
            @if !drawing.members.is_empty() { (members(drawing, true, service)) }
        }
    }
}

fn member(node: &Node, service: &Compared) -> Markup {
    let class = match node.mark {
        Mark::Added => "added",
        Mark::Removed => "removed",
        Mark::Kept => "kept",
    };
    let drawings = || {
        let drawings = node.drawings.iter();
        drawings.filter_map(|place| Some((*place, service.trees.drawings.get(*place)?)))
    };
    html! {
        li .(class) {
            code { (node.name) } " " span .type { (node.kind) } " "
            (links(&node.findings, service))
            @for (place, drawing) in drawings() { (beside(place, drawing, service)) }
            @for (_, drawing) in drawings() { (inside(drawing, false, service)) }
        }
    }
}

/// What is told of a shape where it is used: a link, or its findings if its members are right here.
fn beside(place: usize, drawing: &Drawing, service: &Compared) -> Markup {
    html! {
        @if drawing.is_apart {
            a href=(format!("#{}", shape_anchor(service, place))) { "→ " (drawing.name) }
        } @else {
            (links(&drawing.findings, service))
        }
    }
}

/// The members of a shape that is drawn where it is used; of these none is deep, so that this doesn't go deep either.
fn inside(drawing: &Drawing, is_root: bool, service: &Compared) -> Markup {
    html! { @if !drawing.is_apart { (members(drawing, is_root, service)) } }
}

fn members(drawing: &Drawing, is_root: bool, service: &Compared) -> Markup {
    html! {
        ul .tree[is_root] { @for node in &drawing.members { (member(node, service)) } }
    }
}

/// Links that open the findings.
fn links(findings: &[usize], service: &Compared) -> Markup {
    let findings = findings.iter().filter_map(|number| service.review.entries.get(*number));
    html! {
        @for finding in findings {
            a .badge .(Weight::of(finding).id())
                href=(format!("#{}", super::anchor(service, finding)))
                { (finding.kind) @if let Some(part) = &finding.place.part { " " (part) } }
            " "
        }
    }
}
