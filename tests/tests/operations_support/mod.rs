//! Lambda's operations by their types, and what its model file says of them.
#![allow(dead_code)]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// The shapes of Lambda's model, as the file has them: nothing of the generator is asked.
pub static SHAPES: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../model/services/lambda.json");
    let mut model: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    match model["shapes"].take() {
        Value::Object(shapes) => shapes,
        other => panic!("{other}"),
    }
});

/// The name of a shape without its namespace.
pub fn name(target: &Value) -> &str {
    target.as_str().unwrap().rsplit('#').next().unwrap()
}

/// The operations of the model by their names.
pub fn operations() -> Map<String, Value> {
    let operations = SHAPES.iter().filter(|(_, shape)| shape["type"] == "operation");
    let mut named: Vec<_> =
        operations.map(|(id, shape)| (name(&json!(id)).to_owned(), shape.clone())).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named.into_iter().collect()
}

/// The names of the errors of an operation, in the order of the model.
pub fn errors(operation: &Value) -> Vec<String> {
    let errors = operation["errors"].as_array().into_iter().flatten();
    errors.map(|error| name(&error["target"]).to_owned()).collect()
}

/// Calls a macro with the types of all operations.
#[macro_export]
macro_rules! for_each_operation {
    ($to:ident) => {
        $to! {
            AddLayerVersionPermission, AddPermission, CreateAlias, CreateCodeSigningConfig,
            CreateEventSourceMapping, CreateFunction, CreateFunctionUrlConfig, DeleteAlias,
            DeleteCodeSigningConfig, DeleteEventSourceMapping, DeleteFunction,
            DeleteFunctionCodeSigningConfig, DeleteFunctionConcurrency,
            DeleteFunctionEventInvokeConfig, DeleteFunctionUrlConfig, DeleteLayerVersion,
            DeleteProvisionedConcurrencyConfig, GetAccountSettings, GetAlias,
            GetCodeSigningConfig, GetEventSourceMapping, GetFunction,
            GetFunctionCodeSigningConfig, GetFunctionConcurrency, GetFunctionConfiguration,
            GetFunctionEventInvokeConfig, GetFunctionUrlConfig, GetLayerVersion,
            GetLayerVersionByArn, GetLayerVersionPolicy, GetPolicy,
            GetProvisionedConcurrencyConfig, GetRuntimeManagementConfig, Invoke, InvokeAsync,
            InvokeWithResponseStream, ListAliases, ListCodeSigningConfigs,
            ListEventSourceMappings, ListFunctionEventInvokeConfigs, ListFunctionUrlConfigs,
            ListFunctions, ListFunctionsByCodeSigningConfig, ListLayerVersions, ListLayers,
            ListProvisionedConcurrencyConfigs, ListTags, ListVersionsByFunction,
            PublishLayerVersion, PublishVersion, PutFunctionCodeSigningConfig,
            PutFunctionConcurrency, PutFunctionEventInvokeConfig,
            PutProvisionedConcurrencyConfig, PutRuntimeManagementConfig,
            RemoveLayerVersionPermission, RemovePermission, TagResource, UntagResource,
            UpdateAlias, UpdateCodeSigningConfig, UpdateEventSourceMapping, UpdateFunctionCode,
            UpdateFunctionConfiguration, UpdateFunctionEventInvokeConfig,
            UpdateFunctionUrlConfig,
        }
    };
}
