//! Tables of the emulated DynamoDB.

use std::collections::BTreeMap;
use std::ops::Bound;

use http::Response;

use super::answer_operation;
use crate::api::dynamodb::errors::Error;
use crate::api::dynamodb::operations as ops;
use crate::api::dynamodb::{
    AttributeValue, BatchWriteItemInput, BatchWriteItemOutput, ConditionalCheckFailedException,
    CreateTableInput, CreateTableOutput, DeleteItemInput, DeleteItemOutput, DeleteTableInput,
    DeleteTableOutput, DescribeTableInput, DescribeTableOutput, GetItemInput, GetItemOutput,
    ListTablesInput, ListTablesOutput, PutItemInput, PutItemOutput, QueryInput, QueryOutput,
    ResourceInUseException, ResourceNotFoundException, ReturnValue, ScanInput, ScanOutput,
    TableDescription, TableStatus,
};
use crate::api::support::http::Call;
use crate::api::support::{Timestamp, UnknownError};

/// The number of tables in a page unless the request has one.
const PAGE: usize = 100;

type Item = BTreeMap<String, AttributeValue>;

/// The tables by their names.
#[derive(Default)]
pub struct Tables(BTreeMap<String, Table>);

struct Table {
    description: TableDescription,
    /// The items by the JSON of their keys.
    items: BTreeMap<String, Item>,
}

/// A part of a table's items, and the key of the last one if there are more.
struct Page {
    items: Vec<Item>,
    last_key: Option<Item>,
}

impl Tables {
    /// Answers a call of DynamoDB; `None` if it is for another service.
    pub fn answer(&mut self, call: &Call<'_>) -> Option<Response<Vec<u8>>> {
        answer_operation::<ops::CreateTable, _>(call, |input| self.create(input))
            .or_else(|| answer_operation::<ops::DescribeTable, _>(call, |i| self.describe(&i)))
            .or_else(|| answer_operation::<ops::ListTables, _>(call, |i| self.list(&i)))
            .or_else(|| answer_operation::<ops::DeleteTable, _>(call, |i| self.delete(&i)))
            .or_else(|| answer_operation::<ops::PutItem, _>(call, |input| self.put(input)))
            .or_else(|| answer_operation::<ops::GetItem, _>(call, |input| self.get(&input)))
            .or_else(|| answer_operation::<ops::DeleteItem, _>(call, |i| self.delete_item(&i)))
            .or_else(|| answer_operation::<ops::Scan, _>(call, |input| self.scan(&input)))
            .or_else(|| answer_operation::<ops::Query, _>(call, |input| self.query(&input)))
            .or_else(|| answer_operation::<ops::BatchWriteItem, _>(call, |i| self.write_batch(i)))
    }

    fn create(&mut self, input: CreateTableInput) -> Result<CreateTableOutput, Error> {
        let name = input.table_name;
        if self.0.contains_key(&name) {
            let mut error = ResourceInUseException::default();
            error.message = Some(format!("Table already exists: {name}"));
            return Err(Error::ResourceInUseException(error));
        }
        let mut description = TableDescription::default();
        description.table_arn =
            Some(format!("arn:aws:dynamodb:us-east-1:123456789012:table/{name}"));
        description.table_name = Some(name.clone());
        description.attribute_definitions = Some(input.attribute_definitions);
        description.key_schema = Some(input.key_schema);
        description.creation_date_time = Timestamp::new(1_767_323_045, 500_000_000).ok();
        description.table_status = Some(TableStatus::Creating);
        description.item_count = Some(0);
        let table = Table { description: description.clone(), items: BTreeMap::new() };
        self.0.insert(name, table);
        let mut output = CreateTableOutput::default();
        output.table_description = Some(description);
        Ok(output)
    }

    /// A table that is created is active from the next request on, so that a waiter needs two requests.
    fn describe(&mut self, input: &DescribeTableInput) -> Result<DescribeTableOutput, Error> {
        let table = self.find(&input.table_name)?;
        table.description.item_count = i64::try_from(table.items.len()).ok();
        let mut output = DescribeTableOutput::default();
        output.table = Some(table.description.clone());
        table.description.table_status = Some(TableStatus::Active);
        Ok(output)
    }

    fn list(&self, input: &ListTablesInput) -> Result<ListTablesOutput, Error> {
        let start = match &input.exclusive_start_table_name {
            Some(name) => Bound::Excluded(name.clone()),
            None => Bound::Unbounded,
        };
        let mut rest = self.0.range((start, Bound::Unbounded)).map(|(name, _)| name.clone());
        let names: Vec<_> = rest.by_ref().take(page_size(input.limit).unwrap_or(PAGE)).collect();
        let mut output = ListTablesOutput::default();
        output.last_evaluated_table_name = names.last().cloned().filter(|_| rest.next().is_some());
        output.table_names = Some(names);
        Ok(output)
    }

    fn delete(&mut self, input: &DeleteTableInput) -> Result<DeleteTableOutput, Error> {
        let mut description = self.find(&input.table_name)?.description.clone();
        description.table_status = Some(TableStatus::Deleting);
        self.0.remove(&input.table_name);
        let mut output = DeleteTableOutput::default();
        output.table_description = Some(description);
        Ok(output)
    }

