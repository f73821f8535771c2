//! The commands for maintainers of Shapesmith, a module each: they test and measure the generator itself.

mod base64;
pub mod bench;
mod cargo;
pub mod conformance;
pub mod corpus;
mod exchange;
pub mod judge;
pub mod oracle;
mod params;
mod protocols;
mod table;
#[cfg(test)]
mod test_model;
