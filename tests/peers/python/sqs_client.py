"""Clients of SQS against the emulator at AWS_ENDPOINT_URL: boto3 with JSON, and botocore with the query protocol of older clients."""

import hashlib
import json
import pathlib
import tempfile
import unittest
import urllib.error
import urllib.request

import boto3
import botocore.exceptions
import botocore.session


class SqsTests:
    """Tests of a client, whatever its protocol is. A subclass has the client, and a prefix of the names of its queues."""

    def create(self, name, **attributes):
        return self.client.create_queue(QueueName=self.prefix + name, **attributes)["QueueUrl"]

    def test_messages(self):
        url = self.create("messages", Attributes={"DelaySeconds": "5", "VisibilityTimeout": "30"})
        self.assertEqual(self.client.get_queue_url(QueueName=self.prefix + "messages")["QueueUrl"], url)
        body = "<ä> & \U0001f600\n+ %41"
        attributes = {
            "Text": {"StringValue": "a = b", "DataType": "String"},
            "Bytes": {"BinaryValue": b"\x00\xff", "DataType": "Binary"},
        }
        sent = self.client.send_message(QueueUrl=url, MessageBody=body, MessageAttributes=attributes)
        self.assertEqual(sent["MD5OfMessageBody"], hashlib.md5(body.encode()).hexdigest())
        names = {"AttributeNames": ["SentTimestamp", "SenderId"], "MessageAttributeNames": ["All"]}
        got = self.client.receive_message(QueueUrl=url, **names)["Messages"]
        self.assertEqual(got[0].pop("Attributes"), {"SenderId": "AIDAEXAMPLE", "SentTimestamp": "1767323045000"})
        self.assertEqual([(it["MessageId"], it["Body"]) for it in got], [(sent["MessageId"], body)])
        self.assertEqual(got[0]["MessageAttributes"], attributes)
        self.assertNotIn("Messages", self.client.receive_message(QueueUrl=url, MaxNumberOfMessages=10))
        names = ["DelaySeconds", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.client.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        self.assertEqual(found, dict(zip(names, ["5", "0", "1"])))
        self.client.delete_message(QueueUrl=url, ReceiptHandle=got[0]["ReceiptHandle"])
        found = self.client.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        self.assertEqual((found["ApproximateNumberOfMessagesNotVisible"], found["VisibilityTimeout"]), ("0", "30"))

    def test_batches(self):
        url = self.create("batches")
        bodies = {"a": "one", "b": "x" * 2000, "c": "<three>"}
        entries = [{"Id": name, "MessageBody": body} for name, body in bodies.items()]
        entries[0]["MessageAttributes"] = {"N": {"StringValue": "1", "DataType": "Number"}}
        sent = self.client.send_message_batch(QueueUrl=url, Entries=entries)
        self.assertEqual([it["Id"] for it in sent["Successful"]], ["a", "c"])
        self.assertEqual(
            sent["Failed"],
            [{"Id": "b", "SenderFault": True, "Code": "MessageTooLong", "Message": "The message is too long"}])
        got = self.client.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["N"])["Messages"]
        self.assertEqual([it["Body"] for it in got], ["one", "<three>"])
        self.assertEqual(got[0]["MessageAttributes"]["N"]["StringValue"], "1")

    def test_queues_have_pages(self):
        urls = [self.create(f"page-{index}") for index in range(5)]
        prefix = self.prefix + "page"
        pages = list(self.client.get_paginator("list_queues").paginate(
            QueueNamePrefix=prefix, PaginationConfig={"PageSize": 2}))
        self.assertEqual([url for page in pages for url in page["QueueUrls"]], urls)
        self.assertEqual(len(pages), 3)
        self.client.delete_queue(QueueUrl=urls[0])
        self.assertEqual(self.client.list_queues(QueueNamePrefix=prefix)["QueueUrls"], urls[1:])

    def test_errors(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.get_queue_url(QueueName="none")
        response = raised.exception.response
        # The code of the query protocol, which is in a header beside a body in JSON.
        self.assertEqual(response["Error"]["Code"], "AWS.SimpleQueueService.NonExistentQueue")
        self.assertEqual(response["Error"]["Message"], "The specified queue does not exist.")
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)
        self.assertIn(response["Error"].get("Type", "Sender"), "Sender")
        url = self.create("errors")
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.create("errors", Attributes={"DelaySeconds": "1"})
        self.assertEqual(raised.exception.response["Error"]["Code"], "QueueAlreadyExists")
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.delete_message(QueueUrl=url, ReceiptHandle="none")
        self.assertEqual(raised.exception.response["Error"]["Code"], "ReceiptHandleIsInvalid")


