"""boto3's client of Kinesis against the emulator at AWS_ENDPOINT_URL."""

import datetime
import unittest

import boto3
import botocore.config
import botocore.exceptions

CONSUMER = "arn:aws:kinesis:us-east-1:123456789012:stream/s/consumer/{}:1700000000"
LATEST = {"Type": "LATEST"}


class KinesisTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        config = botocore.config.Config(retries={"max_attempts": 0}, inject_host_prefix=False)
        cls.client = boto3.client("kinesis", config=config)

    def subscribe(self, shard, consumer="c"):
        return self.client.subscribe_to_shard(
            ConsumerARN=CONSUMER.format(consumer), ShardId=shard, StartingPosition=LATEST)

    def test_events_are_read(self):
        events = [event["SubscribeToShardEvent"] for event in self.subscribe("whole")["EventStream"]]
        self.assertEqual([event["Records"][0]["Data"] for event in events], [b"one", b"two"])
        self.assertEqual([event["ContinuationSequenceNumber"] for event in events], ["0", "1"])
        time = datetime.datetime(2026, 1, 2, 3, 4, 5, 500000, tzinfo=datetime.timezone.utc)
        self.assertEqual(events[0]["Records"][0]["ApproximateArrivalTimestamp"], time)

    def test_an_exception_ends_the_stream(self):
        events = iter(self.subscribe("broken")["EventStream"])
        self.assertIn("SubscribeToShardEvent", next(events))
        self.assertIn("SubscribeToShardEvent", next(events))
        with self.assertRaises(botocore.exceptions.EventStreamError) as raised:
            next(events)
        self.assertEqual(raised.exception.response["Error"]["Code"], "InternalFailureException")
        self.assertEqual(raised.exception.response["Error"]["Message"], "the shard is broken")

    def test_an_error_before_the_stream_is_an_ordinary_one(self):
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException) as raised:
            self.subscribe("whole", "nobody")
        self.assertEqual(raised.exception.response["Error"]["Message"], "no such consumer")


if __name__ == "__main__":
    unittest.main()
