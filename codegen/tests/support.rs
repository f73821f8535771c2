//! The hand-written modules that every output carries, as far as they stand on their own.
#![allow(missing_docs, dead_code, unused_imports)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
// In the output, where these are public, it doesn't apply.
#![allow(clippy::wrong_self_convention, clippy::enum_variant_names)]

#[path = "../support/mod.rs"]
mod support;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use support::field::{CONSTRAINED, ERROR, Field, NON_OPTIONAL, NONE, REQUIRED, SENSITIVE, Shape};
use support::rule::{Pattern, Rule};
use support::value::{FieldVisitor, Slot, Value, View};
use support::{Blob, InvalidBase64, InvalidTimestamp, Timestamp, TimestampFormat, Validate, check};

/// The vectors of RFC 4648, section 10, and bytes that use the last digits.
const BASE64: [(&[u8], &str); 11] = [
    (b"", ""),
    (b"f", "Zg=="),
    (b"fo", "Zm8="),
    (b"foo", "Zm9v"),
    (b"foob", "Zm9vYg=="),
    (b"fooba", "Zm9vYmE="),
    (b"foobar", "Zm9vYmFy"),
    (&[0xff, 0xff, 0xff], "////"),
    (&[0xfb, 0xef, 0xbe], "++++"),
    (&[0], "AA=="),
    (&[0, 0], "AAA="),
];

#[test]
fn base64_of_known_bytes() {
    for (bytes, text) in BASE64 {
        assert_eq!(Blob::new(bytes).to_base64(), text);
        assert_eq!(Blob::from_base64(text), Ok(Blob::from(bytes)));
        let unpadded = text.trim_end_matches('=');
        assert_eq!(Blob::from_base64(unpadded), Ok(Blob::from(bytes)), "padding may be absent");
    }
}

#[test]
fn base64_of_all_bytes_and_lengths() {
    let all: Vec<u8> = (0..=255).chain((0..=255).rev()).collect();
    for length in 0..all.len() {
        let blob = Blob::from(all.get(length..).unwrap());
        let text = blob.to_base64();
        assert_eq!(text.len(), blob.as_ref().len().div_ceil(3) * 4);
        assert_eq!(Blob::from_base64(&text), Ok(blob));
    }
}

#[test]
fn text_that_is_no_base64() {
    for text in [
        "A", "A===", "=", "==", "====", "AA=", "AA===", "AAA==", "AAAA=", "A=AA", "AA=A",
        "AAAA====", "Zm9v\n", " Zm9v", "Zm-_", "Zm9é", "Zm9v!", "AAAAA",
    ] {
        assert_eq!(Blob::from_base64(text), Err(InvalidBase64), "{text:?}");
    }
    assert_eq!(InvalidBase64.to_string(), "invalid base64");
}

