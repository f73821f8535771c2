//! Functions of the emulated Lambda.
//!
//! A function's handler decides what an invocation does: `echo` returns the payload, `fail` ends with an error.

use std::collections::BTreeMap;
use std::ops::Bound;

use http::Response;

use super::answer_operation;
use crate::api::lambda::errors::Error;
use crate::api::lambda::operations as ops;
use crate::api::lambda::{
    CreateFunctionRequest, DeleteFunctionRequest, DeleteFunctionResponse, EnvironmentResponse,
    FunctionCodeLocation, FunctionConfiguration, GetFunctionConfigurationRequest,
    GetFunctionRequest, GetFunctionResponse, InvocationRequest, InvocationResponse, InvocationType,
    InvokeResponseStreamUpdate, InvokeWithResponseStreamCompleteEvent,
    InvokeWithResponseStreamResponse, InvokeWithResponseStreamResponseEvent as Event,
    LastUpdateStatus, ListFunctionsRequest, ListFunctionsResponse, ListTagsRequest,
    ListTagsResponse, LogType, PackageType, ResourceConflictException, ResourceNotFoundException,
    State, TagResourceRequest, UntagResourceRequest, UpdateFunctionConfigurationRequest,
};
use crate::api::support::http::{Call, Reading};
use crate::api::support::{Blob, Empty, UnknownError};

/// The number of functions in a page unless the request has one.
const PAGE: usize = 50;

/// The number of bytes of a payload in an event.
const PIECE: usize = 7;

/// The functions by their names.
#[derive(Default)]
pub struct Functions(BTreeMap<String, Function>);

struct Function {
    configuration: FunctionConfiguration,
    tags: BTreeMap<String, String>,
}

impl Functions {
    /// Answers a call of Lambda; `None` if it is for another service.
    pub fn answer(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        answer_operation::<ops::CreateFunction, _>(call, |input| self.create(input))
            .or_else(|| answer_operation::<ops::GetFunction, _>(call, |input| self.get(&input)))
            .or_else(|| {
                answer_operation::<ops::GetFunctionConfiguration, _>(call, |input| {
                    self.get_configuration(&input)
                })
            })
            .or_else(|| {
                answer_operation::<ops::UpdateFunctionConfiguration, _>(call, |input| {
                    self.update(input)
                })
            })
            .or_else(|| answer_operation::<ops::ListFunctions, _>(call, |input| self.list(&input)))
            .or_else(|| answer_operation::<ops::Invoke, _>(call, |input| self.invoke(input)))
            .or_else(|| answer_operation::<ops::DeleteFunction, _>(call, |i| self.delete(&i)))
            .or_else(|| answer_operation::<ops::TagResource, _>(call, |input| self.tag(input)))
            .or_else(|| answer_operation::<ops::UntagResource, _>(call, |i| self.untag(&i)))
            .or_else(|| answer_operation::<ops::ListTags, _>(call, |i| self.list_tags(&i)))
            .or_else(|| self.invoke_with_stream(call))
    }

    fn create(&mut self, input: CreateFunctionRequest) -> Result<FunctionConfiguration, Error> {
        let name = function_name(&input.function_name).to_owned();
        if self.0.contains_key(&name) {
            let mut error = ResourceConflictException::default();
            error.message = Some(format!("Function already exist: {name}"));
            error.r#type = Some("User".to_owned());
            return Err(Error::ResourceConflictException(error));
        }
        let mut configuration = FunctionConfiguration::default();
        configuration.function_arn = Some(function_arn(&name));
        configuration.function_name = Some(name.clone());
        configuration.runtime = input.runtime;
        configuration.role = Some(input.role);
        configuration.handler = input.handler;
        configuration.description = Some(input.description.unwrap_or_default());
        configuration.timeout = Some(input.timeout.unwrap_or(3));
        configuration.memory_size = Some(input.memory_size.unwrap_or(128));
        configuration.environment = input.environment.map(|it| environment(it.variables));
        configuration.package_type = Some(input.package_type.unwrap_or(PackageType::Zip));
        configuration.code_size = input.code.zip_file.map(|code| code.into_inner().len() as i64);
        configuration.last_modified = Some("2026-01-02T03:04:05.000+0000".to_owned());
        configuration.version = Some("$LATEST".to_owned());
        configuration.state = Some(State::Pending);
        let tags = input.tags.unwrap_or_default();
        self.0.insert(name, Function { configuration: configuration.clone(), tags });
        Ok(configuration)
    }

