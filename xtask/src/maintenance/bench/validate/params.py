"""Prints how many nanoseconds botocore's ParamValidator takes for a CreateFunction: params.py FILE."""

import json
import sys
import timeit

import botocore.session
import botocore.validate

with open(sys.argv[1], encoding="utf-8") as file:
    value = json.load(file)
model = botocore.session.get_session().get_service_model("lambda")
shape = model.operation_model("CreateFunction").input_shape
validator = botocore.validate.ParamValidator()
report = validator.validate(value, shape)
if report.has_errors():
    sys.exit(report.generate_report())
rounds = timeit.repeat(lambda: validator.validate(value, shape), repeat=50, number=200)
print(f"{min(rounds) / 200 * 1e9:.1f}")
