"""Answers lines of {"url", "lang", "submission"} with the report or the problem."""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import payready  # noqa: E402

for line in sys.stdin:
    task = json.loads(line)
    try:
        answer = {"report": payready.Client(task["url"]).assess(task["submission"], lang=task["lang"])}
        answer["pay"] = payready.may_pay(answer["report"])
    except payready.Problem as e:
        answer = {"problem": {"status": e.status, "errors": e.errors, "message": str(e)}}
    except payready.Unreachable:
        answer = {"unreachable": True}
    print(json.dumps(answer), flush=True)
