//! Changes of the public items of a module, and what each asks of the version of the crate.

use shapesmith_model::ShapeId;

use crate::rust::Type;

/// A change of a public item, or of a part of one.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ItemChange {
    /// The kind of change.
    pub kind: ItemChangeKind,
    /// The path within the service's module, such as `CreateFunctionRequest::runtime`, `Runtime::Java21` or
    /// `operations::Invoke`. The path of a parameter is `CreateFunctionRequest::new(role)`, that of an implementation
    /// `CreateFunctionRequest: Default`.
    pub path: String,
    /// The shape, member, operation or service that the item was generated from; if it was generated from different ones
    /// before and after, the one before. The addition or removal of `new` or `Default` has the member that causes it.
    pub origin: ShapeId,
    /// The part of the origin that has no ID of its own: the value of an enum, the error of an operation, or the name
    /// of a waiter.
    pub part: Option<String>,
    /// The Rust declaration before the change; `None` if there was none. Constraints are described in words.
    pub before: Option<String>,
    /// The Rust declaration after the change; `None` if there is none. Constraints are described in words.
    pub after: Option<String>,
    /// The type, trait or constant that changed.
    pub detail: ItemChangeDetail,
    /// The version increment that the change requires.
    pub semver: SemverImpact,
    /// Whether a program that uses the old item fails to compile. Some major changes still compile.
    pub breaks_compilation: bool,
    /// Whether the same program behaves differently after it is compiled again.
    pub changes_behaviour: bool,
}

/// The part of a declaration that an [`ItemChange`] is about.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ItemChangeDetail {
    /// The kind and the path of the change say everything.
    None,
    /// The type of a field, variant or parameter.
    Type {
        /// The type before the change.
        before: Type,
        /// The type after the change.
        after: Type,
    },
    /// An implemented trait, such as `Default`.
    Trait(String),
    /// An associated constant, such as `HTTP`.
    Constant(&'static str),
}

/// The version increment that a change requires, by [Cargo's rules](https://doc.rust-lang.org/cargo/reference/semver.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SemverImpact {
    /// Code that uses the crate compiles as before, without new warnings.
    Patch,
    /// Something was added or deprecated.
    Minor,
    /// Code that uses the old crate may fail to compile or have a different meaning.
    Major,
}

/// Defines [`ItemChangeKind`] from a table of variants, ids and descriptions.
macro_rules! item_change_kinds {
    ($($variant:ident $id:literal $description:literal;)*) => {
        /// The kind of change of an item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ItemChangeKind {
            $(#[doc = $description] $variant,)*
        }

        impl ItemChangeKind {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the id, such as `field-removed`, which never changes.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// Returns a description in one sentence.
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => $description,)*
                }
            }
        }
    };
}

