"""boto3's clients of services with streams of events against the emulator at AWS_ENDPOINT_URL."""

import unittest

import boto3
import botocore.exceptions
from botocore.config import Config


class SelectTest(unittest.TestCase):
    """SelectObjectContent of S3: events in XML, and bytes."""

    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("s3", config=Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"}))
        cls.client.create_bucket(Bucket="select")
        cls.text = "".join(f"{index},<ä & {index}>\n" for index in range(20))
        cls.client.put_object(Bucket="select", Key="rows.csv", Body=cls.text.encode())

    def select(self, expression, key="rows.csv"):
        csv = {"CSV": {}}
        return self.client.select_object_content(
            Bucket="select", Key=key, Expression=expression, ExpressionType="SQL", InputSerialization=csv,
            OutputSerialization=csv, RequestProgress={"Enabled": True})

    def test_events_are_read(self):
        events = list(self.select("SELECT * FROM S3Object")["Payload"])
        records = [event["Records"]["Payload"] for event in events if "Records" in event]
        self.assertEqual(b"".join(records).decode(), self.text)
        self.assertGreater(len(records), 3)
        size = len(self.text.encode())
        details = {"BytesScanned": size, "BytesProcessed": size, "BytesReturned": size}
        self.assertEqual(events[-2:], [{"Stats": {"Details": details}}, {"End": {}}])
        self.assertEqual(events[0], {"Cont": {}})
        self.assertEqual(events[1], {"Progress": {"Details": {**details, "BytesProcessed": 0, "BytesReturned": 0}}})

    def test_an_error_ends_the_stream(self):
        events = iter(self.select("SELECT broken FROM S3Object")["Payload"])
        with self.assertRaises(botocore.exceptions.EventStreamError) as raised:
            for _ in events:
                pass
        error = raised.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), ("MissingHeaders", "no column is named broken"))

    def test_an_error_before_the_stream_is_an_ordinary_one(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.select("SELECT * FROM S3Object", "missing")
        self.assertEqual(raised.exception.response["Error"]["Code"], "NoSuchKey")


class ConverseTest(unittest.TestCase):
    """ConverseStream of Bedrock: events in JSON, with unions."""

    @classmethod
    def setUpClass(cls):
        cls.client = boto3.client("bedrock-runtime", config=Config(retries={"max_attempts": 0}))

    def converse(self, model, text):
        messages = [{"role": "user", "content": [{"text": text}]}]
        fields = {"top_k": 5, "nested": [1.5, None, {"a": "ä"}]}
        return self.client.converse_stream(modelId=model, messages=messages, additionalModelRequestFields=fields)["stream"]

    def test_events_are_read(self):
        text = "the wörds of a <message>"
        events = list(self.converse("arn:aws:bedrock:us-east-1::foundation-model/a.b-c:0", text))
        self.assertEqual(events[0], {"messageStart": {"role": "assistant"}})
        deltas = [event["contentBlockDelta"] for event in events if "contentBlockDelta" in event]
        self.assertEqual("".join(delta["delta"]["text"] for delta in deltas), text)
        self.assertEqual([delta["contentBlockIndex"] for delta in deltas], [0] * 5)
        usage = {"inputTokens": 5, "outputTokens": 5, "totalTokens": 10}
        self.assertEqual(events[6:], [
            {"contentBlockStop": {"contentBlockIndex": 0}}, {"messageStop": {"stopReason": "end_turn"}},
            {"metadata": {"usage": usage, "metrics": {"latencyMs": 7}}}])

    def test_an_exception_ends_the_stream(self):
        events = iter(self.converse("broken", "one two"))
        self.assertEqual([next(iter(next(events))) for _ in range(3)], ["messageStart"] + 2 * ["contentBlockDelta"])
        with self.assertRaises(botocore.exceptions.EventStreamError) as raised:
            next(events)
        error = raised.exception.response["Error"]
        self.assertEqual((error["Code"], error["Message"]), ("modelStreamErrorException", "the model is broken"))

    def test_an_error_before_the_stream_is_an_ordinary_one(self):
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException) as raised:
            self.converse("none", "text")
        self.assertEqual(raised.exception.response["Error"]["Message"], "no such model")


if __name__ == "__main__":
    unittest.main()
