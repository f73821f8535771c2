//! Queues of the emulated SQS.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;

use http::Response;

use super::{answer_input, answer_operation};
use crate::api::sqs::errors::Error;
use crate::api::sqs::operations as ops;
use crate::api::sqs::{
    BatchResultErrorEntry, CreateQueueRequest, CreateQueueResult, DeleteMessageRequest,
    DeleteQueueRequest, EmptyBatchRequest, GetQueueAttributesRequest, GetQueueAttributesResult,
    GetQueueUrlRequest, GetQueueUrlResult, ListQueuesRequest, ListQueuesResult, Message,
    MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName, QueueDoesNotExist,
    QueueNameExists, ReceiptHandleIsInvalid, ReceiveMessageRequest, ReceiveMessageResult,
    SendMessageBatchRequest, SendMessageBatchResult, SendMessageBatchResultEntry,
    SendMessageRequest, SendMessageResult,
};
use crate::api::support::Empty;
use crate::api::support::http::{Call, Reading};

const ACCOUNT: &str = "123456789012";
/// The longest text that a batch accepts; a longer entry fails.
const MAX_LENGTH: usize = 1 << 10;

/// The queues by their names.
#[derive(Default)]
pub struct Queues {
    queues: BTreeMap<String, Queue>,
    /// The number of messages that have been sent.
    sent: usize,
}

#[derive(Default)]
struct Queue {
    attributes: BTreeMap<String, String>,
    waiting: VecDeque<Stored>,
    /// The messages that were received and not deleted, by their receipt handles.
    received: BTreeMap<String, Stored>,
}

struct Stored {
    id: String,
    body: String,
    attributes: Option<BTreeMap<String, MessageAttributeValue>>,
}

impl Queues {
    /// Answers a call of SQS to this host; `None` if it is for another service.
    pub fn answer(&mut self, call: &Call<'_>, host: &str) -> Option<Response<Vec<u8>>> {
        answer_operation::<ops::CreateQueue, _>(call, |input| self.create(input, host))
            .or_else(|| {
                answer_operation::<ops::GetQueueUrl, _>(call, |input| self.find_url(&input, host))
            })
            .or_else(|| {
                answer_operation::<ops::ListQueues, Error>(call, |it| Ok(self.list(&it, host)))
            })
            .or_else(|| answer_operation::<ops::DeleteQueue, _>(call, |it| self.delete(&it)))
            .or_else(|| {
                answer_operation::<ops::GetQueueAttributes, _>(call, |it| self.describe(&it))
            })
            .or_else(|| answer_operation::<ops::SendMessage, _>(call, |it| self.send(it)))
            .or_else(|| answer_operation::<ops::SendMessageBatch, _>(call, |it| self.send_all(it)))
            .or_else(|| {
                // Clients ask for attributes of messages in a member whose enum has those of queues.
                let reading = Reading::Lenient;
                answer_input::<ops::ReceiveMessage, _>(call, reading, |it| self.receive(&it))
            })
            .or_else(|| {
                answer_operation::<ops::DeleteMessage, _>(call, |it| self.delete_message(&it))
            })
    }

    /// Returns the queue with this URL, whose last part is its name.
    fn queue(&mut self, url: &str) -> Result<&mut Queue, Error> {
        let name = url.rsplit('/').next().unwrap_or_default();
        self.queues.get_mut(name).ok_or_else(missing_queue)
    }

    fn create(
        &mut self,
        input: CreateQueueRequest,
        host: &str,
    ) -> Result<CreateQueueResult, Error> {
        let attributes = input.attributes.unwrap_or_default();
        let known = self.queues.get(&input.queue_name);
        if known.is_some_and(|queue| queue.attributes != attributes) {
            let mut error = QueueNameExists::default();
            error.message = Some("The queue has other attributes.".to_owned());
            return Err(Error::QueueNameExists(error));
        }
        let mut output = CreateQueueResult::default();
        output.queue_url = Some(queue_url(host, &input.queue_name));
        let queue = self.queues.entry(input.queue_name).or_default();
        queue.attributes = attributes;
        Ok(output)
    }

