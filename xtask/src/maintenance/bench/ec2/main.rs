//! A program that uses two operations of EC2: it builds, validates and writes requests, and reads a response.

use ec2::service::operations::RunInstances;
use ec2::service::{
    DescribeInstancesRequest, DescribeInstancesResult, Filter, InstanceStateName, InstanceType,
    RunInstancesMonitoringEnabled, RunInstancesRequest,
};
use ec2::support::{Operation, Validate, With};

type TestResult = Result<(), Box<dyn std::error::Error>>;

fn main() -> TestResult {
    run_instances()?;
    describe_instances()
}

fn run_instances() -> TestResult {
    let mut request = RunInstancesRequest::new(2, 1);
    request.image_id = Some("ami-0abcdef1234567890".into());
    request.instance_type = Some(InstanceType::T3Micro);
    request.monitoring = Some(RunInstancesMonitoringEnabled::default());
    let violations = request.validate().expect_err("whether to monitor is required").to_string();
    assert!(violations.contains("'/Monitoring/Enabled'"), "{violations}");

    request.monitoring = Some(RunInstancesMonitoringEnabled::new(true));
    request.validate()?;
    assert_eq!(RunInstances::NAME, "RunInstances");
    let expected = r#"{"ImageId":"ami-0abcdef1234567890","InstanceType":"t3.micro","MaxCount":2,"MinCount":1,"Monitoring":{"Enabled":true}}"#;
    assert_eq!(serde_json::to_string(&request)?, expected);
    Ok(())
}

fn describe_instances() -> TestResult {
    let request = DescribeInstancesRequest::default().with(|request| {
        request.filters = Some(vec![Filter::default().with(|filter| {
            filter.name = Some("instance-state-name".into());
            filter.values = Some(vec![InstanceStateName::Running.as_str().into()]);
        })]);
    });
    request.validate()?;
    println!("{}", serde_json::to_string(&request)?);

    let response = r#"{"Reservations":[{"Instances":[{"InstanceId":"i-1","State":{"Code":16,"Name":"running"}}]}]}"#;
    let response: DescribeInstancesResult = serde_json::from_str(response)?;
    let instances = response.reservations.into_iter().flatten().flat_map(|it| it.instances).flatten();
    let states = instances.filter_map(|instance| instance.state?.name);
    assert_eq!(states.collect::<Vec<_>>(), [InstanceStateName::Running]);
    Ok(())
}
