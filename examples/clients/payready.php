<?php

declare(strict_types=1);

namespace Payready;

/**
 * A client of the payready service (examples/httpapi), in one file, for PHP 8.1 and later.
 *
 *     $client = new \Payready\Client('http://127.0.0.1:8080');
 *     $report = $client->assess($submission);      // as submission.schema.json has it
 *     if (\Payready\mayPay($report)) {
 *         ...                                      // request the payout, under the same order number
 *     } else {
 *         foreach ($report->fixes as $fix) { echo $fix->fixer, ' ', $fix->text, "\n"; }
 *     }
 *
 * Nothing here logs or keeps what you send. Exceptions hold what the service says, which
 * names fields and kinds of mistakes and never a value.
 */
final class Client
{
    private const MAX_ANSWER = 64 << 20; // bytes

    /**
     * @param float $timeout seconds, for each try
     * @param int   $retries how often a busy or unreachable service is asked again: asking
     *                       has no effect, so asking twice does no harm
     */
    public function __construct(private string $baseUrl, private float $timeout = 10.0, private int $retries = 2)
    {
        if (!preg_match('#^https?://[^/]#', $baseUrl)) {
            throw new \InvalidArgumentException('baseUrl must be an http or https URL');
        }
        $this->baseUrl = rtrim($baseUrl, '/');
    }

    /** The report on a submission: an array, an object, or its JSON. */
    public function assess(#[\SensitiveParameter] array|object|string $submission, string $lang = 'zh-CN', string $detail = 'full', ?string $audience = null): object
    {
        $query = ['lang' => $lang, 'detail' => $detail] + ($audience === null ? [] : ['audience' => $audience]);
        return $this->ask('POST', '/v1/assess', $query, $submission);
    }

    /** The stretches of time from the submission's moment on, each with a verdict. */
    public function schedule(#[\SensitiveParameter] array|object|string $submission, int $hours = 24): array
    {
        return $this->ask('POST', '/v1/schedule', ['hours' => $hours], $submission)->stretches;
    }

    /** Every check with its texts in both languages. */
    public function checks(): array
    {
        return $this->ask('GET', '/v1/checks', [])->checks;
    }

    /** A JSON Schema: submission, report or policy. */
    public function schema(string $name): object
    {
        return $this->ask('GET', '/v1/schema/' . rawurlencode($name), []);
    }

    private function ask(string $method, string $path, array $query, #[\SensitiveParameter] array|object|string|null $body = null): object
    {
        $url = $this->baseUrl . $path . ($query === [] ? '' : '?' . http_build_query($query));
        if ($body === []) {
            $body = new \stdClass(); // an empty submission is an object, not a list
        }
        $sent = $body === null || is_string($body) ? $body : json_encode($body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION);
        for ($try = 0;; $try++) {
            $last = $try === $this->retries;
            [$status, $answer, $wait] = $this->once($method, $url, $sent);
            if ($status === 200 && is_object($answer)) {
                return $answer;
            }
            if ($last && $status === 0) {
                throw new Unreachable('no answer');
            }
            if ($last || $status !== 0 && $status !== 503) {
                throw new Problem($status === 200 ? 502 : $status, is_object($answer) ? $answer : new \stdClass());
            }
            usleep((int) (1e6 * ($wait ?? 0.2 * 2 ** $try)));
        }
    }

    /** One try: the status, 0 if there was no answer, its JSON, and how long to wait. */
    private function once(string $method, string $url, #[\SensitiveParameter] ?string $sent): array
    {
        $headers = "Accept: application/json\r\nConnection: close\r\n" . ($sent === null ? '' : "Content-Type: application/json\r\n");
        $context = stream_context_create(['http' => [
            'method' => $method, 'header' => $headers, 'content' => $sent ?? '', 'timeout' => $this->timeout,
            'ignore_errors' => true, 'follow_location' => 0, 'protocol_version' => 1.1,
        ]]);
        $stream = @fopen($url, 'rb', false, $context);
        if ($stream === false) {
            return [0, null, null];
        }
        $status = 0;
        $wait = null;
        foreach (stream_get_meta_data($stream)['wrapper_data'] ?? [] as $line) {
            if (preg_match('#^HTTP/\S+ (\d{3})#', $line, $m)) {
                $status = (int) $m[1];
            } elseif (preg_match('#^Retry-After:\s*(\d+)\s*$#i', $line, $m)) {
                $wait = min((int) $m[1], 5);
            }
        }
        $body = stream_get_contents($stream, self::MAX_ANSWER + 1);
        $short = stream_get_meta_data($stream)['timed_out'] || $body === false || strlen($body) > self::MAX_ANSWER;
        fclose($stream);
        return $short ? [0, null, null] : [$status, json_decode($body), $wait];
    }
}

/** The service refused: a problem of RFC 9457. */
final class Problem extends \RuntimeException
{
    public readonly int $status;
    public readonly string $type;
    public readonly string $title;
    /** @var object[] mistakes of the input, with field (a JSON Pointer), kind and text */
    public readonly array $errors;

    public function __construct(int $status, object $body)
    {
        $this->status = $status;
        $this->type = $body->type ?? 'about:blank';
        $this->title = $body->title ?? '';
        $this->errors = $body->errors ?? [];
        $said = implode('; ', array_map(fn (object $e) => ($e->field ?? '') . ': ' . ($e->text ?? ''), $this->errors));
        parent::__construct("$status {$this->title}" . ($said === '' ? '' : " ($said)"));
    }
}

/** No answer came. Nothing was paid by asking, so ask again: do not pay. */
final class Unreachable extends \RuntimeException
{
}

/**
 * Whether the payout may be requested now: the verdict is ready and still holds. Caution is
 * not enough.
 */
function mayPay(object $report, ?\DateTimeInterface $now = null): bool
{
    if (($report->verdict ?? '') !== 'ready' || empty($report->valid_until)) {
        return false;
    }
    return ($now ?? new \DateTimeImmutable()) < new \DateTimeImmutable($report->valid_until);
}
