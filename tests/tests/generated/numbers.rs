//! Numbers of all widths, including values that JSON can't represent as numbers.

use serde_json::{Value, json};
use shapesmith_tests::numbers::Numbers;
use shapesmith_tests::support::{BigDecimal, BigInteger};

fn read(text: &str) -> Result<Numbers, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

fn written(text: &str) -> String {
    serde_json::to_string(&read(text).unwrap()).unwrap()
}

#[test]
fn integers_out_of_range_are_errors() {
    let bounds: [(&str, i128, i128); 5] = [
        ("byte", i8::MIN.into(), i8::MAX.into()),
        ("short", i16::MIN.into(), i16::MAX.into()),
        ("integer", i32::MIN.into(), i32::MAX.into()),
        ("long", i64::MIN.into(), i64::MAX.into()),
        ("percent", i32::MIN.into(), i32::MAX.into()),
    ];
    for (member, min, max) in bounds {
        for value in [min, -1, 0, 1, max] {
            let text = format!(r#"{{"{member}":{value}}}"#);
            assert_eq!(written(&text), text);
        }
        for value in [min - 1, max + 1] {
            let reported = read(&format!(r#"{{"{member}":{value}}}"#)).unwrap_err();
            assert!(reported.starts_with(&format!("{member}: invalid ")), "{reported}");
        }
        for wrong in ["1.5", "\"1\"", "true", "[1]", "{}"] {
            let reported = read(&format!(r#"{{"{member}":{wrong}}}"#)).unwrap_err();
            assert!(reported.starts_with(&format!("{member}: invalid type")), "{reported}");
        }
    }
    let reported = read(r#"{"bytes":[1,-129]}"#).unwrap_err();
    assert!(
        reported.starts_with("bytes[1]: invalid value: integer `-129`, expected i8"),
        "{reported}"
    );
}

#[test]
fn non_finite_floats_are_text() {
    let text =
        r#"{"float":"NaN","double":"-Infinity","floats":["Infinity",1.5],"doubles":["NaN",-0.0]}"#;
    let numbers = read(text).unwrap();
    assert!(numbers.float.unwrap().is_nan());
    assert_eq!(numbers.double, Some(f64::NEG_INFINITY));
    assert_eq!(numbers.floats.as_ref().unwrap().first(), Some(&f32::INFINITY));
    assert_eq!(serde_json::to_string(&numbers).unwrap(), text);
    assert_ne!(numbers, numbers.clone(), "NaN equals nothing, as ever");
    for wrong in ["nan", "inf", "+Infinity", "infinity", "1", ""] {
        let reported = read(&format!(r#"{{"double":"{wrong}"}}"#)).unwrap_err();
        assert!(reported.starts_with("double: invalid type: string"), "{reported}");
    }
}

#[test]
fn whole_numbers_are_read_as_floats() {
    let numbers =
        read(r#"{"float":1,"double":-9007199254740993,"floatMap":{"a":18446744073709551615}}"#);
    let numbers = numbers.unwrap();
    assert_eq!(numbers.float, Some(1.0));
    assert_eq!(numbers.double, Some(-9_007_199_254_740_992.0));
    assert_eq!(numbers.float_map.unwrap().get("a"), Some(&18_446_744_073_709_551_615_f32));
}

#[test]
fn single_precision_floats_are_written_in_their_shortest_form() {
    for text in ["0.1", "1.1", "3.4028235e38", "1e-45", "16777216.0", "-2.5e-8"] {
        let single: f32 = text.parse().unwrap();
        let numbers = read(&format!(r#"{{"float":{text}}}"#)).unwrap();
        assert_eq!(numbers.float, Some(single));
        let again: Numbers =
            serde_json::from_str(&serde_json::to_string(&numbers).unwrap()).unwrap();
        assert_eq!(again, numbers);
    }
    assert_eq!(written(r#"{"float":0.1}"#), r#"{"float":0.1}"#);
}

#[test]
fn floats_out_of_range_are_errors() {
    for (member, number) in [("float", "3.5e38"), ("float", "-1e39"), ("double", "1e309")] {
        let reported = read(&format!(r#"{{"{member}":{number}}}"#)).unwrap_err();
        assert!(reported.starts_with(&format!("{member}: ")), "{reported}");
    }
}

#[test]
fn big_numbers_keep_their_digits() {
    let huge = "123456789012345678901234567890123456789012345678901234567890";
    for digits in ["0", "-1", "9223372036854775807", "18446744073709551615"] {
        assert_eq!(
            written(&format!(r#"{{"bigInteger":{digits}}}"#)),
            format!(r#"{{"bigInteger":{digits}}}"#)
        );
    }
    for digits in ["18446744073709551616", "-9223372036854775809", huge, "-0", "007"] {
        let number = BigInteger::new(digits).unwrap();
        let mut numbers = Numbers::default();
        numbers.big_integer = Some(number.clone());
        let text = serde_json::to_string(&numbers).unwrap();
        assert_eq!(read(&text).unwrap().big_integer, Some(number), "{text}");
        let value = serde_json::to_value(&numbers).unwrap();
        assert_eq!(serde_json::from_value::<Numbers>(value).unwrap(), numbers);
    }
    for digits in [
        "0",
        "1.5",
        "-0.1",
        "100",
        "3.14159265358979323846264338327950288",
        "1e1000",
        "1.50",
        "-0",
        "1E+5",
    ] {
        let number = BigDecimal::new(digits).unwrap();
        let mut numbers = Numbers::default();
        numbers.big_decimal = Some(number.clone());
        let text = serde_json::to_string(&numbers).unwrap();
        assert_eq!(read(&text).unwrap().big_decimal, Some(number), "{text}");
    }
}

/// Losing digits would change the number.
#[test]
fn big_integers_are_never_rounded() {
    for digits in ["18446744073709551617", "-9223372036854775809", "123456789012345678901234567890"]
    {
        match read(&format!(r#"{{"bigInteger":{digits}}}"#)) {
            Ok(numbers) => assert_eq!(numbers.big_integer.unwrap().as_str(), digits),
            Err(reported) => assert!(reported.starts_with("bigInteger: "), "{reported}"),
        }
    }
}

#[test]
fn text_that_is_not_a_number_is_rejected() {
    for wrong in ["", "-", "+1", "1.", ".5", "1e", "1e+-5", "1e++5", "0x1", "1 ", "NaN", "١", "1_0"]
    {
        assert!(BigDecimal::new(wrong).is_err(), "{wrong}");
        assert!(BigInteger::new(wrong).is_err(), "{wrong}");
        let reported = read(&format!(r#"{{"bigDecimal":"{wrong}"}}"#)).unwrap_err();
        assert!(reported.starts_with("bigDecimal: expected a number"), "{reported}");
    }
    for wrong in ["1.5", "1e5"] {
        assert!(BigInteger::new(wrong).is_err(), "{wrong}");
    }
    for wrong in ["1.5", "true", "[]", "{}", "{\"a\":\"1\"}"] {
        let reported = read(&format!(r#"{{"bigInteger":{wrong}}}"#)).unwrap_err();
        assert!(reported.starts_with("bigInteger: expected an integer"), "{reported}");
    }
    assert_eq!("x".parse::<BigInteger>().unwrap_err().to_string(), "invalid number");
    assert_eq!(BigInteger::default().to_string(), "0");
}

/// Another crate may switch on `serde_json`'s feature `arbitrary_precision`, and then numbers are
/// shown like this.
#[test]
fn the_private_form_of_serde_json_numbers_is_read() {
    let number = |digits: &str| json!({"$serde_json::private::Number": digits});
    let read = |value: Value| serde_json::from_value::<Numbers>(value).map_err(|e| e.to_string());
    let big = read(json!({"bigInteger": number("123456789012345678901234567890")})).unwrap();
    assert_eq!(big.big_integer.unwrap().as_str(), "123456789012345678901234567890");
    let floats = read(json!({"float": number("1.5"), "doubles": [number("-2e3")]})).unwrap();
    assert_eq!((floats.float, floats.doubles), (Some(1.5), Some(vec![-2000.0])));
}
