//! Services that were generated together are included beside each other, and share their support module.

/// Not at the root of the crate: no path in the modules depends on where they are.
mod api {
    include!(concat!(env!("OUT_DIR"), "/documents.rs"));
    include!(concat!(env!("OUT_DIR"), "/numbers.rs"));
    include!(concat!(env!("OUT_DIR"), "/exceptions.rs"));
    include!(concat!(env!("OUT_DIR"), "/support.rs"));
}

use api::exceptions::Input;
use api::support::{BigInteger, Validate};

#[test]
fn they_share_the_support_module() {
    fn check(value: &impl Validate) -> bool {
        value.validate().is_ok()
    }
    assert!(check(&Input::new("7")));
    let number: BigInteger = "123456789012345678901234567890".parse().unwrap();
    assert_eq!(number.to_string(), "123456789012345678901234567890");
    assert!(!api::exceptions::operations::OPERATIONS.is_empty());
    assert!(jiff::Timestamp::try_from(api::support::Timestamp::now()).is_ok());
}
