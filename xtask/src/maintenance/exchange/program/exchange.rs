//! The tasks, by operation.

use std::marker::PhantomData;

use serde_json::Value;
use shapes::support::Operation;
use shapes::support::http::{Protocol, Router};

use crate::services::{SERVICES, Service};
use crate::{Answer, client, events, server};

/// An operation, so that operations can be listed.
pub trait Exchange: Sync {
    fn name(&self) -> &'static str;
    fn run(&self, service: &Service, protocol: Protocol, name: &str, task: &Value) -> Answer;
}

pub struct Of<O>(PhantomData<fn() -> O>);

impl<O> Of<O> {
    pub const NEW: Self = Self(PhantomData);
}

impl<O: Operation> Exchange for Of<O> {
    fn name(&self) -> &'static str {
        O::NAME
    }

    fn run(&self, service: &Service, protocol: Protocol, name: &str, task: &Value) -> Answer {
        let router = || Router::new(service.operations);
        match name {
            "write_request" => client::write_request::<O>(task),
            "read_response" => client::read_response::<O>(task),
            "fail_response" => client::fail_response::<O>(task),
            "read_request" => server::read_request::<O>(&router(), protocol, task),
            "reject_request" => server::reject_request::<O>(&router(), task),
            "validate_input" => server::validate_input::<O>(task),
            "write_response" => server::write_response::<O>(service, protocol, task),
            _ => Err(format!("there is no task {name}")),
        }
    }
}

/// Runs a task of an operation. A task is an object with its name and its parts.
pub fn run_task(service: &str, operation: &str, protocol: &str, task: &Value) -> Answer {
    let service =
        SERVICES.iter().find(|it| it.name == service).ok_or("there is no such service")?;
    let exchange = service.exchanges.iter().find(|it| it.name() == operation);
    let exchange = exchange.ok_or_else(|| format!("there is no operation {operation}"))?;
    let protocol = Protocol::from_name(protocol);
    let protocol = protocol.ok_or("there is no such protocol")?;
    let (name, task) = task.as_object().and_then(|task| task.iter().next()).ok_or("no task")?;
    if name.ends_with("_event") {
        return events::run_task(service, operation, protocol, name, task);
    }
    exchange.run(service, protocol, name, task)
}
