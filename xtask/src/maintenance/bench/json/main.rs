//! Reads and writes the same documents with the generated crate and with serde's derive, alternately: with `serde_json`, and with
//! `sonic-rs`, a quicker format.

mod derived;

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Serialize, de::DeserializeOwned};

const FUNCTION: &str = r#"{"FunctionName":"my-function","FunctionArn":"arn:aws:lambda:us-west-2:123456789012:function:my-function","Runtime":"nodejs18.x","Role":"arn:aws:iam::123456789012:role/service-role/my-function-role","Handler":"index.handler","CodeSize":1234,"Description":"processes some things","Timeout":3,"MemorySize":128,"LastModified":"2023-11-16T19:49:20.006+0000","CodeSha256":"YFgDgEKG3ugvF1+pX64gV6tu9qNuIYNUdgJm8nCxsm4=","Version":"$LATEST","VpcConfig":{"SubnetIds":["subnet-1","subnet-2"],"SecurityGroupIds":["sg-1"],"VpcId":"vpc-1"},"Environment":{"Variables":{"LOG":"debug","TABLE":"things"}},"TracingConfig":{"Mode":"PassThrough"},"RevisionId":"1718e831-badf-4253-9518-d0644210af7b","Layers":[{"Arn":"arn:aws:lambda:us-east-2:123456789012:layer:x:1","CodeSize":169}],"State":"Active","LastUpdateStatus":"Successful","PackageType":"Zip","Architectures":["x86_64"],"EphemeralStorage":{"Size":512},"SnapStart":{"ApplyOn":"None","OptimizationStatus":"Off"},"LoggingConfig":{"LogFormat":"Text","LogGroup":"/aws/lambda/my-function"}}"#;
const CREATE: &str = r#"{"FunctionName":"my-function","Runtime":"nodejs18.x","Role":"arn:aws:iam::123456789012:role/service-role/my-function-role","Handler":"index.handler","Code":{"S3Bucket":"my-bucket-1xpuxmplzrlbh","S3Key":"function.zip"},"Description":"processes some things","Timeout":15,"MemorySize":256,"Publish":true,"VpcConfig":{"SubnetIds":["subnet-1","subnet-2"],"SecurityGroupIds":["sg-1"]},"PackageType":"Zip","Environment":{"Variables":{"LOG":"debug","TABLE":"things"}},"KMSKeyArn":"arn:aws:kms:us-west-2:123456789012:key/b0844d6c-0000-4463-97a4-d49f50839966","TracingConfig":{"Mode":"Active"},"Tags":{"DEPARTMENT":"Assets"},"Layers":["arn:aws:lambda:us-east-2:123456789012:layer:x:1"],"Architectures":["x86_64"],"EphemeralStorage":{"Size":512},"SnapStart":{"ApplyOn":"None"},"LoggingConfig":{"LogFormat":"JSON","ApplicationLogLevel":"INFO","SystemLogLevel":"WARN"}}"#;

const ROUNDS: u32 = 60;
const SLICE: Duration = Duration::from_millis(5);

fn main() {
    let list = format!("{{\"NextMarker\":\"x\",\"Functions\":[{}]}}", vec![FUNCTION; 50].join(","));
    compare::<aws_shapes::lambda::ListFunctionsResponse, derived::ListFunctionsResponse>("ListFunctionsResponse", &list);
    compare::<aws_shapes::lambda::CreateFunctionRequest, derived::CreateFunctionRequest>("CreateFunctionRequest", CREATE);
}

fn compare<Generated, Derived>(name: &str, json: &str)
where
    Generated: Serialize + DeserializeOwned,
    Derived: Serialize + DeserializeOwned,
{
    let generated: Generated = serde_json::from_str(json).expect("the generated type reads the document");
    let derived: Derived = serde_json::from_str(json).expect("the derived type reads the document");
    let written = serde_json::to_string(&generated).expect("the generated type writes it");
    assert_eq!(written, serde_json::to_string(&derived).expect("the derived type writes it"));
    let read = measure_alternately(
        || drop(black_box(serde_json::from_str::<Generated>(black_box(json)))),
        || drop(black_box(serde_json::from_str::<Derived>(black_box(json)))),
    );
    report(name, "read", json.len(), read);
    let write = measure_alternately(
        || drop(black_box(serde_json::to_string(black_box(&generated)))),
        || drop(black_box(serde_json::to_string(black_box(&derived)))),
    );
    report(name, "write", written.len(), write);
    compare_sonic::<Generated, Derived>(name, json, (&generated, &derived));
}

fn compare_sonic<Generated, Derived>(name: &str, json: &str, (generated, derived): (&Generated, &Derived))
where
    Generated: Serialize + DeserializeOwned,
    Derived: Serialize + DeserializeOwned,
{
    let written = sonic_rs::to_string(generated).expect("the generated type writes it");
    assert_eq!(written, sonic_rs::to_string(derived).expect("the derived type writes it"));
    let read = measure_alternately(
        || drop(black_box(sonic_rs::from_str::<Generated>(black_box(json)).expect("a value"))),
        || drop(black_box(sonic_rs::from_str::<Derived>(black_box(json)).expect("a value"))),
    );
    report(name, "read with sonic-rs", json.len(), read);
    let write = measure_alternately(
        || drop(black_box(sonic_rs::to_string(black_box(generated)))),
        || drop(black_box(sonic_rs::to_string(black_box(derived)))),
    );
    report(name, "write with sonic-rs", written.len(), write);
}

/// Returns the minimum time of a call of each. The calls alternate, so that other programs affect both.
fn measure_alternately(mut generated: impl FnMut(), mut derived: impl FnMut()) -> (f64, f64) {
    let mut minimum = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        minimum.0 = minimum.0.min(time_call(&mut generated));
        minimum.1 = minimum.1.min(time_call(&mut derived));
    }
    minimum
}

fn time_call(call: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut calls = 0;
    while start.elapsed() < SLICE {
        for _ in 0..8 {
            call();
        }
        calls += 8;
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}

fn report(name: &str, direction: &str, bytes: usize, (generated, derived): (f64, f64)) {
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!("{name}\t{direction}\t{:.1}\t{:.1}", speed(generated), speed(derived));
}
