"""Runs the oracle for a model in one process. Prints a JSON object per line: a case, or the error of one that failed."""

import functools
import json
import sys

folder, model, seeds, count, *operations = sys.argv[1:]
sys.path.insert(0, folder)
import gen  # noqa: E402

gen.load = functools.cache(gen.load)
for seed in range(1, int(seeds) + 1):
    for target in ("input", "output"):
        for operation in operations:
            sys.argv = ["gen.py", "--model", model, "--operation", operation, "--target", target]
            sys.argv += ["--seed", str(seed), "-n", count, "--kind", "both"]
            try:
                gen.main()
            except Exception as error:
                reason = f"{type(error).__name__}: {error}"
                failed = {"operation": operation, "id": f"{operation}/{seed}/{target}", "reason": reason}
                print(json.dumps({"failed": failed}))
