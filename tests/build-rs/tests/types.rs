//! The included module works like any other module.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use shapesmith_build_rs::tides::errors::{GetForecastError, ReportReadingError};
use shapesmith_build_rs::tides::operations::{ListStations, OPERATIONS};
use shapesmith_build_rs::tides::support::{
    Blob, ErrorSet, Operation, Redacted, Timestamp, Validate,
};
use shapesmith_build_rs::tides::{
    Forecast, GetForecastInput, Level, ListStationsInput, Reading, StationKind, TideKind,
};

#[test]
fn requests_are_constructed_validated_and_written() {
    let taken_at = Timestamp::parse("2025-03-01T12:00:00Z").unwrap();
    let mut reading = Reading::new("HARB", taken_at, Level::Metres(2.5));
    reading.observer = Some("Ada".to_owned());
    reading.photo = Some(Blob::new([1, 2, 3]));
    reading.validate().unwrap();
    let json = serde_json::to_string(&reading).unwrap();
    assert_eq!(
        json,
        r#"{"station":"HARB","takenAt":1740830400,"level":{"metres":2.5},"observer":"Ada","photo":"AQID"}"#
    );
    assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
    assert!(!format!("{reading:?}").contains("Ada"), "sensitive");
    let redacted = serde_json::to_string(&Redacted(&reading)).unwrap();
    assert_eq!(redacted, json.replace(r#""observer":"Ada","#, ""));
}

#[test]
fn violations_are_reported() {
    let mut input = GetForecastInput::new("HA");
    input.days = Some(15);
    let violations = input.validate().unwrap_err();
    let paths: Vec<_> = violations.iter().map(|violation| violation.path()).collect();
    assert_eq!(paths, ["/station", "/days"]);
    let mut input = ListStationsInput::default();
    input.limit = Some(0);
    assert!(input.validate().is_err());
}

#[test]
fn responses_are_read() {
    let forecast = r#"{
        "station": {"code": "HARB", "kind": "light-house", "neighbours": {"PIERS": 1.5}, "colour": "red"},
        "tides": [{"at": "2025-03-01T03:10:00Z", "kind": 1, "height": 4.25}, {"kind": 7}]
    }"#;
    let forecast: Forecast = serde_json::from_str(forecast).unwrap();
    let station = forecast.station.unwrap();
    assert_eq!(station.kind, Some(StationKind::LightHouse));
    assert_eq!(station.neighbours.unwrap()["PIERS"], 1.5);
    let tides = forecast.tides.unwrap();
    assert_eq!(tides[0].kind, Some(TideKind::High));
    assert_eq!(tides[1].kind.as_ref().unwrap().as_i32(), 7);
}

#[test]
fn errors_are_read() {
    let body = r#"{"message": "none of ours", "station": "XYZ"}"#;
    let error =
        GetForecastError::read("NoSuchStation", &mut serde_json::Deserializer::from_str(body));
    match error.unwrap() {
        GetForecastError::NoSuchStation(error) => assert_eq!(error.station.unwrap(), "XYZ"),
        other => panic!("{other:?}"),
    }
    let codes: Vec<_> = ReportReadingError::all().iter().map(|error| error.code).collect();
    assert_eq!(codes, ["Busy", "NoSuchStation", "TooOld"]);
}

#[test]
fn operations_are_listed() {
    let names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name()).collect();
    assert_eq!(names, ["GetForecast", "ListStations", "ReportReading"]);
    assert!(OPERATIONS[0].readonly());
    assert_eq!(ListStations::PAGINATION.unwrap().items, Some("stations"));
}
