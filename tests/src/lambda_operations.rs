//! Lambda's operations: their types, and their shapes as the model file has them.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::models::lambda_bytes;

/// The shapes of Lambda's model as JSON, read without the generator.
pub static SHAPES: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    let mut model: Value = serde_json::from_slice(&lambda_bytes()).unwrap();
    match model["shapes"].take() {
        Value::Object(shapes) => shapes,
        other => panic!("{other}"),
    }
});

/// Returns the name of a target without its namespace.
pub fn shape_name(target: &Value) -> &str {
    target.as_str().unwrap().rsplit('#').next().unwrap()
}

/// Returns the operations of the model by name.
pub fn operations() -> Map<String, Value> {
    let operations = SHAPES.iter().filter(|(_, shape)| shape["type"] == "operation");
    let mut named: Vec<_> =
        operations.map(|(id, shape)| (shape_name(&json!(id)).to_owned(), shape.clone())).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named.into_iter().collect()
}

/// Returns the names of an operation's errors, in the order of the model.
pub fn errors(operation: &Value) -> Vec<String> {
    let errors = operation["errors"].as_array().into_iter().flatten();
    errors.map(|error| shape_name(&error["target"]).to_owned()).collect()
}

/// Calls a macro with the names of all operations' types.
#[macro_export]
macro_rules! for_each_operation {
    ($to:ident) => {
        $to! {
            AddLayerVersionPermission, AddPermission, CheckpointDurableExecution, CreateAlias,
            CreateCapacityProvider, CreateCodeSigningConfig, CreateEventSourceMapping,
            CreateFunction, CreateFunctionUrlConfig, DeleteAlias, DeleteCapacityProvider,
            DeleteCodeSigningConfig, DeleteDurableExecution, DeleteEventSourceMapping,
            DeleteFunction, DeleteFunctionCodeSigningConfig, DeleteFunctionConcurrency,
            DeleteFunctionEventInvokeConfig, DeleteFunctionUrlConfig, DeleteLayerVersion,
            DeleteProvisionedConcurrencyConfig, DeleteResourcePolicy, GetAccountSettings,
            GetAlias, GetCapacityProvider, GetCodeSigningConfig, GetDurableExecution,
            GetDurableExecutionHistory, GetDurableExecutionState, GetEventSourceMapping,
            GetFunction, GetFunctionCodeSigningConfig, GetFunctionConcurrency,
            GetFunctionConfiguration, GetFunctionEventInvokeConfig, GetFunctionRecursionConfig,
            GetFunctionScalingConfig, GetFunctionUrlConfig, GetLayerVersion,
            GetLayerVersionByArn, GetLayerVersionPolicy, GetPolicy,
            GetProvisionedConcurrencyConfig, GetResourcePolicy, GetRuntimeManagementConfig,
            Invoke, InvokeAsync, InvokeWithResponseStream, ListAliases, ListCapacityProviders,
            ListCodeSigningConfigs, ListDurableExecutionsByFunction, ListEventSourceMappings,
            ListFunctionEventInvokeConfigs, ListFunctionUrlConfigs,
            ListFunctionVersionsByCapacityProvider, ListFunctions,
            ListFunctionsByCodeSigningConfig, ListLayerVersions, ListLayers,
            ListProvisionedConcurrencyConfigs, ListTags, ListVersionsByFunction,
            PauseDurableExecution, PublishLayerVersion, PublishVersion,
            PutFunctionCodeSigningConfig, PutFunctionConcurrency, PutFunctionEventInvokeConfig,
            PutFunctionRecursionConfig, PutFunctionScalingConfig,
            PutProvisionedConcurrencyConfig, PutResourcePolicy, PutRuntimeManagementConfig,
            RemoveLayerVersionPermission, RemovePermission, ResumeDurableExecution,
            SendDurableExecutionCallbackFailure, SendDurableExecutionCallbackHeartbeat,
            SendDurableExecutionCallbackSuccess, StopDurableExecution, TagResource,
            UntagResource, UpdateAlias, UpdateCapacityProvider, UpdateCodeSigningConfig,
            UpdateEventSourceMapping, UpdateFunctionCode, UpdateFunctionConfiguration,
            UpdateFunctionEventInvokeConfig, UpdateFunctionUrlConfig,
        }
    };
}
