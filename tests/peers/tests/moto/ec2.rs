//! EC2, whose model is botocore's.

use shapesmith_peers::api::ec2::{self, operations as ops};
use shapesmith_peers::api::support::ErrorSet;
use shapesmith_peers::client::Client;

pub fn use_ec2(client: &Client) {
    let mut input = ec2::RunInstancesRequest::new(3, 3);
    input.image_id = Some("ami-12c6146b".to_owned());
    input.instance_type = Some("t3.micro".into());
    let mut tags = ec2::TagSpecification::default();
    tags.resource_type = Some("instance".into());
    let mut tag = ec2::Tag::default();
    (tag.key, tag.value) = (Some("Name".to_owned()), Some("<ü> & b".to_owned()));
    tags.tags = Some(vec![tag.clone()]);
    input.tag_specifications = Some(vec![tags]);
    let run = client.call::<ops::RunInstances>(&input).unwrap().instances.unwrap();
    let ids: Vec<String> = run.iter().map(|it| it.instance_id.clone().unwrap()).collect();
    assert_eq!(ids.len(), 3);
    let mut input = ec2::DescribeInstancesRequest::default();
    input.instance_ids = Some(ids.clone());
    let described = client.call::<ops::DescribeInstances>(&input).unwrap().reservations.unwrap();
    let described = described[0].instances.clone().unwrap();
    assert_eq!(described.len(), 3);
    assert_eq!(described[0].tags.as_deref(), Some(&[tag.clone()][..]));
    let mut more = ec2::Tag::default();
    (more.key, more.value) = (Some("team".to_owned()), Some("sea".to_owned()));
    client.call::<ops::CreateTags>(&ec2::CreateTagsRequest::new(ids.clone(), vec![more])).unwrap();
    let input = ec2::TerminateInstancesRequest::new(ids);
    let ended = client.call::<ops::TerminateInstances>(&input).unwrap();
    assert_eq!(ended.terminating_instances.unwrap().len(), 3);
    let mut input = ec2::DescribeInstancesRequest::default();
    input.instance_ids = Some(vec!["i-00000000000000000".to_owned()]);
    let error = client.call::<ops::DescribeInstances>(&input).unwrap_err();
    assert_eq!(error.code(), "InvalidInstanceID.NotFound", "{error:?}");
}