    fn get(&mut self, input: &GetFunctionRequest) -> Result<GetFunctionResponse, Error> {
        let function = self.find(&input.function_name)?;
        let mut code = FunctionCodeLocation::default();
        code.repository_type = Some("S3".to_owned());
        code.location = Some("https://code.example/function.zip".to_owned());
        let mut output = GetFunctionResponse::default();
        output.configuration = Some(function.observe());
        output.code = Some(code);
        output.tags = Some(function.tags.clone()).filter(|tags| !tags.is_empty());
        Ok(output)
    }

    fn get_configuration(
        &mut self,
        input: &GetFunctionConfigurationRequest,
    ) -> Result<FunctionConfiguration, Error> {
        self.find(&input.function_name).map(Function::observe)
    }

    fn update(
        &mut self,
        input: UpdateFunctionConfigurationRequest,
    ) -> Result<FunctionConfiguration, Error> {
        let updated = &mut self.find(&input.function_name)?.configuration;
        let set = |old: &mut Option<String>, new: Option<String>| {
            if new.is_some() {
                *old = new;
            }
        };
        set(&mut updated.description, input.description);
        set(&mut updated.handler, input.handler);
        set(&mut updated.role, input.role);
        updated.timeout = input.timeout.or(updated.timeout);
        updated.memory_size = input.memory_size.or(updated.memory_size);
        if let Some(new) = input.environment {
            updated.environment = Some(environment(new.variables));
        }
        updated.last_update_status = Some(LastUpdateStatus::InProgress);
        Ok(updated.clone())
    }

    fn list(&self, input: &ListFunctionsRequest) -> Result<ListFunctionsResponse, Error> {
        let start = match &input.marker {
            Some(marker) => Bound::Excluded(marker.clone()),
            None => Bound::Unbounded,
        };
        let size = input.max_items.and_then(|items| usize::try_from(items).ok()).unwrap_or(PAGE);
        let mut rest = self.0.range((start, Bound::Unbounded));
        let page: Vec<_> = rest.by_ref().take(size).collect();
        let mut output = ListFunctionsResponse::default();
        let last = page.last().map(|(name, _)| (*name).clone());
        output.next_marker = last.filter(|_| rest.next().is_some());
        output.functions = Some(page.iter().map(|(_, it)| it.configuration.clone()).collect());
        Ok(output)
    }

