"""boto3's client of Lambda against the emulator at AWS_ENDPOINT_URL."""

import json
import unittest

import boto3
import botocore.config
import botocore.exceptions

ROLE = "arn:aws:iam::123456789012:role/service-role/worker"
FAST = {"Delay": 0.05, "MaxAttempts": 5}


class LambdaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        config = botocore.config.Config(retries={"max_attempts": 1})
        cls.client = boto3.client("lambda", config=config)

    def create(self, name, handler="echo", **more):
        function = self.client.create_function(
            FunctionName=name, Role=ROLE, Runtime="python3.12", Handler=handler,
            Code={"ZipFile": b"\x00zip\xff"}, **more)
        self.addCleanup(self.client.delete_function, FunctionName=name)
        return function

    def test_create_has_what_the_request_said(self):
        made = self.create(
            "made", Description="prüft é", Timeout=7, MemorySize=256,
            Environment={"Variables": {"KEY": "a value", "OTHER": ""}}, Tags={"team": "sea"})
        self.assertEqual(made["ResponseMetadata"]["HTTPStatusCode"], 201)
        self.assertEqual(made["ResponseMetadata"]["HTTPHeaders"]["content-type"], "application/json")
        self.assertRegex(made["ResponseMetadata"]["RequestId"], "^[0-9a-f]{8}-")
        self.assertEqual(made["FunctionName"], "made")
        self.assertEqual(made["FunctionArn"], "arn:aws:lambda:us-east-1:123456789012:function:made")
        self.assertEqual(made["Description"], "prüft é")
        self.assertEqual((made["Timeout"], made["MemorySize"], made["CodeSize"]), (7, 256, 5))
        self.assertEqual(made["Environment"], {"Variables": {"KEY": "a value", "OTHER": ""}})
        self.assertEqual((made["Runtime"], made["State"]), ("python3.12", "Pending"))
        self.assertNotIn("VpcConfig", made)

    def test_a_response_is_a_stream_of_events(self):
        self.create("streamed")
        payload = "Grüße, a payload of several events".encode()
        response = self.client.invoke_with_response_stream(FunctionName="streamed", Payload=payload)
        self.assertEqual((response["StatusCode"], response["ExecutedVersion"]), (200, "$LATEST"))
        events = list(response["EventStream"])
        chunks = [event["PayloadChunk"]["Payload"] for event in events[:-1]]
        self.assertEqual((b"".join(chunks), len(chunks)), (payload, 6))
        self.assertEqual(events[-1], {"InvokeComplete": {}})
        self.create("streamed-fail", "fail")
        response = self.client.invoke_with_response_stream(FunctionName="streamed-fail")
        end = {"ErrorCode": "Unhandled", "ErrorDetails": "the handler failed"}
        self.assertEqual(list(response["EventStream"]), [{"InvokeComplete": end}])
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException):
            self.client.invoke_with_response_stream(FunctionName="no")

    def test_waiters_end(self):
        self.create("waited")
        self.client.get_waiter("function_active").wait(FunctionName="waited", WaiterConfig=FAST)
        self.client.get_waiter("function_exists").wait(FunctionName="waited", WaiterConfig=FAST)
        updated = self.client.update_function_configuration(FunctionName="waited", Timeout=9)
        self.assertEqual((updated["Timeout"], updated["LastUpdateStatus"]), (9, "InProgress"))
        waiter = self.client.get_waiter("function_updated_v2")
        waiter.wait(FunctionName="waited", WaiterConfig=FAST)
        found = self.client.get_function(FunctionName="waited")
        self.assertEqual(found["Configuration"]["LastUpdateStatus"], "Successful")
        self.assertEqual(found["Configuration"]["Handler"], "echo")
        self.assertEqual(found["Code"]["RepositoryType"], "S3")
        self.assertNotIn("Tags", found)

    def test_a_waiter_fails_for_a_missing_function(self):
        with self.assertRaises(botocore.exceptions.WaiterError) as raised:
            self.client.get_waiter("function_active").wait(FunctionName="no", WaiterConfig=FAST)
        self.assertIn("ResourceNotFoundException", str(raised.exception))

    def test_pages_have_all_functions_once(self):
        names = [f"page-{index:02}" for index in range(7)]
        for name in names:
            self.create(name)
        pages = self.client.get_paginator("list_functions").paginate(PaginationConfig={"PageSize": 3})
        pages = list(pages)
        found = [it["FunctionName"] for page in pages for it in page["Functions"]]
        self.assertEqual([name for name in found if name.startswith("page-")], names)
        self.assertGreaterEqual(len(pages), 3)
        self.assertNotIn("NextMarker", pages[-1])

    def test_invoke_returns_the_payload(self):
        self.create("echo-1")
        payload = json.dumps({"text": "ä\u2028", "list": [1, None]}).encode()
        result = self.client.invoke(FunctionName="echo-1", Payload=payload, LogType="Tail")
        self.assertEqual(result["Payload"].read(), payload)
        self.assertEqual((result["StatusCode"], result["ExecutedVersion"]), (200, "$LATEST"))
        self.assertEqual(result["LogResult"], "U1RBUlQKRU5ECg==")
        self.assertNotIn("FunctionError", result)
        binary = bytes(range(256)) * 64
        result = self.client.invoke(FunctionName=result_arn("echo-1"), Payload=binary)
        self.assertEqual(result["Payload"].read(), binary)

    def test_invoke_without_a_payload(self):
        self.create("echo-2")
        for kind, status in [("RequestResponse", 200), ("Event", 202), ("DryRun", 204)]:
            result = self.client.invoke(FunctionName="echo-2", InvocationType=kind)
            self.assertEqual(result["StatusCode"], status)
            self.assertEqual(result["ResponseMetadata"]["HTTPStatusCode"], status)
            self.assertEqual(result["Payload"].read(), b"")

    def test_invoke_of_a_function_that_fails(self):
        self.create("fails", handler="fail")
        result = self.client.invoke(FunctionName="fails", Payload=b"{}")
        self.assertEqual((result["StatusCode"], result["FunctionError"]), (200, "Unhandled"))
        self.assertEqual(json.load(result["Payload"]), {"errorMessage": "the handler failed"})

    def test_tags_are_set_listed_and_removed(self):
        arn = self.create("tagged", Tags={"one": "1"})["FunctionArn"]
        result = self.client.tag_resource(Resource=arn, Tags={"two": "2 + 3", "drei ü": "/=:@"})
        self.assertEqual(result["ResponseMetadata"]["HTTPStatusCode"], 204)
        tags = self.client.list_tags(Resource=arn)["Tags"]
        self.assertEqual(tags, {"one": "1", "two": "2 + 3", "drei ü": "/=:@"})
        self.client.untag_resource(Resource=arn, TagKeys=["one", "drei ü"])
        self.assertEqual(self.client.list_tags(Resource=arn)["Tags"], {"two": "2 + 3"})

    def test_errors_have_types(self):
        with self.assertRaises(self.client.exceptions.ResourceNotFoundException) as raised:
            self.client.get_function(FunctionName="missing")
        response = raised.exception.response
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 404)
        self.assertEqual(response["Error"]["Code"], "ResourceNotFoundException")
        self.assertIn("function:missing", response["Error"]["Message"])
        self.assertEqual(response["Type"], "User")
        self.create("twice")
        with self.assertRaises(self.client.exceptions.ResourceConflictException) as raised:
            self.client.create_function(FunctionName="twice", Role=ROLE, Code={"ZipFile": b""})
        self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], 409)

    def test_an_error_that_the_model_lacks(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.get_function(FunctionName="throttled")
        response = raised.exception.response
        self.assertEqual(response["Error"], {"Code": "ThrottledByEmulator", "Message": "slow down"})
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 429)

    def test_values_are_validated(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.get_function(FunctionName="not a name")
        response = raised.exception.response
        self.assertEqual(response["Error"]["Code"], "ValidationException")
        self.assertIn("1 validation error detected", response["Error"]["Message"])
        self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_an_operation_that_the_emulator_lacks(self):
        with self.assertRaises(botocore.exceptions.ClientError) as raised:
            self.client.list_layers()
        self.assertEqual(raised.exception.response["Error"]["Code"], "UnknownOperationException")


def result_arn(name):
    return f"arn:aws:lambda:us-east-1:123456789012:function:{name}"


if __name__ == "__main__":
    unittest.main()