class JsonTest(SqsTests, unittest.TestCase):
    prefix = "json-"

    def setUp(self):
        self.client = boto3.client("sqs")

    def test_exceptions_have_classes(self):
        with self.assertRaises(self.client.exceptions.QueueDoesNotExist) as raised:
            self.client.send_message(QueueUrl="http://localhost/1/none", MessageBody="text")
        self.assertEqual(raised.exception.response["Error"]["QueryErrorCode"], "QueueDoesNotExist")
        with self.assertRaises(self.client.exceptions.EmptyBatchRequest):
            self.client.send_message_batch(QueueUrl=self.client.create_queue(QueueName="q")["QueueUrl"], Entries=[])


class QueryTest(SqsTests, unittest.TestCase):
    """The client of a model as it was before SQS had JSON."""

    prefix = "query-"

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        model = pathlib.Path(cls.folder, "sqs", "2012-11-05", "service-2.json")
        model.parent.mkdir(parents=True)
        model.write_text(json.dumps(create_query_model()))
        session = botocore.session.get_session()
        session.get_component("data_loader").search_paths.insert(0, cls.folder)
        cls.client = session.create_client("sqs")
        cls.requests = []
        cls.client.meta.events.register("before-send.sqs", lambda request, **_: cls.requests.append(request))

    def test_requests_are_forms(self):
        url = self.create("forms")
        self.client.send_message(QueueUrl=url, MessageBody="text")
        self.assertTrue(self.requests[-1].body.startswith("Action=SendMessage&Version=2012-11-05&"))
        with self.assertRaises(self.client.exceptions.QueueDoesNotExist):
            self.client.send_message(QueueUrl="http://localhost/1/none", MessageBody="text")

    def test_a_request_can_be_a_query(self):
        url = self.create("query")
        target = f"{self.client.meta.endpoint_url}/?Action=GetQueueUrl&QueueName={self.prefix}query&Version=2012-11-05"
        with urllib.request.urlopen(target) as response:
            text = response.read().decode()
        self.assertIn(f"<GetQueueUrlResult><QueueUrl>{url}</QueueUrl></GetQueueUrlResult>", text)
        with self.assertRaises(urllib.error.HTTPError) as raised:
            urllib.request.urlopen(target.replace("QueueName=", "QueueName=no-"))
        with raised.exception as error:
            self.assertIn("<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>", error.read().decode())


