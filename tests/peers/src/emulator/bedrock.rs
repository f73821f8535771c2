//! Models of the emulated Bedrock, which repeat what they are told.

use http::Response;

use crate::api::bedrock::errors::ConverseStreamError;
use crate::api::bedrock::operations::ConverseStream;
use crate::api::bedrock::{
    ContentBlock, ContentBlockDelta, ContentBlockDeltaEvent, ContentBlockStopEvent,
    ConversationRole, ConverseStreamMetadataEvent, ConverseStreamMetrics,
    ConverseStreamOutput as Event, ConverseStreamRequest, ConverseStreamResponse,
    MessageStartEvent, MessageStopEvent, ModelStreamErrorException, ResourceNotFoundException,
    StopReason, TokenUsage,
};
use crate::api::support::Exception;
use crate::api::support::http::{Call, Reading};

/// Answers a conversation with a stream of events: the words of the last message, one by one. The stream of the model `broken` ends
/// with an exception; the model `none` doesn't exist. `None` if the call is for another operation.
pub fn answer(call: &Call<'_>) -> Option<Response<Vec<u8>>> {
    if !call.is::<ConverseStream>() {
        return None;
    }
    let input = match call.input::<ConverseStream>(Reading::Validated) {
        Ok(input) => input,
        Err(rejection) => return Some(rejection.response()),
    };
    if input.model_id == "none" {
        let error = ResourceNotFoundException::with_message("no such model");
        return Some(call.error(&ConverseStreamError::from(error)));
    }
    let mut response = call.output::<ConverseStream>(&ConverseStreamResponse::default());
    let mut writer = call.output_events::<ConverseStream>();
    for event in create_events(&input) {
        response.body_mut().extend(writer.write(&event).unwrap());
    }
    Some(response)
}

fn create_events(input: &ConverseStreamRequest) -> Vec<Event> {
    let text = last_text(input);
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let mut events = vec![Event::MessageStart(MessageStartEvent::new(ConversationRole::Assistant))];
    events.extend(words.iter().map(|word| {
        let delta = ContentBlockDelta::Text((*word).to_owned());
        Event::ContentBlockDelta(ContentBlockDeltaEvent::new(delta, 0))
    }));
    if input.model_id == "broken" {
        let mut error = ModelStreamErrorException::with_message("the model is broken");
        error.original_status_code = Some(424);
        events.push(Event::ModelStreamErrorException(error));
        return events;
    }
    let count = i32::try_from(words.len()).unwrap();
    let usage = TokenUsage::new(count, count, 2 * count);
    events.extend([
        Event::ContentBlockStop(ContentBlockStopEvent::new(0)),
        Event::MessageStop(MessageStopEvent::new(StopReason::EndTurn)),
        Event::Metadata(ConverseStreamMetadataEvent::new(usage, ConverseStreamMetrics::new(7))),
    ]);
    events
}

/// Returns the text of the last message.
fn last_text(input: &ConverseStreamRequest) -> String {
    let message = input.messages.iter().flatten().next_back();
    let blocks = message.into_iter().flat_map(|message| message.content.iter().flatten());
    let texts = blocks.filter_map(|block| match block {
        ContentBlock::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}