    fn find_url(
        &mut self,
        input: &GetQueueUrlRequest,
        host: &str,
    ) -> Result<GetQueueUrlResult, Error> {
        self.queue(&input.queue_name)?;
        let mut output = GetQueueUrlResult::default();
        output.queue_url = Some(queue_url(host, &input.queue_name));
        Ok(output)
    }

    /// Returns a page of queues. The token is the name of the last one in the page before.
    fn list(&self, input: &ListQueuesRequest, host: &str) -> ListQueuesResult {
        let prefix = input.queue_name_prefix.as_deref().unwrap_or_default();
        let after = input.next_token.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        let limit = input.max_results.map_or(usize::MAX, |limit| usize::try_from(limit).unwrap());
        let found = self.queues.range::<str, _>((after, Bound::Unbounded));
        let mut found = found.map(|(name, _)| name).filter(|name| name.starts_with(prefix));
        let page: Vec<&String> = found.by_ref().take(limit).collect();
        let mut output = ListQueuesResult::default();
        output.next_token = found.next().and_then(|_| page.last().map(|name| (*name).clone()));
        output.queue_urls = Some(page.into_iter().map(|name| queue_url(host, name)).collect());
        output
    }

    fn delete(&mut self, input: &DeleteQueueRequest) -> Result<Empty, Error> {
        self.queue(&input.queue_url)?;
        self.queues.remove(input.queue_url.rsplit('/').next().unwrap_or_default());
        Ok(Empty {})
    }

    fn describe(
        &mut self,
        input: &GetQueueAttributesRequest,
    ) -> Result<GetQueueAttributesResult, Error> {
        let queue = self.queue(&input.queue_url)?;
        let mut all = queue.attributes.clone();
        for (name, count) in [
            ("ApproximateNumberOfMessages", queue.waiting.len()),
            ("ApproximateNumberOfMessagesNotVisible", queue.received.len()),
        ] {
            all.insert(name.to_owned(), count.to_string());
        }
        let wanted = input.attribute_names.as_deref().unwrap_or_default();
        let has_all = wanted.contains(&QueueAttributeName::All);
        all.retain(|name, _| has_all || wanted.iter().any(|wanted| wanted.as_str() == name));
        let mut output = GetQueueAttributesResult::default();
        output.attributes = Some(all);
        Ok(output)
    }

    /// Stores a message, and returns its id.
    fn store(
        &mut self,
        url: &str,
        body: String,
        attributes: Option<BTreeMap<String, MessageAttributeValue>>,
    ) -> Result<String, Error> {
        self.queue(url)?;
        self.sent += 1;
        let id = format!("message-{}", self.sent);
        let stored = Stored { id: id.clone(), body, attributes };
        self.queue(url)?.waiting.push_back(stored);
        Ok(id)
    }

    fn send(&mut self, input: SendMessageRequest) -> Result<SendMessageResult, Error> {
        let mut output = SendMessageResult::default();
        output.md5_of_message_body = Some(hash(&input.message_body));
        let id = self.store(&input.queue_url, input.message_body, input.message_attributes)?;
        output.message_id = Some(id);
        Ok(output)
    }

    fn send_all(
        &mut self,
        input: SendMessageBatchRequest,
    ) -> Result<SendMessageBatchResult, Error> {
        self.queue(&input.queue_url)?;
        if input.entries.is_empty() {
            let mut error = EmptyBatchRequest::default();
            error.message = Some("There should be at least one entry.".to_owned());
            return Err(Error::EmptyBatchRequest(error));
        }
        let (mut successful, mut failed) = (Vec::new(), Vec::new());
        for entry in input.entries {
            if entry.message_body.len() > MAX_LENGTH {
                let mut error = BatchResultErrorEntry::new(entry.id, true, "MessageTooLong");
                error.message = Some("The message is too long".to_owned());
                failed.push(error);
                continue;
            }
            let hash = hash(&entry.message_body);
            let id = self.store(&input.queue_url, entry.message_body, entry.message_attributes)?;
            successful.push(SendMessageBatchResultEntry::new(entry.id, id, hash));
        }
        Ok(SendMessageBatchResult::new(successful, failed))
    }

