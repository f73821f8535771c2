//! The keys of a structure's members in the JSON form.

use std::collections::BTreeSet;

use crate::rust::Location;

/// The properties of a member that its key depends on.
pub struct KeySource<'a> {
    /// The name of the member.
    pub name: &'a str,
    /// Its key in the body of a message.
    pub wire_key: &'a str,
    /// Where it is in a message.
    pub location: Location,
}

/// Returns the keys of a structure's members, all different, in the order of the members.
///
/// Members outside the body are part of the JSON form, too, under their names. Those whose name is the key of a member of the
/// body get an `@` in front.
pub fn structure_keys(members: &[KeySource<'_>]) -> Vec<String> {
    let in_body = members.iter().filter(|member| member.location.is_in_body());
    let body: BTreeSet<&str> = in_body.map(|member| member.wire_key).collect();
    let mut taken = BTreeSet::new();
    let keys = members.iter().map(|member| {
        let mut key = match member.location.is_in_body() {
            true => member.wire_key.to_owned(),
            false if body.contains(member.name) => format!("@{}", member.name),
            false => member.name.to_owned(),
        };
        // Two keys are equal only because of a wrong `jsonName`: the first member keeps it.
        while !taken.insert(key.clone()) {
            key.insert(0, '@');
        }
        key
    });
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(members: &[(&str, &str, Location)]) -> Vec<String> {
        let sources = members.iter().map(|&(name, wire_key, location)| KeySource {
            name,
            wire_key,
            location,
        });
        structure_keys(&sources.collect::<Vec<_>>())
    }

    #[test]
    fn members_outside_the_body_have_their_names_as_keys() {
        let members = [("Id", "id", Location::Label), ("Name", "name", Location::Body)];
        assert_eq!(keys(&members), ["Id", "name"]);
    }

    #[test]
    fn keys_that_the_body_has_get_a_mark_outside_it() {
        let members = [("id", "id", Location::Header), ("Id", "id", Location::Body)];
        assert_eq!(keys(&members), ["@id", "id"]);
    }

    #[test]
    fn the_first_of_two_members_with_one_key_keeps_it() {
        let members = [("A", "a", Location::Body), ("B", "a", Location::Body)];
        assert_eq!(keys(&members), ["a", "@a"]);
    }
}
