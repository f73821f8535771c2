//! A call of CloudWatch, whose protocol is rpcv2Cbor.

use aws_sdk_cloudwatch::primitives::DateTime;
use aws_sdk_cloudwatch::types::{
    Dimension as SdkDimension, MetricDatum as SdkMetricDatum, StandardUnit as SdkUnit,
};
use aws_shapes::cloudwatch::operations::{OPERATIONS, PutMetricData};
use aws_shapes::cloudwatch::{Dimension, MetricDatum, PutMetricDataInput, StandardUnit};
use aws_shapes::support::Timestamp;
use http::Response;
use tokio::runtime::Runtime;

use crate::{define_client, measure_messages, measure_sdk};

/// The number of metrics in a request.
const METRICS: u32 = 20;
const SECONDS: i64 = 1_700_000_000;

define_client!(aws_sdk_cloudwatch);

pub fn measure_calls(runtime: &Runtime) {
    let name = "PutMetricData, 20 metrics";
    let mut input = PutMetricDataInput::new("shop/orders");
    input.metric_data = Some((0..METRICS).map(|_| create_metric()).collect());
    let canned = Response::builder().header("smithy-protocol", "rpc-v2-cbor");
    let canned = canned
        .header("content-type", "application/cbor")
        .body(&[0xbf, 0xff][..])
        .expect("a response");
    measure_messages::<PutMetricData>(name, OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk(name, runtime, || async {
        let metrics = (0..METRICS).map(|_| create_sdk_metric()).collect();
        sdk.put_metric_data()
            .namespace("shop/orders")
            .set_metric_data(Some(metrics))
            .send()
            .await
            .expect("an output")
    });
}

fn create_metric() -> MetricDatum {
    let mut metric = MetricDatum::new("Latency");
    metric.dimensions =
        Some(vec![Dimension::new("Service", "checkout"), Dimension::new("Zone", "us-west-2a")]);
    metric.timestamp = Some(Timestamp::new(SECONDS, 0).expect("a timestamp"));
    metric.value = Some(12.5);
    metric.unit = Some(StandardUnit::Milliseconds);
    metric
}

fn create_sdk_metric() -> SdkMetricDatum {
    SdkMetricDatum::builder()
        .metric_name("Latency")
        .dimensions(SdkDimension::builder().name("Service").value("checkout").build())
        .dimensions(SdkDimension::builder().name("Zone").value("us-west-2a").build())
        .timestamp(DateTime::from_secs(SECONDS))
        .value(12.5)
        .unit(SdkUnit::Milliseconds)
        .build()
}
