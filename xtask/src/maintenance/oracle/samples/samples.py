"""Checks values with botocore: they must be valid, and a request can be made of those of inputs.

Reads a line with the file of a model, then lines with an operation, whether the value is an output, and the value. Prints for each value
a list of what is wrong with it.
"""

import json
import sys

sys.path.insert(0, sys.argv[1])
import oracle  # noqa: E402
from botocore.validate import ParamValidator  # noqa: E402


def find_errors(model, operation, is_output, value):
    operation = oracle.load(model).operation_model(operation)
    shape = operation.output_shape if is_output else operation.input_shape
    if shape is None:
        return [] if value == {} else ["the operation has no such value"]
    # Side files of a model add members, which botocore's loader would know.
    value = {name: it for name, it in oracle.decode(value).items() if name in shape.members}
    errors = ParamValidator().validate(value, shape)
    # Streams of events are no part of the values.
    stream = operation.get_event_stream_output() if is_output else operation.get_event_stream_input()
    if stream is not None:
        errors._errors = [error for error in errors._errors if error[0] != "missing required field"]
    found = [errors.generate_report()] if errors.has_errors() else []
    if not is_output and stream is None and not found:
        try:
            oracle.serialize(oracle.load(model), operation, value, token="token")
        except Exception as error:
            found.append(f"{type(error).__name__}: {error}")
    return found


model = json.loads(sys.stdin.readline())
for line in sys.stdin:
    try:
        print(json.dumps(find_errors(model, *json.loads(line))))
    except Exception as error:
        print(json.dumps([f"{type(error).__name__}: {error}"]))
