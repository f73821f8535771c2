//! Generated types with a policy: what the policy changes, and what stays the same.

use std::collections::HashSet;

use shapesmith_tests::decided_zoo::errors::{Error, FindError};
use shapesmith_tests::decided_zoo::operations::{Find, OPERATIONS};
use shapesmith_tests::decided_zoo::{Animal, Key, Missing, Species};
use shapesmith_tests::support::{ErrorSet, Operation};

#[test]
fn plain_members_are_required_when_deserialized() {
    let read = serde_json::from_str::<Animal>;
    assert_eq!(read(r#"{"name":"Ada"}"#).unwrap().name, "Ada");
    let error = read(r#"{"kind":"cat"}"#).unwrap_err().to_string();
    assert!(error.contains("name"), "{error}");
}

#[test]
fn renames_do_not_change_names_on_the_wire() {
    let mut animal = Animal::new("Ada");
    animal.r#type = Some(Species::Croc);
    let json = serde_json::to_string(&animal).unwrap();
    assert_eq!(json, r#"{"name":"Ada","kind":"crocodile"}"#);
    assert_eq!(serde_json::to_string(&Key::Chip(1)).unwrap(), r#"{"number":1}"#);
    assert_eq!(Find::NAME, "GetAnimal");
    assert_eq!(OPERATIONS.len(), 1);
}

#[test]
fn additional_derives_are_implemented() {
    let set: HashSet<Animal> = [Animal::new("Ada"), Animal::new("Ada")].into();
    assert_eq!(set.len(), 1);
}

#[test]
fn variants_of_error_enums_follow_renamed_types() {
    let body = &mut serde_json::Deserializer::from_str("{}");
    let error = FindError::read("NoSuchAnimal", body).unwrap();
    assert!(matches!(&error, FindError::Missing(Missing { .. })));
    assert!(matches!(Error::from(error), Error::Missing(_)));
}
