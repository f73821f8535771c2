"""Makes records of messages with the oracle, as those of a corpus.

Reads lines with a service, the file of its model, its protocol and its operations, and prints a JSON object per line: the record of a
request, of a response with an output, or of a response with an error, or the error of the oracle if it can't make one.
"""

import contextlib
import functools
import io
import json
import sys

folder, seeds = sys.argv[1:]
sys.path.insert(0, folder)
import gen  # noqa: E402
import oracle  # noqa: E402
from botocore.utils import is_json_value_header  # noqa: E402

gen.load = functools.lru_cache(4)(gen.load)


def generate(model, operation, seed, target):
    """Returns the generated values of an operation: one of its inputs or outputs, or one of each error."""
    sys.argv = ["gen.py", "--model", model, "--operation", operation, "--seed", str(seed), "--target", target]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        gen.main()
    # Not `splitlines`, because generated text has other separators of lines.
    return [json.loads(line) for line in out.getvalue().split("\n") if line]


def sort_maps(shape, value):
    """Returns a value whose maps are in the order of their keys: the order has no meaning, but forms show it."""
    if isinstance(value, dict) and shape.type_name == "map":
        return {key: sort_maps(shape.value, value[key]) for key in sorted(value)}
    if isinstance(value, dict) and shape.type_name == "structure":
        members = shape.members
        return {name: sort_maps(members[name], it) if name in members else it for name, it in value.items()}
    if isinstance(value, list) and shape.type_name == "list":
        return [sort_maps(shape.member, item) for item in value]
    return value


def write_documents(shape, value):
    """Returns a value with JSON text for members that botocore has as documents, and models as text in a header."""
    members = shape.members if shape else {}
    is_document = {name for name, member in members.items() if is_json_value_header(member)}
    return {name: json.dumps(it, separators=(",", ":")) if name in is_document else it for name, it in value.items()}


def find_error(model, name):
    """Returns the code and the status of an error, and whether the sender is at fault."""
    shape = oracle.load(model).shape_for(name)._shape_model
    error = shape.get("error", {})
    is_server_fault = shape.get("fault", False) or error.get("fault", False)
    status = error.get("httpStatusCode", 500 if is_server_fault else 400)
    return error.get("code", name), status, not is_server_fault and status < 500


def serialize_error(case):
    """Returns the server's response with an error, which has a message if its shape has a member for it."""
    code, status, is_sender_fault = find_error(case["model"], case["error_shape"])
    members = oracle.load(case["model"]).shape_for(case["error_shape"]).members
    message = next((name for name in members if name.lower() == "message"), None)
    # LocalStack takes the values from an object on which `code` is the code of the error, and writes members that are bound to
    # headers into the body.
    headers = {name for name, member in members.items() if member.serialization.get("location") == "header"}
    skipped = {message, "code", *headers}
    fields = {name: value for name, value in case["params"].items() if name not in skipped}
    text = (case["params"].get(message) or "The message.") if message else ""
    if message:
        fields[message] = text
    fields["sender_fault"] = is_sender_fault
    error = {"code": code, "message": text, "status": status, "fields": fields}
    return oracle.handle({**case, "action": "server_serialize", "params": {}, "error": error})


def make_record(case, target):
    """Returns the message of a value, and for responses what botocore reads from them."""
    if target == "input":
        shape = oracle.load(case["model"]).operation_model(case["operation"]).input_shape
        params = sort_maps(shape, case["params"]) if shape else case["params"]
        request = oracle.handle({**case, "action": "serialize", "params": params})["request"]
        params = write_documents(shape, params)
        return {"kind": "request", "params": params, "doubtful": "notes" in case, "request": request}
    if target == "output":
        shape = oracle.load(case["model"]).operation_model(case["operation"]).output_shape
        response = oracle.handle({**case, "action": "server_serialize"})["response"]
        parsed = oracle.handle({**case, "action": "parse", "response": response})["output"]
        return {"kind": "response", "output": write_documents(shape, parsed), "parsed": parsed, "response": response}
    response = serialize_error(case)["response"]
    parsed = oracle.handle({**case, "action": "parse", "response": response})
    shape = parsed.get("error_shape")
    # LocalStack names an error by its code, which can also be the name of an error of another operation.
    errors = oracle.load(case["model"]).operation_model(case["operation"]).error_shapes
    if shape not in {error.name for error in errors}:
        shape = case.get("error_shape", "")
    return {"kind": "error", "output": parsed["output"], "error_shape": shape, "response": response}


def run(service, model, protocol, operation, seed, target):
    """Prints the records of the cases of a seed, or the errors."""

    def report(name, error):
        reason = f"{type(error).__name__}: {error}"
        failed = {"operation": operation, "id": f"{service}/{operation}/{seed}/{name}", "reason": reason}
        print(json.dumps({"service": service, "failed": failed}))

    try:
        cases = generate(model, operation, seed, target)
    except Exception as error:
        return report(target, error)
    for case in cases:
        name = case.get("error_shape", target)
        try:
            record = make_record({**case, "protocol": protocol}, target)
        except Exception as error:
            report(name, error)
            continue
        head = {"service": service, "operation": operation, "id": f"{service}/{operation}/{seed}/{name}"}
        print(json.dumps({**head, **record}))


for line in sys.stdin:
    job = json.loads(line)
    for operation in job["operations"]:
        for seed in range(1, int(seeds) + 1):
            for target in ("input", "output", "errors"):
                run(job["service"], job["model"], job["protocol"], operation, seed, target)
