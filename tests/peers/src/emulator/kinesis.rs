//! Shards of the emulated Kinesis, which have two records each.

use http::Response;

use crate::api::kinesis::errors::SubscribeToShardError;
use crate::api::kinesis::operations::SubscribeToShard;
use crate::api::kinesis::{
    InternalFailureException, Record, ResourceNotFoundException, SubscribeToShardEvent,
    SubscribeToShardEventStream as Event, SubscribeToShardOutput,
};
use crate::api::support::http::{Call, Reading};
use crate::api::support::{Blob, Exception, Timestamp};

/// Answers a subscription with a stream of events: the records of the shard. The stream of the shard `broken` ends with an
/// exception; the consumer `nobody` doesn't exist. `None` if the call is for another operation.
pub fn answer(call: &Call<'_>) -> Option<Response<Vec<u8>>> {
    if !call.is::<SubscribeToShard>() {
        return None;
    }
    let input = match call.input::<SubscribeToShard>(Reading::Validated) {
        Ok(input) => input,
        Err(rejection) => return Some(rejection.response()),
    };
    if input.consumer_arn.contains("nobody") {
        let error = ResourceNotFoundException::with_message("no such consumer");
        return Some(call.error(&SubscribeToShardError::from(error)));
    }
    let mut response = call.output::<SubscribeToShard>(&SubscribeToShardOutput::default());
    let mut writer = call.output_events::<SubscribeToShard>();
    for (number, data) in ["one", "two"].into_iter().enumerate() {
        let sequence = number.to_string();
        let mut record = Record::new(&sequence, Blob::from(data), "key");
        record.approximate_arrival_timestamp = Timestamp::new(1_767_323_045, 500_000_000).ok();
        let event = SubscribeToShardEvent::new(vec![record], &sequence, 0);
        let bytes = writer.write(&Event::SubscribeToShardEvent(event)).unwrap();
        response.body_mut().extend(bytes);
    }
    if input.shard_id == "broken" {
        let error = InternalFailureException::with_message("the shard is broken");
        let bytes = writer.write(&Event::InternalFailureException(error)).unwrap();
        response.body_mut().extend(bytes);
    }
    Some(response)
}
