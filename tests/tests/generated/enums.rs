//! Open enums: known values are variants, and unknown values are kept.

use std::collections::{BTreeSet, HashSet};

use serde_json::json;
use shapesmith_tests::{hostile_names, int_enum, lambda, open_enums};

#[test]
fn known_values_are_variants() {
    use open_enums::Level;
    assert_eq!(serde_json::from_str::<Level>(r#""TRACE""#).unwrap(), Level::Trace);
    assert_eq!(serde_json::to_string(&Level::Trace).unwrap(), r#""TRACE""#);
    assert_eq!(Level::VALUES, [Level::Trace, Level::Info, Level::Error]);
    assert_eq!((Level::Info.as_str(), Level::Info.as_ref()), ("INFO", "INFO"));
    assert_eq!(format!("{:>6}|{:?}", Level::Info, Level::Info), "  INFO|\"INFO\"");
    assert_eq!("ERROR".parse(), Ok(Level::Error));
}

/// Each value is read as its own variant and written unchanged.
#[test]
fn known_values_are_never_read_as_unknown() {
    fn check<T>(values: &[T])
    where
        T: serde::Serialize + serde::de::DeserializeOwned + std::str::FromStr<Err: PartialEq>,
        T: Clone + PartialEq + AsRef<str> + std::fmt::Debug + Eq + std::hash::Hash + Ord,
    {
        for value in values {
            let text = serde_json::to_string(value.as_ref()).unwrap();
            assert_eq!(serde_json::to_string(value).unwrap(), text);
            assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
            assert!(value.as_ref().parse::<T>().is_ok_and(|parsed| parsed == *value), "{text}");
        }
        assert_eq!(values.iter().collect::<HashSet<_>>().len(), values.len());
        assert_eq!(values.iter().collect::<BTreeSet<_>>().len(), values.len());
    }
    check(open_enums::Hostile::VALUES);
    check(lambda::Runtime::VALUES);
    check(lambda::StateReasonCode::VALUES);
    assert_eq!(hostile_names::ValuesXb537ad0b::VALUES.len(), 56);
    check(hostile_names::ValuesXb537ad0b::VALUES);
}

#[test]
fn unknown_values_are_written_back() {
    use open_enums::Level;
    for text in ["trace", "", " TRACE", "Unknown", "日本", "TRACE\u{0}"] {
        let level: Level = serde_json::from_value(json!(text)).unwrap();
        assert!(matches!(&level, Level::Unknown(value) if value.as_str() == text));
        assert_eq!((level.as_str(), level.to_string().as_str()), (text, text));
        assert_eq!(serde_json::to_value(&level).unwrap(), json!(text));
        assert_eq!(level, level.clone());
    }
    let input =
        json!({"Level": "NEW", "Levels": ["INFO", "NEWER"], "ByLevel": {"NEWEST": "nodejs99"}});
    let read: open_enums::EnumsInput = serde_json::from_value(input.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), input);
}

#[test]
fn parsing_accepts_only_known_values_and_does_not_quote_others() {
    let error = "secret".parse::<open_enums::Level>().unwrap_err();
    assert_eq!(error.to_string(), "unknown value of Level");
    assert_eq!(error.name, "Level");
    assert!("info".parse::<open_enums::Level>().is_err());
    assert!("".parse::<open_enums::Level>().is_err());
    assert_eq!("".parse(), Ok(open_enums::Hostile::Empty));
}

#[test]
fn integer_enums_keep_unknown_values() {
    use int_enum::Priority;
    assert_eq!(
        Priority::VALUES.iter().map(|value| value.as_i32()).collect::<Vec<_>>(),
        [1, 5, 10, -1, i32::MIN, 0]
    );
    for value in Priority::VALUES {
        let number = serde_json::to_value(value).unwrap();
        assert_eq!(number, json!(value.as_i32()));
        assert_eq!(serde_json::from_value::<Priority>(number).unwrap(), *value);
        assert_eq!(Priority::try_from(value.as_i32()), Ok(*value));
        assert_eq!(value.to_string(), value.as_i32().to_string());
        assert!(!matches!(value, Priority::Unknown(_)));
    }
    let unknown: Priority = serde_json::from_str("7").unwrap();
    assert!(matches!(unknown, Priority::Unknown(value) if value.get() == 7));
    assert_eq!(serde_json::to_string(&unknown).unwrap(), "7");
    assert_eq!(Priority::try_from(7).unwrap_err().to_string(), "unknown value of Priority");
    for text in ["2147483648", "1.5", "\"1\"", "null", "true"] {
        assert!(serde_json::from_str::<Priority>(text).is_err(), "{text}");
    }
    let reported =
        serde_json::from_str::<int_enum::Task>(r#"{"Priority":1,"All":[1,99999999999]}"#);
    assert!(reported.unwrap_err().to_string().starts_with("All[1]: invalid value: integer"));
}
