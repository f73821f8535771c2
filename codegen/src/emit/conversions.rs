//! Conversions between types of the support module and those of other crates.

/// The conversions between a type of the support module and the types of a crate. In a generated crate, each is a Cargo feature
/// that is named after that crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Conversion {
    /// Of blobs, with `bytes::Bytes`.
    Bytes,
    /// Of timestamps, with `chrono::DateTime`.
    Chrono,
    /// Of timestamps, with `jiff::Timestamp`.
    Jiff,
    /// Of timestamps, with `time::OffsetDateTime`.
    Time,
}

impl Conversion {
    /// All conversions.
    pub const ALL: [Self; 4] = [Self::Bytes, Self::Chrono, Self::Jiff, Self::Time];

    /// Returns the name of the crate.
    pub const fn crate_name(self) -> &'static str {
        match self {
            Self::Bytes => "bytes",
            Self::Chrono => "chrono",
            Self::Jiff => "jiff",
            Self::Time => "time",
        }
    }

    /// Returns the version of the crate, as a requirement of Cargo.
    const fn version(self) -> &'static str {
        match self {
            Self::Bytes => "1",
            Self::Chrono => "0.4",
            Self::Jiff => "0.2",
            Self::Time => "0.3",
        }
    }

    /// Returns the name of the module with the conversions.
    pub(super) fn module(self) -> String {
        format!("convert_{}", self.crate_name())
    }

    /// Returns the text of the module.
    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Bytes => include_str!("../../support/convert_bytes.rs"),
            Self::Chrono => include_str!("../../support/convert_chrono.rs"),
            Self::Jiff => include_str!("../../support/convert_jiff.rs"),
            Self::Time => include_str!("../../support/convert_time.rs"),
        }
    }
}

/// Returns the lines of the features of all conversions.
pub(super) fn conversion_features() -> String {
    let line = |name| format!("{name} = [\"dep:{name}\"]\n");
    Conversion::ALL.map(Conversion::crate_name).into_iter().map(line).collect()
}

/// Returns the lines of the dependencies of all conversions.
pub(super) fn conversion_dependencies() -> String {
    let line = |conversion: Conversion| {
        let (name, version) = (conversion.crate_name(), conversion.version());
        format!("{name} = {{ version = {version:?}, default-features = false, optional = true }}\n")
    };
    Conversion::ALL.into_iter().map(line).collect()
}
