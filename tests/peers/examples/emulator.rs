//! An emulator of three operations of AWS Lambda: `cargo run --example emulator -- 127.0.0.1:9001`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use aws_shapes::lambda::operations::{CreateFunction, GetFunction, ListFunctions, OPERATIONS};
use aws_shapes::lambda::*;
use aws_shapes::support::{Exception, Operation, With, http::Router};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use tokio::sync::Mutex;

type Result<O> = std::result::Result<<O as Operation>::Output, <O as Operation>::Error>;

#[derive(Default)]
struct Functions(Mutex<BTreeMap<String, FunctionConfiguration>>);

impl Functions {
    async fn create(&self, input: CreateFunctionRequest) -> Result<CreateFunction> {
        let mut functions = self.0.lock().await;
        if functions.contains_key(&input.function_name) {
            Err(ResourceConflictException::with_message("the function exists"))?;
        }
        let mut function = FunctionConfiguration::default();
        (function.runtime, function.role) = (input.runtime, Some(input.role));
        function.function_name = Some(input.function_name.clone());
        functions.insert(input.function_name, function.clone());
        Ok(function)
    }

    async fn get(&self, input: GetFunctionRequest) -> Result<GetFunction> {
        let found = self.0.lock().await.get(&input.function_name).cloned();
        let found = found.ok_or_else(|| ResourceNotFoundException::with_message("not found"))?;
        Ok(GetFunctionResponse::default().with(|output| output.configuration = Some(found)))
    }

    async fn list(&self) -> Result<ListFunctions> {
        let all = self.0.lock().await.values().cloned().collect();
        Ok(ListFunctionsResponse::default().with(|output| output.functions = Some(all)))
    }
}

async fn answer(State(functions): State<Arc<Functions>>, request: Request) -> Response {
    static ROUTER: LazyLock<Router> = LazyLock::new(|| Router::new(OPERATIONS));
    let (head, body) = request.into_parts();
    let request = Request::from_parts(head, to_bytes(body, 6 << 20).await.unwrap_or_default());
    let dispatch = ROUTER.dispatch(&request);
    let dispatch = dispatch.on_async::<CreateFunction>(|input| functions.create(input)).await;
    let dispatch = dispatch.on_async::<GetFunction>(|input| functions.get(input)).await;
    let dispatch = dispatch.on_async::<ListFunctions>(|_| functions.list()).await;
    dispatch.respond().map(Body::from)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:9001".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    axum::serve(listener, axum::Router::new().fallback(answer).with_state(Arc::default())).await
}
