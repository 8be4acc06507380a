"""A client of the payready service (examples/httpapi), in one file, for Python 3.9 and later.

    client = payready.Client("http://127.0.0.1:8080")
    report = client.assess(submission)          # a dict, as submission.schema.json has it
    if payready.may_pay(report):
        ...                                     # request the payout, under the same order number
    else:
        for fix in report["fixes"]:
            print(fix["fixer"], fix["text"])

Nothing here logs or keeps what you send. Exceptions hold what the service says, which
names fields and kinds of mistakes and never a value.
"""

import http.client
import json
import time
from datetime import datetime, timezone
from urllib.parse import quote, urlencode, urlsplit

__all__ = ["Client", "Problem", "Unreachable", "may_pay"]

MAX_ANSWER = 64 << 20  # bytes


class Problem(Exception):
    """The service refused: a problem of RFC 9457.

    status is the HTTP status, type a URN such as urn:payready:problem:shape, title a
    sentence, and errors the mistakes of the input: dicts with field (a JSON Pointer),
    kind and text.
    """

    def __init__(self, status, body):
        self.status = status
        self.type = body.get("type", "about:blank")
        self.title = body.get("title", "")
        self.errors = body.get("errors", [])
        said = "; ".join(f'{e.get("field", "")}: {e.get("text", "")}' for e in self.errors)
        super().__init__(f"{status} {self.title}" + (f" ({said})" if said else ""))


class Unreachable(Exception):
    """No answer came. Nothing was paid by asking, so ask again: do not pay."""


def may_pay(report, now=None):
    """Report whether the payout may be requested now: the verdict is ready and still holds.

    Caution is not enough. now is an aware datetime, the current time if None.
    """
    if report.get("verdict") != "ready":
        return False
    until = report.get("valid_until")
    if not until:
        return False
    now = now or datetime.now(timezone.utc)
    return now < datetime.fromisoformat(until.replace("Z", "+00:00"))


class Client:
    """A client of one service. It holds no connection and may be shared by threads."""

    def __init__(self, base_url, timeout=10.0, retries=2):
        """timeout is in seconds, for each try. A busy or unreachable service is asked again
        retries times: asking has no effect, so asking twice does no harm."""
        url = urlsplit(base_url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ValueError("base_url must be an http or https URL")
        self._connection = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
        self._host, self._port, self._path = url.hostname, url.port, url.path.rstrip("/")
        self._timeout, self._retries = timeout, retries

    def assess(self, submission, lang="zh-CN", detail="full", audience=None):
        """Return the report on a submission."""
        query = {"lang": lang, "detail": detail}
        if audience:
            query["audience"] = audience
        return self._ask("POST", "/v1/assess", query, submission)

    def schedule(self, submission, hours=24):
        """Return the stretches of time from the submission's moment on, each with a verdict."""
        return self._ask("POST", "/v1/schedule", {"hours": hours}, submission)["stretches"]

    def checks(self):
        """Return every check with its texts in both languages."""
        return self._ask("GET", "/v1/checks", {})["checks"]

    def schema(self, name):
        """Return a JSON Schema: submission, report or policy."""
        return self._ask("GET", "/v1/schema/" + quote(name, safe=""), {})

    def _ask(self, method, path, query, body=None):
        target = self._path + path + ("?" + urlencode(query) if query else "")
        sent = None if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
        for attempt in range(self._retries + 1):
            last = attempt == self._retries
            try:
                status, answer, wait = self._once(method, target, sent)
            except (OSError, http.client.HTTPException) as e:
                if last:
                    raise Unreachable(type(e).__name__) from None
                time.sleep(0.2 * 2**attempt)
                continue
            if status == 503 and not last:
                time.sleep(wait or 0.2 * 2**attempt)
                continue
            if status != 200:
                raise Problem(status, answer if isinstance(answer, dict) else {})
            return answer

    def _once(self, method, target, sent):
        c = self._connection(self._host, self._port, timeout=self._timeout)
        try:
            headers = {"Accept": "application/json"}
            if sent is not None:
                headers["Content-Type"] = "application/json"
            c.request(method, target, body=sent, headers=headers)
            r = c.getresponse()
            b = r.read(MAX_ANSWER + 1)
            if len(b) > MAX_ANSWER:
                raise http.client.HTTPException("answer too long")
            wait = r.getheader("Retry-After", "")
            try:
                return r.status, json.loads(b), min(int(wait), 5) if wait.isdigit() else None
            except ValueError:
                return (r.status if r.status != 200 else 502), {}, None
        finally:
            c.close()