#[test]
fn blobs_convert_and_show_little() {
    assert_eq!(Blob::from("hé").as_ref(), "hé".as_bytes());
    assert_eq!(Blob::from(b"ab"), Blob::from(vec![b'a', b'b']));
    assert_eq!(Blob::new(*b"ab").into_inner(), b"ab");
    assert_eq!(format!("{:?}", Blob::from(b"a\0\"\xff")), r#"Blob(4 bytes, b"a\x00\"\xff")"#);
    let long = format!("{:?}", Blob::from(vec![b'x'; 1000]));
    assert_eq!(long, format!("Blob(1000 bytes, b\"{}\"…)", "x".repeat(32)));
}

/// Text and seconds from elsewhere (`date -u -d @N`).
const TIMES: [(i64, &str, &str); 12] = [
    (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
    (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
    (951_782_400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
    (1_398_796_238, "2014-04-29T18:30:38Z", "Tue, 29 Apr 2014 18:30:38 GMT"),
    (482_196_050, "1985-04-12T23:20:50Z", "Fri, 12 Apr 1985 23:20:50 GMT"),
    (2_147_483_648, "2038-01-19T03:14:08Z", "Tue, 19 Jan 2038 03:14:08 GMT"),
    (4_107_542_399, "2100-02-28T23:59:59Z", "Sun, 28 Feb 2100 23:59:59 GMT"),
    (4_107_542_400, "2100-03-01T00:00:00Z", "Mon, 01 Mar 2100 00:00:00 GMT"),
    (-2_208_988_800, "1900-01-01T00:00:00Z", "Mon, 01 Jan 1900 00:00:00 GMT"),
    (-11_644_473_600, "1601-01-01T00:00:00Z", "Mon, 01 Jan 1601 00:00:00 GMT"),
    (-62_167_219_200, "0000-01-01T00:00:00Z", "Sat, 01 Jan 0000 00:00:00 GMT"),
    (253_402_300_799, "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"),
];

#[test]
fn known_times_in_each_form() {
    for (seconds, date_time, http_date) in TIMES {
        let time = Timestamp::new(seconds, 0).unwrap();
        assert_eq!(time.to_text(TimestampFormat::DateTime), date_time);
        assert_eq!(time.to_text(TimestampFormat::HttpDate), http_date);
        assert_eq!(time.to_text(TimestampFormat::EpochSeconds), seconds.to_string());
        assert_eq!(time.to_string(), date_time);
        for text in [date_time, http_date, &seconds.to_string()] {
            assert_eq!(Timestamp::parse(text), Ok(time), "{text}");
        }
    }
}

/// Every day of the years 0 to 9999, in two halves that run side by side.
#[test]
fn every_day_of_the_first_half() {
    assert_eq!(days_until(10_000), 3_652_425);
    every_day(0..5_000);
}

#[test]
fn every_day_of_the_second_half() {
    every_day(5_000..10_000);
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_until(year: u32) -> i64 {
    (0..year).map(|year| 365 + i64::from(is_leap(year))).sum()
}

/// The days are counted here by the calendar's rule rather than computed.
fn every_day(years: std::ops::Range<u32>) {
    const WEEKDAYS: [&str; 7] = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"];
    const MONTHS: [(&str, u32); 12] = [
        ("Jan", 31),
        ("Feb", 28),
        ("Mar", 31),
        ("Apr", 30),
        ("May", 31),
        ("Jun", 30),
        ("Jul", 31),
        ("Aug", 31),
        ("Sep", 30),
        ("Oct", 31),
        ("Nov", 30),
        ("Dec", 31),
    ];
    let mut day_number = days_until(years.start);
    for year in years {
        let leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        for (month, (name, days)) in (1..).zip(MONTHS) {
            for day in 1..=days + u32::from(leap && month == 2) {
                let time =
                    Timestamp::new(-62_167_219_200 + day_number * 86_400 + 3_661, 0).unwrap();
                let date_time = format!("{year:04}-{month:02}-{day:02}T01:01:01Z");
                assert_eq!(time.to_text(TimestampFormat::DateTime), date_time);
                assert_eq!(Timestamp::parse(&date_time), Ok(time));
                // The other form is the same date spelled otherwise: a day in ten will do.
                if day_number % 10 == 0 {
                    let weekday = WEEKDAYS.get(usize::try_from(day_number % 7).unwrap()).unwrap();
                    let http_date = format!("{weekday}, {day:02} {name} {year:04} 01:01:01 GMT");
                    assert_eq!(time.to_text(TimestampFormat::HttpDate), http_date);
                    assert_eq!(Timestamp::parse(&http_date), Ok(time));
                }
                day_number += 1;
            }
            let none = days + u32::from(leap && month == 2) + 1;
            let text = format!("{year:04}-{month:02}-{none:02}T00:00:00Z");
            assert_eq!(Timestamp::parse(&text), Err(InvalidTimestamp), "{text}");
        }
    }
}

#[test]
fn fractions_and_offsets() {
    let cases = [
        ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000, "1985-04-12T23:20:50.520Z"),
        ("1985-04-12T23:20:50.000000001Z", 482_196_050, 1, "1985-04-12T23:20:50Z"),
        ("1985-04-12T23:20:50.0Z", 482_196_050, 0, "1985-04-12T23:20:50Z"),
        ("1985-04-12T23:20:50.1234567899Z", 482_196_050, 123_456_789, "1985-04-12T23:20:50.123Z"),
        ("1996-12-19T16:39:57-08:00", 851_042_397, 0, "1996-12-20T00:39:57Z"),
        ("1990-12-31T15:59:60-08:00", 662_687_999, 0, "1990-12-31T23:59:59Z"),
        ("1970-01-01 00:00:00.5+00:30", -1_800, 500_000_000, "1969-12-31T23:30:00.500Z"),
        ("Sun, 6 Nov 1994 08:49:37 GMT", 784_111_777, 0, "1994-11-06T08:49:37Z"),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777, 0, "1994-11-06T08:49:37Z"),
        ("-0.25", -1, 750_000_000, "1969-12-31T23:59:59.750Z"),
        ("1515531081.1234", 1_515_531_081, 123_400_000, "2018-01-09T20:51:21.123Z"),
        ("0.9999999", 1, 0, "1970-01-01T00:00:01Z"),
    ];
    for (text, seconds, nanos, date_time) in cases {
        let time = Timestamp::parse(text).unwrap();
        assert_eq!((time.seconds(), time.subsec_nanos()), (seconds, nanos), "{text}");
        assert_eq!(time.to_string(), date_time, "{text}");
    }
}

#[test]
fn what_is_no_time() {
    for text in [
        "",
        " ",
        "now",
        "nan",
        "inf",
        "1e300",
        "1985-04-12",
        "1985-04-12T23:20Z",
        "1985-04-12T23:20:50",
        "1985-04-12T23:20:50.Z",
        "1985-04-12T23:20:50+0100",
        "1985-04-12T23:20:50+01:60",
        "1985-04-12T23:20:50+24:00",
        "1985-04-12T24:00:00Z",
        "1985-04-12T23:60:00Z",
        "1985-04-12T23:20:61Z",
        "1985-4-12T23:20:50Z",
        "85-04-12T23:20:50Z",
        "1985-13-12T23:20:50Z",
        "1985-00-12T23:20:50Z",
        "1985-04-00T23:20:50Z",
        "+985-04-12T23:20:50Z",
        "١٩٨٥-04-12T23:20:50Z",
        "1985-04-12T23:20:50éZ",
        "9999-12-31T23:59:59-00:01",
        "0000-01-01T00:00:00+00:01",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 006 Nov 1994 08:49:37 GMT",
        "Sun,  Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Xyz, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
    ] {
        assert_eq!(Timestamp::parse(text), Err(InvalidTimestamp), "{text}");
    }
    assert_eq!(InvalidTimestamp.to_string(), "invalid timestamp");
}

#[test]
fn times_have_bounds() {
    for (seconds, nanos) in [
        (-62_167_219_201, 0),
        (253_402_300_800, 0),
        (0, 1_000_000_000),
        (i64::MIN, 0),
        (i64::MAX, 0),
    ] {
        assert_eq!(Timestamp::new(seconds, nanos), Err(InvalidTimestamp));
    }
    assert!(Timestamp::new(253_402_300_799, 999_999_999).is_ok());
}

#[test]
fn system_times_convert() {
    let at = |time: SystemTime| Timestamp::try_from(time).map(|t| (t.seconds(), t.subsec_nanos()));
    assert_eq!(at(UNIX_EPOCH), Ok((0, 0)));
    assert_eq!(at(UNIX_EPOCH + Duration::new(5, 7)), Ok((5, 7)));
    assert_eq!(at(UNIX_EPOCH - Duration::from_secs(5)), Ok((-5, 0)));
    assert_eq!(at(UNIX_EPOCH - Duration::from_nanos(1)), Ok((-1, 999_999_999)));
    assert_eq!(at(UNIX_EPOCH + Duration::from_secs(1 << 40)), Err(InvalidTimestamp));
}

#[test]
fn times_are_in_order() {
    let mut times: Vec<Timestamp> = ["0.5", "-1", "1e9", "0", "-0.5"]
        .iter()
        .map(|text| Timestamp::parse(text).unwrap())
        .collect();
    times.sort_unstable();
    let shown: Vec<String> =
        times.iter().map(|time| time.to_text(TimestampFormat::EpochSeconds)).collect();
    assert_eq!(shown, ["-1", "-0.5", "0", "0.5", "1000000000"]);
    assert_eq!(Timestamp::default().seconds(), 0);
}

/// Milliseconds are written, truncated; of the last second of the year 9999 doubles still tell them apart. What is
/// read again is written alike.
#[test]
fn what_is_written_is_read_to_the_millisecond_and_written_alike() {
    let formats =
        [TimestampFormat::DateTime, TimestampFormat::HttpDate, TimestampFormat::EpochSeconds];
    for seconds in [0, 1_700_000_000, -62_167_219_200, 253_402_300_799] {
        for nanos in [0, 1_000, 1_000_000, 123_987_654, 500_000_000, 999_000_000, 999_999_999] {
            let time = Timestamp::new(seconds, nanos).unwrap();
            for format in formats {
                let text = time.to_text(format);
                let again = Timestamp::parse(&text).unwrap_or_else(|_| panic!("{text}"));
                assert_eq!(again.to_text(format), text);
                let millis =
                    if format == TimestampFormat::HttpDate { 0 } else { nanos / 1_000_000 };
                assert_eq!(again.seconds(), seconds, "{text}");
                // Microseconds are what is read of a double.
                let read = (again.subsec_nanos() + 500_000) / 1_000_000;
                assert_eq!(read, millis, "{text}");
            }
        }
    }
}

/// A structure that counts how often somebody looks into it.
struct Watched<const FLAGS: u32>(Rc<Cell<u32>>);

impl<const FLAGS: u32> Value for Watched<FLAGS> {
    fn shape(&self) -> &'static Shape {
        &const { Shape { name: "Watched", flags: FLAGS, fields: &[] } }
    }
    fn fields(&self, to: FieldVisitor<'_>) {
        self.0.set(self.0.get() + 1);
        to.visit(self.shape(), &[]);
    }
    fn placeholder() -> Self {
        Self(Rc::default())
    }
}

#[test]
fn types_without_constraints_are_not_looked_into() {
    fn looks<const FLAGS: u32>() -> u32 {
        let looks = Rc::default();
        let values: Vec<_> = (0..10_000).map(|_| Watched::<FLAGS>(Rc::clone(&looks))).collect();
        assert!(values.validate().is_ok());
        looks.get()
    }
    assert_eq!((looks::<0>(), looks::<CONSTRAINED>()), (0, 10_000));
}

/// A structure without its required member, which counts how often somebody looks into it.
struct Incomplete(Rc<Cell<u32>>);

impl Value for Incomplete {
    fn shape(&self) -> &'static Shape {
        &Shape {
            name: "Incomplete",
            flags: CONSTRAINED,
            fields: &[Field("member", "member", REQUIRED, NONE)],
        }
    }
    fn fields(&self, to: FieldVisitor<'_>) {
        self.0.set(self.0.get() + 1);
        to.visit(self.shape(), &[View::Absent]);
    }
    fn placeholder() -> Self {
        Self(Rc::default())
    }
}

#[test]
fn the_search_ends_where_nothing_more_is_wanted() {
    let looks = Rc::default();
    let values: Vec<_> = (0..1_000).map(|_| Incomplete(Rc::clone(&looks))).collect();
    // The first look tells that there is a violation, the second which.
    assert_eq!(values.first_violation().unwrap().path(), "/0/member");
    assert_eq!(looks.take(), 2);
    assert!(!values.is_valid());
    assert_eq!(looks.take(), 1);
    // One more tells whether there are more.
    assert!(values.violations(10).is_truncated());
    assert_eq!(looks.take(), 11);
}

/// A structure with a text, of at most three characters, that its pattern never matches.
struct Named(String);

impl Value for Named {
    fn shape(&self) -> &'static Shape {
        const RULES: &[Rule] = &[Rule::MaxLength(3), Rule::Matches(&Pattern("[]", &[], &[]))];
        &Shape { name: "Named", flags: CONSTRAINED, fields: &[Field("name", "name", 0, RULES)] }
    }
    fn fields(&self, to: FieldVisitor<'_>) {
        to.visit(self.shape(), &[self.0.view()]);
    }
    fn placeholder() -> Self {
        Self(String::new())
    }
}

