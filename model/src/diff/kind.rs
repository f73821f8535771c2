//! The kinds of changes, each with the id that reports, acceptance files and people call it by.

/// A table of kinds: variant, id, the kind of the same change seen from the other side, what it is.
macro_rules! kinds {
    ($($variant:ident $id:literal $mirror:ident $about:literal;)*) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $about] $variant,)*
        }

        impl Kind {
            /// All kinds, in the order in which reports have them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The id, such as `member-removed`: it never changes.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                }
            }

            /// What the change is from new to old.
            #[must_use]
            pub fn mirror(self) -> Self {
                match self {
                    $(Self::$variant => Self::$mirror,)*
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

kinds! {
    OperationAdded "operation-added" OperationRemoved "The service has a new operation.";
    OperationRemoved "operation-removed" OperationAdded "The service has an operation no more.";
    MemberAddedOptional "member-added-optional" MemberRemoved "A structure has a new member that may be left out.";
    MemberRemoved "member-removed" MemberAddedOptional "A structure has a member no more.";
    MemberRenamed "member-renamed" MemberRenamed "A member has another name.";
}
