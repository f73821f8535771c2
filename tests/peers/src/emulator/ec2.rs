//! Instances of the emulated EC2.

use std::collections::BTreeMap;

use http::Response;

use super::answer_operation;
use crate::api::ec2::errors::Error;
use crate::api::ec2::operations as ops;
use crate::api::ec2::{
    CreateTagsRequest, DescribeInstancesRequest, DescribeInstancesResult, Instance, InstanceState,
    InstanceStateChange, InstanceStateName, Reservation, RunInstancesRequest, Tag,
    TerminateInstancesRequest, TerminateInstancesResult,
};
use crate::api::support::http::Call;
use crate::api::support::{Empty, Timestamp, UnknownError};

/// The instances by their ids.
#[derive(Default)]
pub struct Instances(BTreeMap<String, Instance>);

impl Instances {
    /// Answers a call of EC2; `None` if it is for another service.
    pub fn answer(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        answer_operation::<ops::RunInstances, _>(call, |input| self.run(input))
            .or_else(|| answer_operation::<ops::DescribeInstances, _>(call, |i| self.describe(&i)))
            .or_else(|| answer_operation::<ops::CreateTags, _>(call, |input| self.tag(input)))
            .or_else(|| answer_operation::<ops::TerminateInstances, _>(call, |i| self.end(&i)))
    }

    fn run(&mut self, input: RunInstancesRequest) -> Result<Reservation, Error> {
        let specified = input.tag_specifications.unwrap_or_default();
        let tags: Vec<Tag> = specified.into_iter().filter_map(|it| it.tags).flatten().collect();
        let mut created = Vec::new();
        for _ in 0..input.max_count {
            let id = format!("i-{:017x}", self.0.len() + 1);
            let mut instance = Instance::default();
            instance.instance_id = Some(id.clone());
            instance.image_id.clone_from(&input.image_id);
            instance.instance_type.clone_from(&input.instance_type);
            instance.state = Some(to_state(InstanceStateName::Running));
            instance.launch_time = Timestamp::new(1_767_323_045, 0).ok();
            instance.tags = Some(tags.clone());
            created.push(instance.clone());
            self.0.insert(id, instance);
        }
        Ok(to_reservation(created))
    }

    fn find(&mut self, id: &str) -> Result<&mut Instance, Error> {
        self.0.get_mut(id).ok_or_else(|| {
            let error = UnknownError::new("InvalidInstanceID.NotFound").with_status(400);
            let message = format!("The instance ID '{id}' does not exist");
            Error::Unknown(error.with_message(message))
        })
    }

    fn describe(
        &mut self,
        input: &DescribeInstancesRequest,
    ) -> Result<DescribeInstancesResult, Error> {
        for id in input.instance_ids.iter().flatten() {
            self.find(id)?;
        }
        let start = input.next_token.clone().unwrap_or_default();
        let limit = input.max_results.map_or(usize::MAX, |it| usize::try_from(it).unwrap());
        let is_wanted = |instance: &&Instance| {
            let ids = input.instance_ids.as_ref().filter(|ids| !ids.is_empty());
            ids.is_none_or(|ids| instance.instance_id.as_ref().is_some_and(|id| ids.contains(id)))
                && input.filters.iter().flatten().all(|filter| {
                    let values = filter.values.as_deref().unwrap_or_default();
                    filter.name.as_deref().is_none_or(|name| has_value(instance, name, values))
                })
        };
        let mut found = self.0.range(start..).map(|(_, it)| it).filter(is_wanted);
        let page: Vec<Instance> = found.by_ref().take(limit).cloned().collect();
        let mut output = DescribeInstancesResult::default();
        output.next_token = found.next().and_then(|instance| instance.instance_id.clone());
        output.reservations = Some(vec![to_reservation(page)]);
        Ok(output)
    }

    fn tag(&mut self, input: CreateTagsRequest) -> Result<Empty, Error> {
        for id in &input.resources {
            let tags = self.find(id)?.tags.get_or_insert_default();
            tags.extend(input.tags.iter().cloned());
        }
        Ok(Empty::default())
    }

    fn end(
        &mut self,
        input: &TerminateInstancesRequest,
    ) -> Result<TerminateInstancesResult, Error> {
        let mut changes = Vec::new();
        for id in &input.instance_ids {
            let instance = self.find(id)?;
            let mut change = InstanceStateChange::default();
            change.instance_id = Some(id.clone());
            change.previous_state = instance.state.take();
            instance.state = Some(to_state(InstanceStateName::Terminated));
            change.current_state.clone_from(&instance.state);
            changes.push(change);
        }
        let mut output = TerminateInstancesResult::default();
        output.terminating_instances = Some(changes);
        Ok(output)
    }
}

fn to_state(name: InstanceStateName) -> InstanceState {
    let mut state = InstanceState::default();
    state.code = Some(if name == InstanceStateName::Running { 16 } else { 48 });
    state.name = Some(name);
    state
}

fn to_reservation(instances: Vec<Instance>) -> Reservation {
    let mut reservation = Reservation::default();
    reservation.reservation_id = Some("r-1".to_owned());
    reservation.instances = Some(instances);
    reservation
}

/// Returns whether an instance has one of the values of a filter.
fn has_value(instance: &Instance, name: &str, values: &[String]) -> bool {
    let state = instance.state.as_ref().and_then(|state| state.name.as_ref());
    let tag = |key: &str| {
        let tags = instance.tags.iter().flatten();
        tags.clone().find(|tag| tag.key.as_deref() == Some(key)).and_then(|tag| tag.value.clone())
    };
    let value = match name.strip_prefix("tag:") {
        Some(key) => tag(key),
        None => state.filter(|_| name == "instance-state-name").map(|it| it.as_str().to_owned()),
    };
    value.is_some_and(|value| values.contains(&value))
}