    fn invoke(&mut self, input: InvocationRequest) -> Result<InvocationResponse, Error> {
        let function = self.find(&input.function_name)?;
        let mut output = InvocationResponse::default();
        let status = match input.invocation_type {
            Some(InvocationType::Event) => 202,
            Some(InvocationType::DryRun) => 204,
            _ => 200,
        };
        output.status_code = Some(status);
        if status != 200 {
            return Ok(output);
        }
        output.executed_version = Some("$LATEST".to_owned());
        if input.log_type == Some(LogType::Tail) {
            output.log_result = Some(Blob::from("START\nEND\n").to_base64());
        }
        if function.configuration.handler.as_deref() == Some("fail") {
            output.function_error = Some("Unhandled".to_owned());
            output.payload = Some(Blob::from(r#"{"errorMessage":"the handler failed"}"#));
        } else {
            output.payload = input.payload;
        }
        Ok(output)
    }

    /// Answers an invocation with a stream of events: the payload in pieces, and the end.
    fn invoke_with_stream(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        if !call.is::<ops::InvokeWithResponseStream>() {
            return None;
        }
        let input = match call.input::<ops::InvokeWithResponseStream>(Reading::Validated) {
            Ok(input) => input,
            Err(rejection) => return Some(rejection.response()),
        };
        let fails = match self.find(&input.function_name) {
            Ok(function) => function.configuration.handler.as_deref() == Some("fail"),
            Err(error) => return Some(call.error(&error)),
        };
        let mut output = InvokeWithResponseStreamResponse::default();
        output.status_code = Some(200);
        output.executed_version = Some("$LATEST".to_owned());
        let mut response = call.output::<ops::InvokeWithResponseStream>(&output);
        let mut writer = call.output_events::<ops::InvokeWithResponseStream>();
        let payload = input.payload.unwrap_or_default().into_inner();
        for piece in payload.chunks(PIECE) {
            let mut update = InvokeResponseStreamUpdate::default();
            update.payload = Some(Blob::new(piece));
            response.body_mut().extend(writer.write(&Event::PayloadChunk(update)).unwrap());
        }
        let mut end = InvokeWithResponseStreamCompleteEvent::default();
        if fails {
            end.error_code = Some("Unhandled".to_owned());
            end.error_details = Some("the handler failed".to_owned());
        }
        response.body_mut().extend(writer.write(&Event::InvokeComplete(end)).unwrap());
        Some(response)
    }

    fn delete(&mut self, input: &DeleteFunctionRequest) -> Result<DeleteFunctionResponse, Error> {
        self.find(&input.function_name)?;
        self.0.remove(function_name(&input.function_name));
        let mut output = DeleteFunctionResponse::default();
        output.status_code = Some(204);
        Ok(output)
    }

    fn tag(&mut self, input: TagResourceRequest) -> Result<Empty, Error> {
        self.find(&input.resource)?.tags.extend(input.tags);
        Ok(Empty::default())
    }

    fn untag(&mut self, input: &UntagResourceRequest) -> Result<Empty, Error> {
        let function = self.find(&input.resource)?;
        function.tags.retain(|key, _| !input.tag_keys.contains(key));
        Ok(Empty::default())
    }

    fn list_tags(&mut self, input: &ListTagsRequest) -> Result<ListTagsResponse, Error> {
        let mut output = ListTagsResponse::default();
        output.tags = Some(self.find(&input.resource)?.tags.clone());
        Ok(output)
    }

    fn find(&mut self, name: &str) -> Result<&mut Function, Error> {
        let name = function_name(name);
        if name == "throttled" {
            // An error that the model doesn't have.
            let error = UnknownError::new("ThrottledByEmulator").with_message("slow down");
            return Err(Error::Unknown(error.with_status(429)));
        }
        self.0.get_mut(name).ok_or_else(|| {
            let mut error = ResourceNotFoundException::default();
            error.message = Some(format!("Function not found: {}", function_arn(name)));
            error.r#type = Some("User".to_owned());
            Error::ResourceNotFoundException(error)
        })
    }
}

impl Function {
    /// Returns the configuration. A pending function or update has its final state from then on, so that a waiter needs two
    /// requests.
    fn observe(&mut self) -> FunctionConfiguration {
        let observed = self.configuration.clone();
        self.configuration.state = Some(State::Active);
        self.configuration.last_update_status = Some(LastUpdateStatus::Successful);
        observed
    }
}

fn environment(variables: Option<BTreeMap<String, String>>) -> EnvironmentResponse {
    let mut environment = EnvironmentResponse::default();
    environment.variables = variables;
    environment
}

fn function_arn(name: &str) -> String {
    format!("arn:aws:lambda:us-east-1:123456789012:function:{name}")
}

/// Returns the name in an ARN, a partial ARN, or a name.
fn function_name(text: &str) -> &str {
    text.rsplit(':').next().unwrap_or(text)
}
