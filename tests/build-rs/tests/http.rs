//! HTTP messages of the included module.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use http::{Request, Response, StatusCode};
use shapesmith_build_rs::tides::errors::GetForecastError;
use shapesmith_build_rs::tides::operations::{GetForecast, OPERATIONS};
use shapesmith_build_rs::tides::support::ErrorSet;
use shapesmith_build_rs::tides::support::http::{
    Reading, ResponseError, Router, request, response,
};
use shapesmith_build_rs::tides::{Forecast, GetForecastInput, Station};

/// Answers a request as a server with one station does.
fn answer(router: &Router, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let call = match router.route(request) {
        Ok(call) if call.is::<GetForecast>() => call,
        Ok(call) => return call.not_implemented().response(),
        Err(rejection) => return rejection.response(),
    };
    match call.input::<GetForecast>(Reading::Validated) {
        Ok(input) if input.station == "HARB" => {
            let mut station = Station::default();
            station.code = Some(input.station);
            let mut forecast = Forecast::default();
            forecast.station = Some(station);
            call.output::<GetForecast>(&forecast)
        }
        Ok(_) => call.error(&GetForecastError::from_code("NoSuchStation")),
        Err(rejection) => rejection.response(),
    }
}

#[test]
fn requests_are_routed_and_answered() {
    let router = Router::new(OPERATIONS);
    let mut input = GetForecastInput::new("HARB");
    input.days = Some(3);
    let sent = request::<GetForecast>(&input).unwrap();
    assert_eq!(sent.uri(), "/stations/HARB/forecast?days=3");
    let forecast = response::<GetForecast>(&answer(&router, &sent)).unwrap();
    assert_eq!(forecast.station.unwrap().code.unwrap(), "HARB");

    let sent = request::<GetForecast>(&GetForecastInput::new("PIER")).unwrap();
    match response::<GetForecast>(&answer(&router, &sent)) {
        Err(ResponseError::Service(error)) => assert_eq!(error.status(), Some(404)),
        other => panic!("{other:?}"),
    }
    for (target, status) in [
        ("/stations/HA/forecast", StatusCode::BAD_REQUEST),
        ("/stations", StatusCode::NOT_IMPLEMENTED),
        ("/moon", StatusCode::NOT_FOUND),
    ] {
        let sent = Request::get(target).body(Vec::new()).unwrap();
        assert_eq!(answer(&router, &sent).status(), status, "{target}");
    }
}
