//! The vocabulary of a comparison of two lowered services.

use shapesmith_model::ShapeId;

/// A change of a public item, or of a part of one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ItemChange {
    /// What happened.
    pub what: What,
    /// The path within the service's module, such as `CreateFunctionRequest::runtime`, `Runtime::Java21` or
    /// `operations::Invoke`.
    pub path: String,
    /// The shape, member or operation that the item comes from.
    pub origin: ShapeId,
    /// The part of the origin that has no id of its own: the value of an enum, the error of an operation.
    pub part: Option<String>,
    /// How it was declared before, as Rust; `None` where it wasn't.
    pub before: Option<String>,
    /// How it is declared now, as Rust; `None` where it isn't.
    pub after: Option<String>,
    /// What it asks of the version of the crate.
    pub rust: Rust,
    /// Whether a program that uses the old item fails to compile: some major changes a compiler can't see.
    pub seen_by_compiler: bool,
    /// Whether the same program, compiled again, does something else.
    pub behaviour: bool,
}

/// What a change asks of the version of the crate, by [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rust {
    /// Nothing that a user's code sees.
    Patch,
    /// Something was added.
    Minor,
    /// Code that used the old crate may not compile, or mean something else.
    Major,
}

/// What happened to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum What {
    /// A type, operation or error enum is new.
    ItemAdded,
    /// A type, operation or error enum is gone.
    ItemRemoved,
}
