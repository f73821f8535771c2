"""boto3's client and resource of DynamoDB against the emulator at AWS_ENDPOINT_URL."""

import datetime
import decimal
import unittest

import boto3
import botocore.exceptions
from boto3.dynamodb.conditions import Attr, Key

FAST = {"Delay": 0.05, "MaxAttempts": 5}


class DynamoDbTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("dynamodb")

    def create(self, name):
        made = self.client.create_table(
            TableName=name, BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"},
                                  {"AttributeName": "sk", "AttributeType": "N"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"},
                       {"AttributeName": "sk", "KeyType": "RANGE"}])
        self.addCleanup(self.client.delete_table, TableName=name)
        self.client.get_waiter("table_exists").wait(TableName=name, WaiterConfig=FAST)
        return made["TableDescription"]

    def test_tables_are_created_and_deleted(self):
        made = self.create("made")
        self.assertEqual((made["TableName"], made["TableStatus"]), ("made", "CREATING"))
        time = datetime.datetime(2026, 1, 2, 3, 4, 5, 500000, tzinfo=datetime.timezone.utc)
        self.assertEqual(made["CreationDateTime"], time)
        found = self.client.describe_table(TableName="made")
        self.assertEqual(found["Table"]["TableStatus"], "ACTIVE")
        self.assertEqual(found["Table"]["KeySchema"], made["KeySchema"])
        self.assertEqual(found["ResponseMetadata"]["HTTPHeaders"]["content-type"], "application/x-amz-json-1.0")
        self.client.create_table(
            TableName="gone", AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}])
        self.client.delete_table(TableName="gone")
        self.client.get_waiter("table_not_exists").wait(TableName="gone", WaiterConfig=FAST)

    def test_every_type_of_attribute_comes_back(self):
        self.create("types")
        item = {
            "pk": {"S": "ключ"}, "sk": {"N": "12345678901234567890.5"}, "bytes": {"B": b"\x00\xff"},
            "texts": {"SS": ["a", ""]}, "numbers": {"NS": ["1", "-2.5e3"]}, "blobs": {"BS": [b"", b"x"]},
            "map": {"M": {"inner": {"L": [{"NULL": True}, {"BOOL": False}, {"M": {}}, {"L": []}]}}},
        }
        self.client.put_item(TableName="types", Item=item)
        key = {name: item[name] for name in ["pk", "sk"]}
        self.assertEqual(self.client.get_item(TableName="types", Key=key)["Item"], item)
        old = self.client.delete_item(TableName="types", Key=key, ReturnValues="ALL_OLD")
        self.assertEqual(old["Attributes"], item)
        self.assertNotIn("Item", self.client.get_item(TableName="types", Key=key))

    def test_the_resource_writes_batches_and_reads_pages(self):
        self.create("pages")
        table = boto3.resource("dynamodb").Table("pages")
        with table.batch_writer() as batch:
            for index in range(30):
                batch.put_item(Item={"pk": f"p{index % 2}", "sk": index, "price": decimal.Decimal("1.50")})
            batch.delete_item(Key={"pk": "p0", "sk": 0})
        pages = self.client.get_paginator("scan").paginate(TableName="pages", PaginationConfig={"PageSize": 4})
        counts = [page["Count"] for page in pages]
        self.assertEqual((sum(counts), len(counts)), (29, 8))
        pages = self.client.get_paginator("query").paginate(
            TableName="pages", KeyConditionExpression="#k = :v", ExpressionAttributeNames={"#k": "pk"},
            ExpressionAttributeValues={":v": {"S": "p1"}}, PaginationConfig={"PageSize": 6})
        pages = list(pages)
        found = sorted(int(item["sk"]["N"]) for page in pages for item in page["Items"])
        self.assertEqual(found, list(range(1, 30, 2)))
        self.assertEqual(len(pages), 3)
        items = table.query(KeyConditionExpression=Key("pk").eq("p0"))["Items"]
        self.assertEqual(len(items), 14)
        self.assertEqual(items[0]["price"], decimal.Decimal("1.50"))

    def test_tables_are_listed_in_pages(self):
        names = [f"list-{index}" for index in range(5)]
        for name in names:
            self.create(name)
        pages = list(self.client.get_paginator("list_tables").paginate(PaginationConfig={"PageSize": 2}))
        found = [name for page in pages for name in page["TableNames"]]
        self.assertEqual([name for name in found if name.startswith("list-")], names)
        self.assertGreaterEqual(len(pages), 3)

    def test_errors_have_types(self):
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException) as raised:
            self.client.describe_table(TableName="missing")
        response = raised.exception.response
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertIn("missing not found", response["Error"]["Message"])
        self.assertRegex(response["ResponseMetadata"]["RequestId"], "^[0-9a-f]{8}-")
        self.create("twice")
        with self.assertRaises(self.client.exceptions.ResourceInUseException):
            self.create("twice")
        table = boto3.resource("dynamodb").Table("twice")
        table.put_item(Item={"pk": "a", "sk": 1})
        with self.assertRaises(self.client.exceptions.ConditionalCheckFailedException) as raised:
            table.put_item(Item={"pk": "a", "sk": 1}, ConditionExpression=Attr("pk").not_exists())
        self.assertEqual(raised.exception.response["Error"]["Message"], "The conditional request failed")

    def test_an_error_that_the_model_lacks(self):
        self.create("keyless")
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.put_item(TableName="keyless", Item={"pk": {"S": "a"}})
        error = raised.exception.response["Error"]
        self.assertEqual(error["Code"], "ValidationException")
        self.assertIn("Missing the key sk", error["Message"])

    def test_values_are_validated(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.list_tables(ExclusiveStartTableName="not a name")
        error = raised.exception.response["Error"]
        self.assertEqual(error["Code"], "ValidationException")
        self.assertIn("1 validation error detected", error["Message"])

    def test_an_operation_that_the_emulator_lacks(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.describe_limits()
        self.assertEqual(raised.exception.response["Error"]["Code"], "UnknownOperationException")


if __name__ == "__main__":
    unittest.main()
