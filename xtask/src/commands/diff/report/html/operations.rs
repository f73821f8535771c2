//! The operations of a service with what changed in their inputs, outputs and errors. A shape that several of them use is
//! shown once, and linked.

use maud::{Markup, html};
use shapesmith_model::escape;

use super::anchors::{entry_anchor, operation_anchor, shape_anchor};
use crate::commands::diff::compare::ChangedService;
use crate::commands::diff::group::Group;
use crate::commands::diff::tree::{MemberNode, MemberStatus, OperationTree, ShapeTree};

/// Renders the changed operations, then the shapes that they share.
pub fn render(service: &ChangedService) -> Markup {
    let operations: Vec<&OperationTree> = shown_operations(service).collect();
    let shapes = service.trees.shapes.iter().enumerate().filter(|(_, shape)| shape.is_separate);
    let shapes: Vec<(usize, &ShapeTree)> = shapes.collect();
    html! {
        @if !operations.is_empty() {
            section .operations {
                h3 { "Changed operations" }
                p .note { "Each label links to a change." }
                @for operation in operations { (render_operation(operation, service)) }
            }
        }
        @if !shapes.is_empty() {
            section .operations {
                h3 { "Changed shapes of several operations" }
                @for (index, shape) in shapes { (render_separate_shape(index, shape, service)) }
            }
        }
    }
}

/// Returns an iterator over the operations that the page shows.
pub fn shown_operations(service: &ChangedService) -> impl Iterator<Item = &OperationTree> {
    let operations = service.trees.operations.iter();
    operations.filter(|it| !it.entries.is_empty() || !it.parts.is_empty())
}

fn render_operation(operation: &OperationTree, service: &ChangedService) -> Markup {
    let anchor = operation_anchor(service, &operation.name);
    html! {
        details .operation id=(anchor) data-service=(service.name) {
            summary {
                (escape::line(&operation.name)) " " (render_links(&operation.entries, service))
            }
            @for (title, index) in &operation.parts {
                @if let Some(shape) = service.trees.shapes.get(*index) {
                    h4 { (escape::line(title)) " " (render_reference(*index, shape, service)) }
                    (render_nested_shape(shape, true, service))
                }
            }
        }
    }
}

fn render_separate_shape(index: usize, shape: &ShapeTree, service: &ChangedService) -> Markup {
    html! {
        details .operation id=(shape_anchor(service, index)) data-service=(service.name) {
            summary {
                code { (escape::line(&shape.name)) } " " span .type { (shape.kind) } " "
                (render_links(&shape.entries, service))
            }
            @if !shape.members.is_empty() { (render_members(shape, true, service)) }
        }
    }
}

fn render_member(member: &MemberNode, service: &ChangedService) -> Markup {
    let class = match member.status {
        MemberStatus::Added => "added",
        MemberStatus::Removed => "removed",
        MemberStatus::Kept => "kept",
    };
    let shapes = || {
        let shapes = member.shapes.iter();
        shapes.filter_map(|index| Some((*index, service.trees.shapes.get(*index)?)))
    };
    html! {
        li .(class) {
            code { (escape::line(&member.name)) } " " span .type { (member.kind) } " "
            (render_links(&member.entries, service))
            @for (index, shape) in shapes() { (render_reference(index, shape, service)) }
            @for (_, shape) in shapes() { (render_nested_shape(shape, false, service)) }
        }
    }
}

/// Renders a link to a separate shape, or the links of a nested one.
fn render_reference(index: usize, shape: &ShapeTree, service: &ChangedService) -> Markup {
    html! {
        @if shape.is_separate {
            a href=(format!("#{}", shape_anchor(service, index))) {
                "→ " (escape::line(&shape.name))
            }
        } @else {
            (render_links(&shape.entries, service))
        }
    }
}

/// Renders the members of a nested shape. The depth is limited, because deep shapes are separate.
fn render_nested_shape(shape: &ShapeTree, is_root: bool, service: &ChangedService) -> Markup {
    html! { @if !shape.is_separate { (render_members(shape, is_root, service)) } }
}

fn render_members(shape: &ShapeTree, is_root: bool, service: &ChangedService) -> Markup {
    html! {
        ul .tree[is_root] {
            @for member in &shape.members { (render_member(member, service)) }
        }
    }
}

/// Renders links to changes.
fn render_links(entries: &[usize], service: &ChangedService) -> Markup {
    let entries = entries.iter().filter_map(|index| service.review.entries.get(*index));
    html! {
        @for entry in entries {
            a .badge .(Group::of(entry).id()) href=(format!("#{}", entry_anchor(service, entry))) {
                (entry.kind)
                @if let Some(part) = &entry.place.part { " " (escape::line(part)) }
            }
            " "
        }
    }
}
