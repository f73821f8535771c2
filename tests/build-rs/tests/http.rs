//! HTTP messages of the included module.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{Request, Response, StatusCode};
use shapesmith_build_rs::tides::errors::GetForecastError;
use shapesmith_build_rs::tides::operations::{GetForecast, ListStations, OPERATIONS};
use shapesmith_build_rs::tides::support::http::{
    Reading, ResponseError, Router, request, response,
};
use shapesmith_build_rs::tides::support::{ErrorSet, Exception, Wording};
use shapesmith_build_rs::tides::{
    Forecast, GetForecastInput, ListStationsOutput, NoSuchStation, Station,
};

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

fn get_forecast(input: GetForecastInput) -> Result<Forecast, GetForecastError> {
    if input.station != "HARB" {
        Err(NoSuchStation::with_message(format!("no station {}", input.station)))?;
    }
    Ok(Forecast::default())
}

fn get(target: &str) -> Request<Vec<u8>> {
    Request::get(target).body(Vec::new()).unwrap()
}

fn body(response: &Response<Vec<u8>>) -> serde_json::Value {
    serde_json::from_slice(response.body()).unwrap()
}

#[test]
fn requests_are_dispatched_to_handlers() {
    let router = Router::new(OPERATIONS);
    let answer = |target: &str| {
        let request = get(target);
        let dispatch = router.dispatch(&request);
        let dispatch = dispatch.on::<GetForecast>(get_forecast);
        dispatch.on::<ListStations>(|_| Ok(ListStationsOutput::default())).respond()
    };
    assert_eq!(answer("/stations/HARB/forecast").status(), StatusCode::OK);
    assert_eq!(answer("/stations").body(), b"{}");
    let missing = answer("/stations/PIER/forecast");
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    assert_eq!(missing.headers()["x-amzn-errortype"], "NoSuchStation");
    assert_eq!(body(&missing)["message"], "no station PIER");
    let invalid = answer("/stations/HARB/forecast?days=99");
    assert_eq!(invalid.status(), StatusCode::BAD_REQUEST);
    assert_eq!(body(&invalid)["fieldList"][0]["path"], "/days");
    assert_eq!(answer("/stations/HARB/forecast?days=x").status(), StatusCode::BAD_REQUEST);
    assert_eq!(answer("/moon").status(), StatusCode::NOT_FOUND);
}

#[test]
fn an_operation_without_a_handler_is_refused_and_handlers_run_once() {
    let router = Router::new(OPERATIONS);
    let request = get("/stations");
    let mut runs = 0;
    let dispatch = router.dispatch(&request).on::<GetForecast>(get_forecast);
    assert_eq!(dispatch.call().unwrap().operation().name(), "ListStations");
    assert_eq!(dispatch.respond().status(), StatusCode::NOT_IMPLEMENTED);
    let request = get("/stations/HARB/forecast?days=99");
    let dispatch = router.dispatch(&request).with_reading(Reading::Lenient);
    let first = dispatch.on::<GetForecast>(|input| {
        runs += 1;
        assert_eq!(input.days, Some(99));
        get_forecast(input)
    });
    assert!(first.call().is_none());
    let second = first.on::<GetForecast>(|_| Err(GetForecastError::from_code("Busy")));
    assert_eq!(second.respond().status(), StatusCode::OK);
    assert_eq!(runs, 1);
}

#[test]
fn violations_are_told_in_the_words_of_the_choice() {
    let router = Router::new(OPERATIONS);
    let request = get("/stations/HARB/forecast?days=99");
    let router = router.with_wording(Wording::Aws);
    let dispatch = router.dispatch(&request);
    let response = dispatch.on::<GetForecast>(get_forecast).respond();
    let body = body(&response);
    let message = body["message"].as_str().unwrap();
    assert!(message.contains("Value '99' at 'days' failed"), "{message}");
    assert_eq!(body.as_object().unwrap().len(), 1);
}

#[test]
fn handlers_can_be_asynchronous() {
    let router = Router::new(OPERATIONS);
    let request = get("/stations/HARB/forecast");
    let answer = async {
        let dispatch = router.dispatch(&request);
        let dispatch = dispatch.on_async::<ListStations>(async |_| unreachable!()).await;
        let dispatch = dispatch.on_async::<GetForecast>(async |input| {
            std::future::ready(()).await;
            get_forecast(input)
        });
        dispatch.await.respond()
    };
    /// Servers need futures that can be sent to other threads.
    fn check_send<F: Future + Send>(future: F) -> F {
        future
    }
    let mut answer = pin!(check_send(answer));
    match answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => assert_eq!(response.status(), StatusCode::OK),
        Poll::Pending => panic!("nothing waits"),
    }
}
