//! The vocabulary of a comparison of two lowered services.

use shapesmith_model::ShapeId;

/// A change of a public item, or of a part of one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ItemChange {
    /// What happened.
    pub what: What,
    /// The path within the service's module, such as `CreateFunctionRequest::runtime`, `Runtime::Java21` or
    /// `operations::Invoke`. Of a parameter it is `CreateFunctionRequest::new(role)`, of a trait
    /// `CreateFunctionRequest: Default`.
    pub path: String,
    /// The shape, member, operation or service that the item comes from; where it comes from another one now, the
    /// one before. That `new` or `Default` comes or goes is put down to the member that makes the difference.
    pub origin: ShapeId,
    /// The part of the origin that has no id of its own: the value of an enum, the error of an operation, the name
    /// of a waiter.
    pub part: Option<String>,
    /// How it was declared before, as Rust; `None` where it wasn't. Constraints are in words.
    pub before: Option<String>,
    /// How it is declared now, likewise; `None` where it isn't.
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

/// A table of what can happen: variant, id, what it is.
macro_rules! whats {
    ($($variant:ident $id:literal $about:literal;)*) => {
        /// What happened to an item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum What {
            $(#[doc = $about] $variant,)*
        }

        impl What {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The id, such as `field-removed`: it never changes.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// What it is, in a sentence.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)*
                }
            }
        }
    };
}

whats! {
    ItemAdded "item-added" "A type, operation, error enum, or function of a module is new.";
    ItemRemoved "item-removed" "A type, operation, error enum, or function of a module is gone.";
    KindChanged "kind-changed" "A type is a struct and was an enum, or the like.";
    FieldAdded "field-added" "A struct has another field.";
    FieldRemoved "field-removed" "A field is gone.";
    FieldTypeChanged "field-type-changed" "A field has another type.";
    VariantAdded "variant-added" "An enum has another variant.";
    VariantRemoved "variant-removed" "A variant is gone.";
    VariantTypeChanged "variant-type-changed" "A variant holds another type.";
    ValueChanged "value-changed" "The variant of an enum stands for another value on the wire.";
    InternalChanged "internal-changed" "The service tells of a value now, or doesn't any more: errors about other values name those it tells of.";
    Reordered "reordered" "Fields, and with them their JSON form, or the known values of an enum are in another order.";
    ConstructorAdded "constructor-added" "A struct has `new`, because a member is required.";
    ConstructorRemoved "constructor-removed" "A struct has no `new` any more, because no member is required.";
    ParameterAdded "parameter-added" "`new` takes one more.";
    ParameterRemoved "parameter-removed" "`new` takes one less.";
    ParameterTypeChanged "parameter-type-changed" "A parameter of `new` has another type.";
    ParametersMoved "parameters-moved" "The parameters of `new` are in another order.";
    TraitAdded "trait-added" "A type implements one more trait.";
    TraitRemoved "trait-removed" "A type doesn't implement a trait any more.";
    AttributeAdded "attribute-added" "A type has an attribute that was asked for.";
    AttributeRemoved "attribute-removed" "A type hasn't an attribute any more.";
    Deprecated "deprecated" "Using it is a warning now.";
    Undeprecated "undeprecated" "Using it is no warning any more.";
    DeprecationNoteChanged "deprecation-note-changed" "The warning says something else.";
    KeyChanged "key-changed" "The key of a member in the JSON form is another.";
    LocationChanged "location-changed" "A member travels elsewhere in the HTTP message.";
    TimestampFormatChanged "timestamp-format-changed" "Timestamps are written in another form.";
    RequiredChanged "required-changed" "A member is required for validation, or isn't any more; its type is the same.";
    RulesChanged "rules-changed" "Validation has other rules for a member.";
    SensitiveChanged "sensitive-changed" "A value is hidden in logs and errors now, or isn't any more.";
    StreamingChanged "streaming-changed" "A member is streamed now, or isn't any more.";
    AssociatedTypeChanged "associated-type-changed" "The input, output or error of an operation is of another type.";
    ConstantChanged "constant-changed" "A constant of an operation or error has another value.";
    PaginationAdded "pagination-added" "An operation has pages.";
    PaginationRemoved "pagination-removed" "An operation has no pages any more.";
    WaiterAdded "waiter-added" "There is something more to wait for.";
    WaiterChanged "waiter-changed" "A waiter waits in another way.";
    WaiterRemoved "waiter-removed" "A waiter is gone.";
}

/// What a change means for users.
pub(super) struct Verdict {
    pub rust: Rust,
    pub seen_by_compiler: bool,
    pub behaviour: bool,
}

impl What {
    /// What it is when looked at the other way: what was added is removed.
    #[must_use]
    pub fn mirrored(self) -> Self {
        use What::*;
        const PAIRS: &[(What, What)] = &[
            (ItemAdded, ItemRemoved),
            (FieldAdded, FieldRemoved),
            (VariantAdded, VariantRemoved),
            (ConstructorAdded, ConstructorRemoved),
            (ParameterAdded, ParameterRemoved),
            (TraitAdded, TraitRemoved),
            (AttributeAdded, AttributeRemoved),
            (Deprecated, Undeprecated),
            (PaginationAdded, PaginationRemoved),
            (WaiterAdded, WaiterRemoved),
        ];
        let other = PAIRS.iter().find_map(|(added, removed)| match self {
            this if this == *added => Some(*removed),
            this if this == *removed => Some(*added),
            _ => None,
        });
        other.unwrap_or(self)
    }

    /// The verdict, where it doesn't depend on more. Structs and enums of ours are `#[non_exhaustive]`, so that fields
    /// and variants can be added. What can be looked up by nothing but text or a constant that stays, such as a
    /// waiter, can't be named and its loss isn't major.
    pub(super) fn verdict(self) -> Verdict {
        use What::*;
        let (rust, seen_by_compiler, behaviour) = match self {
            ItemAdded | FieldAdded | VariantAdded | ConstructorAdded | TraitAdded
            | AttributeAdded | Deprecated | PaginationAdded | WaiterAdded => {
                (Rust::Minor, false, false)
            }
            ItemRemoved
            | KindChanged
            | FieldRemoved
            | FieldTypeChanged
            | VariantRemoved
            | VariantTypeChanged
            | ConstructorRemoved
            | ParameterAdded
            | ParameterRemoved
            | ParameterTypeChanged
            | ParametersMoved
            | TraitRemoved
            | AssociatedTypeChanged => (Rust::Major, true, false),
            AttributeRemoved | Undeprecated | DeprecationNoteChanged => (Rust::Patch, false, false),
            ValueChanged
            | InternalChanged
            | Reordered
            | KeyChanged
            | LocationChanged
            | TimestampFormatChanged
            | RequiredChanged
            | RulesChanged
            | SensitiveChanged
            | StreamingChanged
            | ConstantChanged
            | PaginationRemoved
            | WaiterChanged
            | WaiterRemoved => (Rust::Patch, false, true),
        };
        Verdict { rust, seen_by_compiler, behaviour }
    }
}

impl Rust {
    /// `patch`, `minor` or `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