#[test]
fn texts_that_are_far_too_long_are_not_matched() {
    let found = |length: usize| Named("x".repeat(length)).violations(usize::MAX).len();
    assert_eq!([2, 4, 4_096, 4_097, 1 << 20].map(found), [1, 2, 2, 1, 1]);
}

/// An exception whose model spells the message otherwise.
#[derive(Clone, Debug)]
struct Full(Option<String>);

impl Value for Full {
    fn shape(&self) -> &'static Shape {
        const FIELD: Field = Field("errorMessage", "errorMessage", 0, NONE);
        &const { Shape { name: "Full", flags: ERROR, fields: &[FIELD] } }
    }
    fn fields(&self, to: FieldVisitor<'_>) {
        to.visit(self.shape(), &[self.0.view()]);
    }
    fn member(&mut self, _: usize) -> Slot<'_> {
        self.0.slot()
    }
    fn placeholder() -> Self {
        Self(None)
    }
}

#[test]
fn messages_are_read_into_the_member_of_either_name() {
    for body in [r#"{"message":"m"}"#, r#"{"Message":"m"}"#, r#"{"errorMessage":"m"}"#] {
        let from = &mut serde_json::Deserializer::from_str(body);
        let error: Full = support::read(from).unwrap();
        assert_eq!(error.0.as_deref(), Some("m"), "{body}");
    }
}

