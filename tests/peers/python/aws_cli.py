"""Commands of the AWS CLI against the emulator at AWS_ENDPOINT_URL.

They run in this process, because starting Python takes most of the time of a command.
"""

import contextlib
import functools
import io
import json
import os
import pathlib
import tempfile
import unittest

from awscli.clidriver import create_clidriver

# A zip archive without files.
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
ARN = "arn:aws:lambda:us-east-1:123456789012:function:one"


@functools.cache
def find_driver():
    """Returns the driver of all commands, because creating one takes longer than a command."""
    return create_clidriver()


def run(command):
    """Runs a command. Returns the exit code, the standard output and the standard error."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = find_driver().main(command.split())
        out.flush()
    return code, out.buffer.getvalue().decode(), err.getvalue()


class CliTest(unittest.TestCase):
    def read(self, command):
        """Runs a command that succeeds. Returns the JSON that it prints."""
        code, out, err = run(command)
        self.assertEqual(code, 0, err)
        return json.loads(out) if out else None

    def fail_with(self, command, *parts):
        """Runs a command that fails, and checks what it says about the error."""
        code, out, err = run(command)
        self.assertNotEqual(code, 0, out)
        for part in parts:
            self.assertIn(part, err)

    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.enterContext(contextlib.chdir(folder))


class LambdaTest(CliTest):
    def test_functions(self):
        with open("code.zip", "wb") as file:
            file.write(EMPTY_ZIP)
        for name in ["one", "two", "three"]:
            made = self.read(
                f"lambda create-function --function-name {name} --runtime python3.12 --handler echo"
                " --role arn:aws:iam::123456789012:role/worker --zip-file fileb://code.zip")
            self.assertEqual((made["FunctionName"], made["CodeSize"]), (name, len(EMPTY_ZIP)))
        self.read("lambda wait function-active-v2 --function-name one")
        names = self.read("lambda list-functions --page-size 2 --query Functions[].FunctionName")
        self.assertEqual(names, ["one", "three", "two"])
        payload = '{"text": "ä"}'.encode()
        with open("payload.json", "wb") as file:
            file.write(payload)
        result = self.read(
            "lambda invoke --function-name one --payload fileb://payload.json --log-type Tail result.json")
        self.assertEqual(result["LogResult"], "U1RBUlQKRU5ECg==")
        with open("result.json", "rb") as file:
            self.assertEqual(file.read(), payload)
        updated = self.read("lambda update-function-configuration --function-name one --timeout 9")
        self.assertEqual(updated["Timeout"], 9)
        self.read(f"lambda tag-resource --resource {ARN} --tags a=1,b=2")
        self.read(f"lambda untag-resource --resource {ARN} --tag-keys a")
        self.assertEqual(self.read(f"lambda list-tags --resource {ARN}"), {"Tags": {"b": "2"}})
        self.read("lambda delete-function --function-name two")
        self.fail_with(
            "lambda get-function --function-name two",
            "(ResourceNotFoundException) when calling the GetFunction operation: Function not found")
        self.fail_with(
            "lambda get-function --function-name a?b",
            "(ValidationException) when calling", "1 validation error detected")


class DynamoDbTest(CliTest):
    def test_tables(self):
        made = self.read(
            "dynamodb create-table --table-name books --billing-mode PAY_PER_REQUEST"
            " --attribute-definitions AttributeName=id,AttributeType=S"
            " --key-schema AttributeName=id,KeyType=HASH")
        self.assertEqual(made["TableDescription"]["CreationDateTime"], 1767323045.5)
        items = [{"id": {"S": name}, "year": {"N": "1999"}} for name in "abc"]
        for item in items:
            self.read(f"dynamodb put-item --table-name books --item {json_argument(item)}")
        key = json_argument({"id": {"S": "b"}})
        found = self.read(f"dynamodb get-item --table-name books --key {key}")
        self.assertEqual(found["Item"], items[1])
        scanned = self.read("dynamodb scan --table-name books --page-size 2")
        self.assertEqual(scanned["Items"], items)
        self.read("dynamodb delete-table --table-name books")
        self.read("dynamodb wait table-not-exists --table-name books")
        self.fail_with(
            "dynamodb describe-table --table-name books",
            "(ResourceNotFoundException) when calling the DescribeTable operation")


class S3Test(CliTest):
    """The commands of `aws s3`, which transfer files."""

    def print(self, command):
        """Runs a command that succeeds. Returns the lines that it prints, without dates."""
        code, out, err = run(command)
        self.assertEqual(code, 0, err)
        return [line.split(None, 2)[-1] if line[:2] == "20" else line.strip() for line in out.splitlines()]

    def write(self, path, content):
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def test_files_are_copied(self):
        self.print("s3 mb s3://files")
        self.write("one.txt", b"<one>")
        self.print("s3 cp one.txt s3://files/a/one.txt --quiet")
        self.print("s3 cp s3://files/a/one.txt s3://files/b/two.txt --metadata team=sea --quiet")
        self.print("s3 cp s3://files/b/two.txt got.txt --quiet")
        self.assertEqual(pathlib.Path("got.txt").read_bytes(), b"<one>")
        self.assertEqual(self.print("s3 ls s3://files"), ["PRE a/", "PRE b/"])
        self.assertEqual(self.print("s3 ls s3://files --recursive"), ["5 a/one.txt", "5 b/two.txt"])
        self.assertIn("files", self.print("s3 ls"))
        self.print("s3 mv s3://files/b/two.txt s3://files/c --quiet")
        self.print("s3 rm s3://files/a/one.txt")
        self.assertEqual(self.print("s3 ls s3://files"), ["5 c"])
        self.fail_with("s3 cp s3://files/none here.txt", "(404)", "HeadObject")
        self.fail_with("s3 rb s3://files", "BucketNotEmpty")
        self.print("s3 rb s3://files --force")
        self.fail_with("s3 ls s3://files", "NoSuchBucket", "The bucket files does not exist")

    def test_large_files_have_parts(self):
        content = bytes(range(256)) * (9 << 12)
        self.write("large", content)
        self.print("s3 mb s3://large")
        self.print("s3 cp large s3://large/object --quiet")
        self.print("s3 cp s3://large/object copy --quiet")
        self.assertEqual(pathlib.Path("copy").read_bytes(), content)

    def test_folders_are_synchronized(self):
        self.print("s3 mb s3://folders")
        for index in range(12):
            self.write(f"from/{index % 3}/{index} ä+.txt", b"%d" % index)
        self.print("s3 sync from s3://folders/to --page-size 5 --quiet")
        self.assertEqual(self.print("s3 sync from s3://folders/to --size-only"), [])
        self.write("from/0/new", b"new")
        pathlib.Path("from/1/1 ä+.txt").unlink()
        changed = self.print("s3 sync from s3://folders/to --size-only --delete --no-progress")
        self.assertEqual(sorted(line.split(":")[0] for line in changed), ["delete", "upload"])
        self.print("s3 sync s3://folders/to back --page-size 5 --quiet")
        files = {path.relative_to("from"): path.read_bytes() for path in pathlib.Path("from").rglob("*") if path.is_file()}
        back = {path.relative_to("back"): path.read_bytes() for path in pathlib.Path("back").rglob("*") if path.is_file()}
        self.assertEqual((back, len(back)), (files, 12))
        self.print("s3 rm s3://folders --recursive --quiet")
        self.assertEqual(run("s3 ls s3://folders/to/")[0], 1)


class S3ApiTest(CliTest):
    """The commands of `aws s3api`, one for each operation."""

    def test_operations(self):
        self.read("s3api create-bucket --bucket api")
        with open("body", "wb") as file:
            file.write(b"0123456789")
        put = self.read("s3api put-object --bucket api --key k/1 --body body --content-type text/x --metadata a=1,b=2")
        got = self.read("s3api get-object --bucket api --key k/1 --range bytes=2-4 part")
        self.assertEqual((got["ContentRange"], got["ETag"], got["Metadata"]), ("bytes 2-4/10", put["ETag"], {"a": "1", "b": "2"}))
        with open("part", "rb") as file:
            self.assertEqual(file.read(), b"234")
        head = self.read("s3api head-object --bucket api --key k/1")
        self.assertEqual((head["ContentLength"], head["ContentType"]), (10, "text/x"))
        self.read("s3api copy-object --bucket api --key k/2 --copy-source api/k/1")
        upload = self.read("s3api create-multipart-upload --bucket api --key k/3")["UploadId"]
        part = self.read(f"s3api upload-part --bucket api --key k/3 --upload-id {upload} --part-number 1 --body body")
        parts = json_argument({"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
        self.read(f"s3api complete-multipart-upload --bucket api --key k/3 --upload-id {upload} --multipart-upload {parts}")
        keys = self.read("s3api list-objects-v2 --bucket api --page-size 2 --query Contents[].Key")
        self.assertEqual(keys, ["k/1", "k/2", "k/3"])
        names = json_argument({"Objects": [{"Key": key} for key in keys]})
        self.read(f"s3api delete-objects --bucket api --delete {names}")
        self.assertIsNone(self.read("s3api get-bucket-location --bucket api")["LocationConstraint"])
        self.read("s3api delete-bucket --bucket api")
        self.fail_with("s3api get-object --bucket api --key k/1 part", "(NoSuchBucket)")
        self.fail_with("s3api head-bucket --bucket api", "(404)")


class SqsTest(CliTest):
    def read(self, command):
        # The CLI has an endpoint of its own for SQS.
        return super().read(f"{command} --endpoint-url {os.environ['AWS_ENDPOINT_URL']}")

    def test_queues(self):
        url = self.read("sqs create-queue --queue-name cli --attributes DelaySeconds=1")["QueueUrl"]
        self.assertEqual(self.read("sqs get-queue-url --queue-name cli")["QueueUrl"], url)
        self.assertEqual(self.read("sqs list-queues --queue-name-prefix cl")["QueueUrls"], [url])
        self.read(f"sqs send-message --queue-url {url} --message-body one")
        entries = json_argument([{"Id": "a", "MessageBody": "two"}])
        sent = self.read(f"sqs send-message-batch --queue-url {url} --entries {entries}")
        self.assertEqual([it["Id"] for it in sent["Successful"]], ["a"])
        got = self.read(f"sqs receive-message --queue-url {url} --max-number-of-messages 5")["Messages"]
        self.assertEqual([it["Body"] for it in got], ["one", "two"])
        self.read(f"sqs delete-message --queue-url {url} --receipt-handle {got[0]['ReceiptHandle']}")
        found = self.read(f"sqs get-queue-attributes --queue-url {url} --attribute-names All")["Attributes"]
        self.assertEqual(found["DelaySeconds"], "1")
        self.read(f"sqs delete-queue --queue-url {url}")
        self.fail_with(
            f"sqs receive-message --queue-url {url} --endpoint-url {os.environ['AWS_ENDPOINT_URL']}",
            "(AWS.SimpleQueueService.NonExistentQueue) when calling the ReceiveMessage operation: The specified queue")


class StsTest(CliTest):
    def test_identities(self):
        self.assertEqual(self.read("sts get-caller-identity")["Account"], "123456789012")
        role = "sts assume-role --role-arn arn:aws:iam::123456789012:role/worker --role-session-name"
        self.assertEqual(self.read(f"{role} one")["Credentials"]["SessionToken"], "token of one")
        self.fail_with(f"{role} one --policy no", "(MalformedPolicyDocument)", "The policy is not JSON")


class Ec2Test(CliTest):
    def test_instances(self):
        run = self.read("ec2 run-instances --image-id ami-1 --instance-type t3.micro --count 3")
        ids = [instance["InstanceId"] for instance in run["Instances"]]
        query = "Reservations[].Instances[].InstanceId"
        self.assertEqual(self.read(f"ec2 describe-instances --page-size 2 --query {query}"), ids)
        self.read(f"ec2 create-tags --resources {ids[0]} --tags Key=team,Value=sea")
        self.assertEqual(self.read(f"ec2 describe-instances --filters Name=tag:team,Values=sea --query {query}"), ids[:1])
        self.read(f"ec2 wait instance-running --instance-ids {ids[0]}")
        ended = self.read(f"ec2 terminate-instances --instance-ids {ids[0]} {ids[1]}")["TerminatingInstances"]
        self.assertEqual([it["CurrentState"]["Name"] for it in ended], ["terminated", "terminated"])
        self.fail_with("ec2 describe-instances --instance-ids i-none", "(InvalidInstanceID.NotFound)", "'i-none'")


def json_argument(value):
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    unittest.main()
