//! The effect of a change on old clients.

/// The effect of a change on an old client that talks to the new service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WireImpact {
    /// None.
    Safe,
    /// The client may fail, depending on the values it sends or receives.
    Risk,
    /// The client fails.
    Break,
}

impl WireImpact {
    /// Returns `safe`, `risk` or `break`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Risk => "risk",
            Self::Break => "break",
        }
    }
}
