//! Deep nesting is an error in every format, and never overflows the stack.

use serde::Deserialize;
use serde::de::value::Error as PlainError;
use serde::de::{Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use shapesmith_tests::{choices, documents, recursion};

/// A format without a limit of its own: `depth` times `{"key":` or `[`, then `{}`.
#[derive(Clone, Copy)]
struct Endless {
    key: Option<&'static str>,
    depth: usize,
}

impl<'de> Deserializer<'de> for Endless {
    type Error = PlainError;
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PlainError> {
        match self.key {
            Some(_) => visitor.visit_map(self),
            None => visitor.visit_seq(self),
        }
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PlainError> {
        visitor.visit_some(self)
    }
    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, PlainError> {
        visitor.visit_unit()
    }
    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
    }
}

impl Endless {
    fn next<'de, S: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<S::Value, PlainError> {
        let inner = Self { depth: self.depth, ..*self };
        self.depth = 0;
        seed.deserialize(inner)
    }
}

impl<'de> MapAccess<'de> for Endless {
    type Error = PlainError;
    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, PlainError> {
        if self.depth == 0 {
            return Ok(None);
        }
        self.depth -= 1;
        let key: serde::de::value::StrDeserializer<'_, PlainError> =
            self.key.unwrap_or_default().into_deserializer();
        seed.deserialize(key).map(Some)
    }
    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, PlainError> {
        self.next(seed)
    }
}

impl<'de> SeqAccess<'de> for Endless {
    type Error = PlainError;
    fn next_element_seed<T: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, PlainError> {
        if self.depth == 0 {
            return Ok(None);
        }
        self.depth -= 1;
        self.next(seed).map(Some)
    }
}

const DEPTHS: [usize; 3] = [200, 1_000, 100_000];

fn nested(open: &str, depth: usize, inner: &str, close: &str) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn deep_text_is_an_error() {
    for depth in DEPTHS {
        let tree = nested(r#"{"left":"#, depth, "{}", "}");
        let reported = serde_json::from_str::<recursion::Tree>(&tree).unwrap_err().to_string();
        assert!(reported.contains("recursion limit exceeded"), "{reported}");
        let choice = nested(r#"{"self":"#, depth, r#"{"leaf":""}"#, "}");
        assert!(serde_json::from_str::<recursion::Choice>(&choice).is_err());
        let unknown = format!(r#"{{"new":{}}}"#, nested("[", depth, "", "]"));
        assert!(serde_json::from_str::<recursion::Choice>(&unknown).is_err());
        let document = format!(r#"{{"document":{}}}"#, nested("[", depth, "", "]"));
        assert!(serde_json::from_str::<documents::Output>(&document).is_err());
    }
}

#[test]
fn deep_unknown_members_are_skipped() {
    let text = format!(r#"{{"other":{},"value":"x"}}"#, nested("[", 100, "", "]"));
    let tree: recursion::Tree = serde_json::from_str(&text).unwrap();
    assert_eq!(tree.value.as_deref(), Some("x"));
}

#[test]
fn a_hundred_levels_are_read() {
    let text = nested(r#"{"left":"#, 100, "{}", "}");
    let tree: recursion::Tree = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::to_string(&tree).unwrap(), text);
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(serde_json::from_value::<recursion::Tree>(value).unwrap(), tree);
}

#[test]
fn formats_without_a_depth_limit_get_one() {
    for depth in DEPTHS {
        let of = |key| Endless { key, depth };
        recursion::Tree::deserialize(of(Some("left"))).unwrap_err();
        recursion::Choice::deserialize(of(Some("self"))).unwrap_err();
        recursion::Forest::deserialize(of(Some("trees"))).unwrap_err();
        recursion::Forest::deserialize(of(Some("named"))).unwrap_err();
    }
}

#[test]
fn kept_unknown_content_has_the_depth_limit() {
    for depth in DEPTHS {
        choices::Shape::deserialize(Endless { key: Some("new"), depth }).unwrap_err();
        documents::Output::deserialize(Endless { key: Some("document"), depth }).unwrap_err();
    }
}

/// `serde_json::Value` has a depth limit only when it is read, not when it is built.
#[test]
fn deep_values_are_an_error() {
    // Dropping such a value takes a stack of its own.
    let work = || {
        for depth in [1_000, 100_000] {
            for (key, innermost) in [("left", "value"), ("new", "leaf")] {
                let mut value = serde_json::json!({ innermost: "x" });
                for _ in 0..depth {
                    value = Value::Object([(key.to_owned(), value)].into_iter().collect());
                }
                let tree = std::panic::catch_unwind(|| match key {
                    "left" => recursion::Tree::deserialize(&value).is_err(),
                    _ => recursion::Choice::deserialize(&value).is_err(),
                });
                assert!(tree.unwrap(), "{depth} {key}");
                while let Some(inner) = value.as_object_mut().and_then(|o| o.remove(key)) {
                    value = inner;
                }
            }
        }
    };
    std::thread::Builder::new().stack_size(2 << 20).spawn(work).unwrap().join().unwrap();
}
