//! The commands for maintainers of Shapesmith, a module each: they test and measure the generator itself.

pub mod bench;
mod cargo;
pub mod conformance;
pub mod corpus;
pub mod judge;
pub mod oracle;