item_change_kinds! {
    ItemAdded "item-added" "A type, operation, error enum or module function was added.";
    ItemRemoved "item-removed" "A type, operation, error enum or module function was removed.";
    KindChanged "kind-changed" "A type changed its kind, for example from an enum to a struct.";
    FieldAdded "field-added" "A field was added to a struct.";
    FieldRemoved "field-removed" "A field was removed from a struct.";
    FieldTypeChanged "field-type-changed" "The type of a field changed.";
    VariantAdded "variant-added" "A variant was added to an enum.";
    VariantRemoved "variant-removed" "A variant was removed from an enum.";
    VariantTypeChanged "variant-type-changed" "The type that a variant holds changed.";
    ValueChanged "value-changed" "The wire value of an enum variant changed.";
    InternalChanged "internal-changed" "An enum value became internal or public; validation messages list public values only.";
    Reordered "reordered" "The fields of a struct, and so its JSON form, or the known values of an enum are in a different order.";
    ConstructorAdded "constructor-added" "A struct gained `new`, because a member became required.";
    ConstructorRemoved "constructor-removed" "A struct lost `new`, because no member is required any longer.";
    ParameterAdded "parameter-added" "A parameter was added to `new`.";
    ParameterRemoved "parameter-removed" "A parameter was removed from `new`.";
    ParameterTypeChanged "parameter-type-changed" "The type of a parameter of `new` changed.";
    ParametersMoved "parameters-moved" "The parameters of `new` are in a different order.";
    TraitAdded "trait-added" "A type implements another trait.";
    TraitRemoved "trait-removed" "A type no longer implements a trait.";
    AttributeAdded "attribute-added" "A configured attribute was added to a type.";
    AttributeRemoved "attribute-removed" "A configured attribute was removed from a type.";
    Deprecated "deprecated" "An item was deprecated, so that its use is a warning.";
    Undeprecated "undeprecated" "An item is no longer deprecated.";
    DeprecationNoteChanged "deprecation-note-changed" "The text of a deprecation warning changed.";
    KeyChanged "key-changed" "The JSON key of a member changed.";
    LocationChanged "location-changed" "A member moved to another part of the HTTP message.";
    TimestampFormatChanged "timestamp-format-changed" "The wire format of timestamps changed.";
    RequiredChanged "required-changed" "Validation started or stopped requiring a member; its type is the same.";
    RulesChanged "rules-changed" "The validation rules of a member changed.";
    SensitiveChanged "sensitive-changed" "A value became sensitive, which hides it in logs and errors, or is no longer sensitive.";
    StreamingChanged "streaming-changed" "A member became streaming or is no longer streaming.";
    AssociatedTypeChanged "associated-type-changed" "The input, output, event or error type of an operation changed.";
    ConstantChanged "constant-changed" "The value of an associated constant of an operation or error changed.";
    PaginationAdded "pagination-added" "An operation became paginated.";
    PaginationRemoved "pagination-removed" "An operation is no longer paginated.";
    WaiterAdded "waiter-added" "A waiter was added to an operation.";
    WaiterChanged "waiter-changed" "The delays or acceptors of a waiter changed.";
    WaiterRemoved "waiter-removed" "A waiter was removed from an operation.";
}

/// The effect that a kind of change usually has on users.
pub(super) struct Impact {
    pub semver: SemverImpact,
    pub breaks_compilation: bool,
    pub changes_behaviour: bool,
}

impl ItemChangeKind {
    /// Returns the kind of the same change from new to old: an addition becomes a removal.
    #[must_use]
    pub fn mirrored(self) -> Self {
        use ItemChangeKind::*;
        const PAIRS: &[(ItemChangeKind, ItemChangeKind)] = &[
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

    /// Returns the usual impact. Generated structs and enums are `#[non_exhaustive]`, so that added fields and variants
    /// are minor changes. A waiter is looked up by its name at run time, so that its removal compiles.
    pub(super) fn usual_impact(self) -> Impact {
        use ItemChangeKind::*;
        let (semver, breaks_compilation, changes_behaviour) = match self {
            ItemAdded | FieldAdded | VariantAdded | ConstructorAdded | TraitAdded
            | AttributeAdded | Deprecated | PaginationAdded | WaiterAdded => {
                (SemverImpact::Minor, false, false)
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
            | AssociatedTypeChanged => (SemverImpact::Major, true, false),
            AttributeRemoved | Undeprecated | DeprecationNoteChanged => {
                (SemverImpact::Patch, false, false)
            }
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
            | WaiterRemoved => (SemverImpact::Patch, false, true),
        };
        Impact { semver, breaks_compilation, changes_behaviour }
    }
}

impl SemverImpact {
    /// Returns `patch`, `minor` or `major`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl ItemChange {
    /// Returns `true` if it adds or removes the implementation of this trait.
    pub(super) fn is_of_trait(&self, name: &str) -> bool {
        matches!(&self.detail, ItemChangeDetail::Trait(changed) if changed == name)
    }
}

/// The trait of generated errors.
pub(super) const EXCEPTION_TRAIT: &str = "support::Exception";