/// A structure with a member that must be there.
#[derive(Debug)]
struct Strict<const FLAGS: u32>(String);

impl<const FLAGS: u32> Value for Strict<FLAGS> {
    fn shape(&self) -> &'static Shape {
        const FIELD: Field = Field("name", "name", REQUIRED | NON_OPTIONAL, NONE);
        &const { Shape { name: "Strict", flags: NON_OPTIONAL | CONSTRAINED | FLAGS, fields: &[FIELD] } }
    }
    fn fields(&self, to: FieldVisitor<'_>) {
        to.visit(self.shape(), &[self.0.view()]);
    }
    fn member(&mut self, _: usize) -> Slot<'_> {
        self.0.slot()
    }
    fn placeholder() -> Self {
        Self(String::new())
    }
}

/// The keys of a map may be as sensitive as its values.
#[test]
fn violations_name_no_keys_of_maps_of_sensitive_values() {
    fn messages<const FLAGS: u32>() -> String {
        let from = serde_json::json!({"key": {}});
        let checked = check::<BTreeMap<String, Strict<FLAGS>>, _>(from).unwrap();
        checked.unwrap_err().to_string()
    }
    assert!(messages::<0>().contains("at '/key/name'"), "{}", messages::<0>());
    assert!(!messages::<SENSITIVE>().contains("key"), "{}", messages::<SENSITIVE>());
}

/// The last of repeated values counts: what an earlier one lacks isn't missing, what the last one lacks is.
#[test]
fn what_is_missing_is_missing_in_the_last_of_repeated_values() {
    let paths = |text: &str| -> Vec<String> {
        let from = &mut serde_json::Deserializer::from_str(text);
        let violations = check::<BTreeMap<String, Vec<Strict<0>>>, _>(from).unwrap().err();
        let all = violations.iter().flat_map(|all| all.iter());
        all.map(|violation| violation.path().to_owned()).collect()
    };
    let none: [&str; 0] = [];
    assert_eq!(paths(r#"{"k":[{}],"k":[{"name":"a"}]}"#), none);
    assert_eq!(paths(r#"{"k":[{"name":"a"}],"k":[{"name":"a"},{}]}"#), ["/k/1/name"]);
    assert_eq!(paths(r#"{"k":[{}],"kk":[{}],"k":[]}"#), ["/kk/0/name"]);
}
