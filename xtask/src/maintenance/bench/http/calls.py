"""Prints how many nanoseconds calls of botocore take over a canned connection, each on a line with its name."""

import io
import json
import timeit

import botocore.session
from botocore.awsrequest import AWSResponse

FUNCTION = {
    "FunctionName": "my-function",
    "FunctionArn": "arn:aws:lambda:us-west-2:123456789012:function:my-function",
    "Runtime": "nodejs18.x",
    "Role": "arn:aws:iam::123456789012:role/service-role/my-function-role",
    "Handler": "index.handler",
    "CodeSize": 1234,
    "Timeout": 3,
    "MemorySize": 128,
    "Version": "$LATEST",
    "Environment": {"Variables": {"LOG": "debug", "TABLE": "things"}},
}
ITEM = {"id": {"S": "12345"}, "count": {"N": "42"}, "tags": {"SS": ["a", "b"]}, "nested": {"M": {"x": {"BOOL": True}}}}


class Raw(io.BytesIO):
    def stream(self, **_):
        while chunk := self.read(65536):
            yield chunk


def client(service, body):
    session = botocore.session.get_session()
    client = session.create_client(
        service, region_name="us-west-2", aws_access_key_id="AKID", aws_secret_access_key="secret"
    )
    data = body.encode()
    answer = lambda request, **_: AWSResponse(request.url, 200, {"content-length": str(len(data))}, Raw(data))
    client.meta.events.register("before-send", answer)
    return client


def measure(name, call):
    call()
    print(f"{name}\t{min(timeit.repeat(call, repeat=20, number=20)) / 20 * 1e9:.1f}")


functions = client("lambda", json.dumps({"Functions": [FUNCTION] * 50}))
measure("ListFunctions, 50 functions", lambda: functions.list_functions(MaxItems=50))
invoke = client("lambda", '{"ok":true}')
measure(
    "Invoke",
    lambda: invoke.invoke(FunctionName="my-function", InvocationType="RequestResponse", Payload=b'{"key":"value"}')["Payload"].read(),
)
put = client("dynamodb", "{}")
measure("PutItem", lambda: put.put_item(TableName="things", Item=ITEM))
get = client("dynamodb", json.dumps({"Item": ITEM}))
measure("GetItem", lambda: get.get_item(TableName="things", Key={"id": {"S": "12345"}}))