def create_query_model():
    """Returns what the tests need of the model: the lists and maps of SQS have no element around their entries."""
    text = {"shape": "Text"}

    def structure(required=(), **members):
        return {"type": "structure", "required": list(required), "members": members}

    def flat_list(name, item):
        return {"type": "list", "flattened": True, "member": {"shape": item, "locationName": name}}

    def flat_map(name, value, value_name="Value"):
        return {
            "type": "map", "flattened": True, "locationName": name,
            "key": {"shape": "Text", "locationName": "Name"}, "value": {"shape": value, "locationName": value_name},
        }

    def error(code):
        return {
            "type": "structure", "members": {}, "exception": True,
            "error": {"code": code, "httpStatusCode": 400, "senderFault": True},
        }

    attributes = {"shape": "Attributes", "locationName": "Attribute"}
    message_attributes = {"shape": "MessageAttributes", "locationName": "MessageAttribute"}
    url = {"QueueUrl": text}
    shapes = {
        "Text": {"type": "string"}, "Number": {"type": "integer"}, "Flag": {"type": "boolean"}, "Bytes": {"type": "blob"},
        "Attributes": flat_map("Attribute", "Text"),
        "MessageAttributes": flat_map("MessageAttribute", "MessageAttribute"),
        "MessageAttribute": structure(StringValue=text, BinaryValue={"shape": "Bytes"}, DataType=text),
        "AttributeNames": flat_list("AttributeName", "Text"),
        "MessageAttributeNames": flat_list("MessageAttributeName", "Text"),
        "QueueUrls": flat_list("QueueUrl", "Text"),
        "Messages": flat_list("Message", "Message"),
        "Message": structure(
            MessageId=text, ReceiptHandle=text, Body=text, Attributes=attributes, MessageAttributes=message_attributes),
        "Entries": flat_list("SendMessageBatchRequestEntry", "Entry"),
        "Entry": structure(Id=text, MessageBody=text, MessageAttributes=message_attributes),
        "Sent": flat_list("SendMessageBatchResultEntry", "SentEntry"),
        "SentEntry": structure(Id=text, MessageId=text),
        "Failed": flat_list("BatchResultErrorEntry", "FailedEntry"),
        "FailedEntry": structure(Id=text, SenderFault={"shape": "Flag"}, Code=text, Message=text),
        "QueueDoesNotExist": error("AWS.SimpleQueueService.NonExistentQueue"),
        "CreateQueueRequest": structure(["QueueName"], QueueName=text, Attributes=attributes),
        "CreateQueueResult": structure(**url),
        "GetQueueUrlRequest": structure(["QueueName"], QueueName=text),
        "GetQueueUrlResult": structure(**url),
        "ListQueuesRequest": structure(QueueNamePrefix=text, NextToken=text, MaxResults={"shape": "Number"}),
        "ListQueuesResult": structure(QueueUrls={"shape": "QueueUrls"}, NextToken=text),
        "DeleteQueueRequest": structure(["QueueUrl"], **url),
        "GetQueueAttributesRequest": structure(["QueueUrl"], **url, AttributeNames={"shape": "AttributeNames"}),
        "GetQueueAttributesResult": structure(Attributes=attributes),
        "SendMessageRequest": structure(["QueueUrl"], **url, MessageBody=text, MessageAttributes=message_attributes),
        "SendMessageResult": structure(MD5OfMessageBody=text, MessageId=text),
        "SendMessageBatchRequest": structure(["QueueUrl"], **url, Entries={"shape": "Entries"}),
        "SendMessageBatchResult": structure(Successful={"shape": "Sent"}, Failed={"shape": "Failed"}),
        "ReceiveMessageRequest": structure(
            ["QueueUrl"], **url, AttributeNames={"shape": "AttributeNames"},
            MessageAttributeNames={"shape": "MessageAttributeNames"}, MaxNumberOfMessages={"shape": "Number"}),
        "ReceiveMessageResult": structure(Messages={"shape": "Messages"}),
        "DeleteMessageRequest": structure(["QueueUrl"], **url, ReceiptHandle=text),
    }
    operations = {}
    for shape in [name for name in shapes if name.endswith("Request")]:
        name = shape.removesuffix("Request")
        operation = {
            "name": name, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": shape},
            "errors": [{"shape": "QueueDoesNotExist"}],
        }
        if name + "Result" in shapes:
            operation["output"] = {"shape": name + "Result", "resultWrapper": name + "Result"}
        operations[name] = operation
    metadata = {
        "apiVersion": "2012-11-05", "endpointPrefix": "sqs", "protocol": "query", "serviceId": "SQS",
        "serviceFullName": "SQS", "signatureVersion": "v4", "uid": "sqs-2012-11-05",
        "xmlNamespace": "http://queue.amazonaws.com/doc/2012-11-05/",
    }
    return {"version": "2.0", "metadata": metadata, "operations": operations, "shapes": shapes}


if __name__ == "__main__":
    unittest.main()
