//! The kinds of changes that concern Rust code alone.

/// The kinds of changes without a change of the model, in addition to [`shapesmith_model::diff::Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RustOnlyKind {
    /// A field gained or lost a `Box`, because its type became or is no longer recursive.
    RecursionIntroduced,
    /// The field types or constructor of a struct changed with its direction or policy.
    DirectionChanged,
    /// A type lost a derived trait.
    EqDeriveLost,
    /// A type gained a derived trait.
    DeriveGained,
    /// The name of an item changed.
    NameCollision,
    /// An item was added to or removed from the selection.
    SelectionChanged,
    /// The name of a service's module changed.
    ModuleRenamed,
    /// Any other change.
    RustOnly,
}

impl RustOnlyKind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::RecursionIntroduced,
        Self::DirectionChanged,
        Self::EqDeriveLost,
        Self::DeriveGained,
        Self::NameCollision,
        Self::SelectionChanged,
        Self::ModuleRenamed,
        Self::RustOnly,
    ];

    /// Returns the id, such as `recursion-introduced`, which never changes.
    pub fn id(self) -> &'static str {
        match self {
            Self::RecursionIntroduced => "recursion-introduced",
            Self::DirectionChanged => "direction-changed",
            Self::EqDeriveLost => "eq-derive-lost",
            Self::DeriveGained => "derive-gained",
            Self::NameCollision => "rust-name-collision",
            Self::SelectionChanged => "selection-changed",
            Self::ModuleRenamed => "module-renamed",
            Self::RustOnly => "rust-only",
        }
    }

    /// Returns a description in one sentence.
    pub fn description(self) -> &'static str {
        match self {
            Self::RecursionIntroduced => {
                "A field gained or lost a `Box`, because its type became or is no longer recursive."
            }
            Self::DirectionChanged => {
                "Field types or `new` changed, because a structure is now used in requests or responses only or in both, or by policy."
            }
            Self::EqDeriveLost => {
                "A type lost a derived trait, because of the types it contains or by policy."
            }
            Self::DeriveGained => {
                "A type gained a derived trait, because of the types it contains or by policy."
            }
            Self::NameCollision => {
                "The name of an item changed, because another item has its name or by policy."
            }
            Self::SelectionChanged => {
                "An item was added or removed, because the configured selection changed."
            }
            Self::ModuleRenamed => "The configured name of a service's module changed.",
            Self::RustOnly => "Generated code changed for another reason.",
        }
    }
}
