//! Calls of EC2, whose protocol is ec2Query.

use aws_sdk_ec2::types::{
    self as sdk_types, InstanceType as SdkInstanceType, ResourceType as SdkResourceType,
};
use aws_shapes::ec2::operations::{DescribeInstances, OPERATIONS, RunInstances};
use aws_shapes::ec2::{
    DescribeInstancesRequest, InstanceType, ResourceType, RunInstancesRequest, Tag,
    TagSpecification,
};
use http::Response;
use tokio::runtime::Runtime;

use crate::{define_client, measure_messages, measure_sdk};

/// The number of instances in a page, each in a reservation of its own.
const INSTANCES: usize = 200;
const INSTANCE: &str = include_str!("instance.xml");

define_client!(aws_sdk_ec2);

pub fn measure_calls(runtime: &Runtime) {
    measure_run_instances(runtime);
    measure_describe_instances(runtime);
}

fn measure_run_instances(runtime: &Runtime) {
    let mut input = RunInstancesRequest::new(1, 1);
    input.image_id = Some("ami-0123456789abcdef0".to_owned());
    input.instance_type = Some(InstanceType::T3Micro);
    input.security_group_ids = Some(vec!["sg-0123456789abcdef0".to_owned()]);
    input.subnet_id = Some("subnet-0123456789abcdef0".to_owned());
    input.client_token = Some("11111111-2222-4333-8444-555555555555".to_owned());
    let mut tag = Tag::default();
    (tag.key, tag.value) = (Some("Name".to_owned()), Some("web".to_owned()));
    let mut tags = TagSpecification::default();
    (tags.resource_type, tags.tags) = (Some(ResourceType::Instance), Some(vec![tag]));
    input.tag_specifications = Some(vec![tags]);
    let body = format!(
        "<RunInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">{INSTANCE}</RunInstancesResponse>"
    );
    let canned = Response::new(body.as_bytes());
    measure_messages::<RunInstances>("RunInstances", OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk("RunInstances", runtime, || async {
        let tag = sdk_types::Tag::builder().key("Name").value("web").build();
        let tags = sdk_types::TagSpecification::builder()
            .resource_type(SdkResourceType::Instance)
            .tags(tag);
        let output = sdk
            .run_instances()
            .min_count(1)
            .max_count(1)
            .image_id("ami-0123456789abcdef0")
            .instance_type(SdkInstanceType::T3Micro)
            .security_group_ids("sg-0123456789abcdef0")
            .subnet_id("subnet-0123456789abcdef0")
            .client_token("11111111-2222-4333-8444-555555555555")
            .tag_specifications(tags.build())
            .send()
            .await
            .expect("an output");
        assert_eq!(output.instances().len(), 1);
        output
    });
}

fn measure_describe_instances(runtime: &Runtime) {
    let name = "DescribeInstances, 200 instances";
    let mut input = DescribeInstancesRequest::default();
    input.max_results = Some(200);
    let reservations = format!("<item>{INSTANCE}</item>").repeat(INSTANCES);
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">\
         <requestId>r</requestId><reservationSet>{reservations}</reservationSet></DescribeInstancesResponse>"
    );
    let canned = Response::new(body.as_bytes());
    measure_messages::<DescribeInstances>(name, OPERATIONS, &input, &canned);
    let sdk = create_client(&canned);
    measure_sdk(name, runtime, || async {
        let output = sdk.describe_instances().max_results(200).send().await.expect("an output");
        assert_eq!(output.reservations().len(), INSTANCES);
        output
    });
}
