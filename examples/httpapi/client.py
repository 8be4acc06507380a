"""Asks the service whether a payout may be requested: client.py SUBMISSION.json [URL]"""
import json
import sys
import urllib.error
import urllib.request


def assess(submission, url="http://127.0.0.1:8080"):
    """Returns the report; what is no submission raises ValueError without its values."""
    request = urllib.request.Request(
        url + "/v1/assess?lang=zh-CN&detail=failed",
        data=json.dumps(submission).encode(),
        headers={"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as e:
        raise ValueError(json.load(e)) from None  # type, title, status, errors


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as f:
        report = assess(json.load(f), *sys.argv[2:])
    print(report["verdict"], report["score"], report.get("earliest_at", ""))
    for fix in report["fixes"]:
        print("-", fix["text"], "->", fix["score_after"])
    sys.exit(report["verdict"] != "ready")
