//! Streams of events.

use std::marker::PhantomData;

use serde_json::{Map, Value, json};
use shapes::support::http::event_stream::{
    EventError, EventReader, EventWriter, Frame, FrameValue, input_events, output_events,
};
use shapes::support::http::{Call, Protocol};
use shapes::support::{Events, HasInputEvents, HasOutputEvents, Operation, Structure};

use crate::Answer;
use crate::messages::{bytes, values_to_json};
use crate::services::Service;
use crate::streams::STREAMS;
use crate::values::view_to_json;

/// The events of an operation in one direction, so that they can be listed.
pub trait Stream: Sync {
    fn operation(&self) -> &'static str;
    fn is_input(&self) -> bool;
    fn run(&self, service: &Service, protocol: Protocol, name: &str, task: &Value) -> Answer;
}

pub struct InputOf<O>(PhantomData<fn() -> O>);
pub struct OutputOf<O>(PhantomData<fn() -> O>);

impl<O> InputOf<O> {
    pub const NEW: Self = Self(PhantomData);
}

impl<O> OutputOf<O> {
    pub const NEW: Self = Self(PhantomData);
}

impl<O: HasInputEvents> Stream for InputOf<O> {
    fn operation(&self) -> &'static str {
        O::NAME
    }

    fn is_input(&self) -> bool {
        true
    }

    fn run(&self, service: &Service, protocol: Protocol, name: &str, task: &Value) -> Answer {
        match name {
            "write_event" => write(input_events::<O>().map_err(|it| it.to_string())?, task),
            _ => read(call::<O>(service, protocol)?.input_events::<O>(), name, task),
        }
    }
}

impl<O: HasOutputEvents> Stream for OutputOf<O> {
    fn operation(&self) -> &'static str {
        O::NAME
    }

    fn is_input(&self) -> bool {
        false
    }

    fn run(&self, service: &Service, protocol: Protocol, name: &str, task: &Value) -> Answer {
        match name {
            "write_event" => write(call::<O>(service, protocol)?.output_events::<O>(), task),
            _ => read(output_events::<O>().map_err(|it| it.to_string())?, name, task),
        }
    }
}

fn call<O: Operation>(service: &Service, protocol: Protocol) -> Result<Call<'static>, String> {
    let operation = service.operations.iter().find(|operation| operation.name() == O::NAME);
    let operation = *operation.ok_or("there is no such operation")?;
    Call::of(operation, protocol).ok_or_else(|| "there is no such protocol".to_owned())
}

/// Runs a task about the events of an operation in one direction.
pub fn run_task(
    service: &Service,
    operation: &str,
    protocol: Protocol,
    name: &str,
    task: &Value,
) -> Answer {
    let is_input = task["is_input"].as_bool().unwrap_or_default();
    let is_wanted = |stream: &&dyn Stream| {
        stream.operation() == operation && stream.is_input() == is_input
    };
    let mut streams = STREAMS.iter().filter(|(name, _)| *name == service.name);
    let stream = streams.find_map(|(_, stream)| Some(*stream).filter(is_wanted));
    stream.ok_or("there is no such stream")?.run(service, protocol, name, task)
}

fn event_from_params<E: Events>(params: &Value) -> Result<E, String> {
    serde_json::from_value(params.clone())
        .map_err(|error| format!("the parameters can't be read: {error}"))
}

/// Writes an event, and shows its frame beside the one that is expected.
fn write<E: Events>(mut writer: EventWriter<E>, task: &Value) -> Answer {
    let event = event_from_params(&task["params"])?;
    let written = writer.write(&event).map_err(|error| error.to_string())?;
    let show = |bytes: &[u8]| {
        let frame = Frame::parse(bytes).map_err(|error| error.to_string())?;
        // The order of headers means nothing.
        let headers: Map<String, Value> =
            frame.headers().iter().map(|(name, value)| (name.clone(), show_value(value))).collect();
        Ok::<Value, String>(
            json!({ "headers": headers, "payload": String::from_utf8_lossy(frame.payload()) }),
        )
    };
    values_to_json(&show(&bytes(&task["bytes"]))?, [("written", show(&written)?)])
}

fn show_value(value: &FrameValue) -> Value {
    match value {
        FrameValue::Bool(value) => json!(value),
        FrameValue::Byte(value) => json!({ "byte": value }),
        FrameValue::Short(value) => json!({ "short": value }),
        FrameValue::Int(value) => json!({ "int": value }),
        FrameValue::Long(value) => json!({ "long": value }),
        FrameValue::Bytes(value) => json!({ "bytes": value }),
        FrameValue::Text(value) => json!(value),
        FrameValue::Timestamp(value) => json!({ "milliseconds": value }),
        value => json!(format!("{value:?}")),
    }
}

/// Reads an event, and shows it beside the one that is expected, or names the failure.
fn read<M: Structure, E: Events>(
    mut reader: EventReader<M, E>,
    name: &str,
    task: &Value,
) -> Answer {
    reader.feed(&bytes(&task["bytes"]));
    let event = reader.next_event().ok_or("there is no whole frame")?;
    match (name, event) {
        ("read_event", Ok(event)) => {
            let expected = event_from_params::<E>(&task["params"])?;
            values_to_json(&view_to_json(expected.view()), [("event", view_to_json(event.view()))])
        }
        ("read_event", Err(error)) => Err(format!("no event is read: {error}")),
        ("fail_event", Ok(event)) => Err(format!("an event is read: {}", view_to_json(event.view()))),
        // The text of an exception is the name of its shape.
        ("fail_event", Err(error @ EventError::Exception(_))) => {
            Ok(json!({ "failure": error.to_string() }))
        }
        ("fail_event", Err(_)) => Ok(json!({ "failure": "" })),
        _ => Err(format!("there is no task {name}")),
    }
}
