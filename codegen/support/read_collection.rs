//! Reading lists and maps.

use std::fmt;

use serde_core::Deserializer;
use serde_core::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};

use super::missing::Step;
use super::place::Place;
use super::read::{Nullable, Target};
use super::value::{List, Map, Slot};

pub(super) struct ListVisitor<'a, 's, 'p> {
    pub(super) slot: &'a mut &'s mut dyn List,
    pub(super) place: &'p Place<'p>,
}

impl<'de> Visitor<'de> for ListVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        let place = self.place;
        let mut index = 0;
        loop {
            place.enter(Step::Index(index));
            let result = items.next_element_seed(Nullable(ItemTarget(&mut self)));
            place.leave();
            match result {
                Ok(Some(_)) => index += 1,
                Ok(None) => return Ok(()),
                Err(error) => return Err(place.in_item(index, error)),
            }
        }
    }
}

pub(super) struct MapVisitor<'a, 's, 'p> {
    pub(super) slot: &'a mut &'s mut dyn Map,
    pub(super) place: &'p Place<'p>,
}

impl<'de> Visitor<'de> for MapVisitor<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let place = self.place;
        let mut key = String::new();
        while map.next_key_seed(KeyVisitor(&mut key))?.is_some() {
            let target = EntryTarget(&mut self, &key);
            place.enter(Step::Key(&key));
            let result = map.next_value_seed(Nullable(target));
            place.leave();
            result.map_err(|error| place.in_entry(&key, error))?;
        }
        Ok(())
    }
}

/// Reads a key into the text of an earlier one, whose memory is used again.
struct KeyVisitor<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for KeyVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        text.clone_into(self.0);
        Ok(())
    }
}

/// An entry of a list, which may be null if the list is sparse.
struct ItemTarget<'a, 'v, 's, 'p>(&'a mut ListVisitor<'v, 's, 'p>);

impl<'a, 'p> Target<'a, 'p> for ItemTarget<'a, '_, '_, 'p> {
    #[inline]
    fn place(&self) -> &'p Place<'p> {
        self.0.place
    }

    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.slot.push()
    }

    fn null(self) -> bool {
        self.0.slot.push_null()
    }
}

/// An entry of a map, which may be null if the map is sparse.
struct EntryTarget<'a, 'v, 's, 'p>(&'a mut MapVisitor<'v, 's, 'p>, &'a str);

impl<'a, 'p> Target<'a, 'p> for EntryTarget<'a, '_, '_, 'p> {
    #[inline]
    fn place(&self) -> &'p Place<'p> {
        self.0.place
    }

    #[inline]
    fn slot(self) -> Slot<'a> {
        self.0.slot.insert(self.1)
    }

    fn null(self) -> bool {
        self.0.slot.insert_null(self.1)
    }
}