    fn put(&mut self, input: PutItemInput) -> Result<PutItemOutput, Error> {
        let table = self.find(&input.table_name)?;
        let key = table.key_text(&input.item)?;
        if let Some(condition) = &input.condition_expression {
            // The only condition that is supported is that there is no item with the key.
            if !condition.starts_with("attribute_not_exists(") {
                return Err(invalid(format!("Invalid ConditionExpression: {condition}")));
            }
            if table.items.contains_key(&key) {
                let mut error = ConditionalCheckFailedException::default();
                error.message = Some("The conditional request failed".to_owned());
                return Err(Error::ConditionalCheckFailedException(error));
            }
        }
        let old = table.items.insert(key, input.item);
        let mut output = PutItemOutput::default();
        output.attributes = old.filter(|_| input.return_values == Some(ReturnValue::AllOld));
        Ok(output)
    }

    fn get(&mut self, input: &GetItemInput) -> Result<GetItemOutput, Error> {
        let table = self.find(&input.table_name)?;
        let key = table.key_text(&input.key)?;
        let mut output = GetItemOutput::default();
        output.item = table.items.get(&key).cloned();
        Ok(output)
    }

    fn delete_item(&mut self, input: &DeleteItemInput) -> Result<DeleteItemOutput, Error> {
        let table = self.find(&input.table_name)?;
        let key = table.key_text(&input.key)?;
        let old = table.items.remove(&key);
        let mut output = DeleteItemOutput::default();
        output.attributes = old.filter(|_| input.return_values == Some(ReturnValue::AllOld));
        Ok(output)
    }

    fn scan(&mut self, input: &ScanInput) -> Result<ScanOutput, Error> {
        let table = self.find(&input.table_name)?;
        let page = table.read_page(input.exclusive_start_key.as_ref(), input.limit, |_| true)?;
        let mut output = ScanOutput::default();
        output.count = i32::try_from(page.items.len()).ok();
        output.scanned_count = output.count;
        output.items = Some(page.items);
        output.last_evaluated_key = page.last_key;
        Ok(output)
    }

    /// Supports a single condition, `attribute = :value`.
    fn query(&mut self, input: &QueryInput) -> Result<QueryOutput, Error> {
        let table = self.find(&input.table_name)?;
        let expression = input.key_condition_expression.as_deref().unwrap_or_default();
        let sides = expression.split_once('=');
        let (name, value) = sides.map(|(name, value)| (name.trim(), value.trim())).unzip();
        let names = input.expression_attribute_names.as_ref();
        let name = name.map(|name| names.and_then(|names| names.get(name)).map_or(name, |it| it));
        let values = input.expression_attribute_values.as_ref();
        let value = values.zip(value).and_then(|(values, value)| values.get(value));
        let Some((name, value)) = name.zip(value) else {
            return Err(invalid(format!("Invalid KeyConditionExpression: {expression}")));
        };
        let is_match = |item: &Item| item.get(name) == Some(value);
        let page = table.read_page(input.exclusive_start_key.as_ref(), input.limit, is_match)?;
        let mut output = QueryOutput::default();
        output.count = i32::try_from(page.items.len()).ok();
        output.scanned_count = output.count;
        output.items = Some(page.items);
        output.last_evaluated_key = page.last_key;
        Ok(output)
    }

    fn write_batch(&mut self, input: BatchWriteItemInput) -> Result<BatchWriteItemOutput, Error> {
        for (name, requests) in input.request_items {
            let table = self.find(&name)?;
            for request in requests {
                if let Some(item) = request.put_request.and_then(|put| put.item) {
                    table.items.insert(table.key_text(&item)?, item);
                }
                if let Some(key) = request.delete_request.and_then(|delete| delete.key) {
                    table.items.remove(&table.key_text(&key)?);
                }
            }
        }
        let mut output = BatchWriteItemOutput::default();
        output.unprocessed_items = Some(BTreeMap::new());
        Ok(output)
    }

    fn find(&mut self, name: &str) -> Result<&mut Table, Error> {
        self.0.get_mut(name).ok_or_else(|| {
            let mut error = ResourceNotFoundException::default();
            error.message = Some(format!("Requested resource not found: Table: {name} not found"));
            Error::ResourceNotFoundException(error)
        })
    }
}

impl Table {
    /// Returns the attributes of the key.
    fn key_of(&self, item: &Item) -> Result<Item, Error> {
        let schema = self.description.key_schema.iter().flatten();
        let names = schema.filter_map(|element| element.attribute_name.as_ref());
        names
            .map(|name| {
                let value = item.get(name).ok_or_else(|| {
                    invalid(format!(
                        "One of the required keys was not given a value: Missing the key {name}"
                    ))
                })?;
                Ok((name.clone(), value.clone()))
            })
            .collect()
    }

    fn key_text(&self, item: &Item) -> Result<String, Error> {
        Ok(serde_json::to_string(&self.key_of(item)?).unwrap())
    }

    fn read_page(
        &self,
        start: Option<&Item>,
        limit: Option<i32>,
        is_match: impl Fn(&Item) -> bool,
    ) -> Result<Page, Error> {
        let start = match start {
            Some(key) => Bound::Excluded(self.key_text(key)?),
            None => Bound::Unbounded,
        };
        let rest = self.items.range((start, Bound::Unbounded)).map(|(_, item)| item);
        let mut rest = rest.filter(|item| is_match(item));
        let size = page_size(limit).unwrap_or(usize::MAX);
        let items: Vec<Item> = rest.by_ref().take(size).cloned().collect();
        let last_key = items.last().filter(|_| rest.next().is_some());
        let last_key = last_key.map(|item| self.key_of(item)).transpose()?;
        Ok(Page { items, last_key })
    }
}

fn page_size(limit: Option<i32>) -> Option<usize> {
    limit.and_then(|limit| usize::try_from(limit).ok())
}

/// Returns an error that the service has and its model hasn't.
fn invalid(message: String) -> Error {
    Error::Unknown(UnknownError::new("ValidationException").with_message(message).with_status(400))
}
