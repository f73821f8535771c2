"""Commands of the AWS CLI against the emulator at AWS_ENDPOINT_URL.

They run in this process, because starting Python takes most of the time of a command.
"""

import contextlib
import io
import json
import tempfile
import unittest

from awscli.clidriver import create_clidriver

# A zip archive without files.
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
ARN = "arn:aws:lambda:us-east-1:123456789012:function:one"


def run(command):
    """Runs a command. Returns the exit code, the standard output and the standard error."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = create_clidriver().main(command.split())
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


def json_argument(value):
    return json.dumps(value, separators=(",", ":"))


if __name__ == "__main__":
    unittest.main()