    #[expect(deprecated, reason = "older clients have no other member")]
    fn receive(&mut self, input: &ReceiveMessageRequest) -> Result<ReceiveMessageResult, Error> {
        let queue = self.queue(&input.queue_url)?;
        let limit = usize::try_from(input.max_number_of_messages.unwrap_or(1)).unwrap();
        let count = limit.min(queue.waiting.len());
        let names = input.message_attribute_names.as_deref().unwrap_or_default();
        // Two members have the element of this name in the query protocol; the older one has other values, too.
        let system = input.attribute_names.iter().flatten().map(QueueAttributeName::as_str);
        let newer = input.message_system_attribute_names.iter().flatten();
        let system: Vec<&str> =
            system.chain(newer.map(MessageSystemAttributeName::as_str)).collect();
        let mut messages = Vec::new();
        for stored in queue.waiting.drain(..count) {
            let receipt = format!("receipt+of/{}=", stored.id);
            let mut message = to_message(&stored, receipt.clone(), names);
            message.attributes = system_attributes(&system);
            messages.push(message);
            queue.received.insert(receipt, stored);
        }
        let mut output = ReceiveMessageResult::default();
        output.messages = Some(messages).filter(|messages| !messages.is_empty());
        Ok(output)
    }

    fn delete_message(&mut self, input: &DeleteMessageRequest) -> Result<Empty, Error> {
        match self.queue(&input.queue_url)?.received.remove(&input.receipt_handle) {
            Some(_) => Ok(Empty {}),
            None => {
                let mut error = ReceiptHandleIsInvalid::default();
                error.message = Some(format!("no message has {:?}", input.receipt_handle));
                Err(Error::ReceiptHandleIsInvalid(error))
            }
        }
    }
}

/// Returns a message with the attributes of these names.
fn to_message(stored: &Stored, receipt: String, names: &[String]) -> Message {
    let is_wanted = |name: &str| names.iter().any(|wanted| wanted == "All" || wanted == name);
    let attributes = stored.attributes.iter().flatten().filter(|(name, _)| is_wanted(name));
    let attributes: BTreeMap<String, MessageAttributeValue> =
        attributes.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut message = Message::default();
    (message.message_id, message.receipt_handle) = (Some(stored.id.clone()), Some(receipt));
    message.md5_of_body = Some(hash(&stored.body));
    message.body = Some(stored.body.clone());
    message.message_attributes = Some(attributes).filter(|attributes| !attributes.is_empty());
    message
}

/// Returns the attributes of these names that the queue gives every message; `None` if there are none.
fn system_attributes(names: &[&str]) -> Option<BTreeMap<String, String>> {
    let all = [("SenderId", "AIDAEXAMPLE"), ("SentTimestamp", "1767323045000")];
    let wanted = all.into_iter().filter(|(name, _)| names.contains(name) || names.contains(&"All"));
    let attributes: BTreeMap<String, String> =
        wanted.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Some(attributes).filter(|attributes| !attributes.is_empty())
}

fn queue_url(host: &str, name: &str) -> String {
    format!("http://{host}/{ACCOUNT}/{name}")
}

fn hash(text: &str) -> String {
    format!("{:x}", md5::compute(text))
}

fn missing_queue() -> Error {
    let mut error = QueueDoesNotExist::default();
    error.message = Some("The specified queue does not exist.".to_owned());
    Error::QueueDoesNotExist(error)
}
