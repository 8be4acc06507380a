import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of the payready service (examples/httpapi), in one file, for Java 11 and later.
 *
 * <pre>{@code
 * var client = new Payready("http://127.0.0.1:8080");
 * Map<String, Object> report = client.assess(submission, "zh-CN");  // as submission.schema.json has it
 * if (Payready.mayPay(report, Instant.now())) {
 *     // request the payout, under the same order number
 * }
 * }</pre>
 *
 * JSON is maps, lists, strings, booleans, Long, BigDecimal and null. Nothing here logs or
 * keeps what you send. Exceptions hold what the service says, which names fields and kinds
 * of mistakes and never a value. A client is safe for concurrent use.
 */
public final class Payready {
    private static final long LONGEST_WAIT = 5_000; // milliseconds

    private final String base;
    private final Duration timeout;
    private final int retries;
    private final HttpClient http;

    public Payready(String baseUrl) {
        this(baseUrl, Duration.ofSeconds(10), 2);
    }

    /**
     * @param timeout of each try
     * @param retries how often a busy or unreachable service is asked again: asking has no
     *     effect, so asking twice does no harm
     */
    public Payready(String baseUrl, Duration timeout, int retries) {
        String scheme = URI.create(baseUrl).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("baseUrl must be an http or https URL");
        }
        this.base = baseUrl.replaceAll("/+$", "");
        this.timeout = timeout;
        this.retries = retries;
        this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
    }

    /** The report on a submission, with every finding. */
    public Map<String, Object> assess(Map<String, Object> submission, String lang) throws InterruptedException {
        return assess(submission, lang, "full", null);
    }

    /** The report on a submission. detail is full, failed or summary; audience may be null. */
    public Map<String, Object> assess(Map<String, Object> submission, String lang, String detail, String audience) throws InterruptedException {
        String query = "?lang=" + escaped(lang) + "&detail=" + escaped(detail) + (audience == null ? "" : "&audience=" + escaped(audience));
        return ask("/v1/assess" + query, submission);
    }

    /** The stretches of time from the submission's moment on, each with a verdict. */
    @SuppressWarnings("unchecked")
    public List<Object> schedule(Map<String, Object> submission, int hours) throws InterruptedException {
        return (List<Object>) ask("/v1/schedule?hours=" + hours, submission).get("stretches");
    }

    /** Every check with its texts in both languages. */
    @SuppressWarnings("unchecked")
    public List<Object> checks() throws InterruptedException {
        return (List<Object>) ask("/v1/checks", null).get("checks");
    }

    /** A JSON Schema: submission, report or policy. */
    public Map<String, Object> schema(String name) throws InterruptedException {
        return ask("/v1/schema/" + escaped(name), null);
    }

    /**
     * Whether the payout may be requested now: the verdict is ready and still holds. Caution
     * is not enough.
     */
    public static boolean mayPay(Map<String, Object> report, Instant now) {
        Object until = report.get("valid_until");
        return "ready".equals(report.get("verdict")) && until instanceof String
            && now.isBefore(OffsetDateTime.parse((String) until).toInstant());
    }

    /** The service refused: a problem of RFC 9457. */
    public static final class Problem extends RuntimeException {
        private static final long serialVersionUID = 1;
        public final int status;
        public final String type;
        public final String title;
        /** Mistakes of the input: maps with field (a JSON Pointer), kind and text. */
        public final transient List<Object> errors;

        @SuppressWarnings("unchecked")
        Problem(int status, Map<String, Object> body) {
            super(status + " " + body.getOrDefault("title", "") + said((List<Object>) body.getOrDefault("errors", List.of())));
            this.status = status;
            this.type = String.valueOf(body.getOrDefault("type", "about:blank"));
            this.title = String.valueOf(body.getOrDefault("title", ""));
            this.errors = (List<Object>) body.getOrDefault("errors", List.of());
        }

        private static String said(List<Object> errors) {
            List<String> each = new ArrayList<>();
            for (Object e : errors) {
                each.add(((Map<?, ?>) e).get("field") + ": " + ((Map<?, ?>) e).get("text"));
            }
            return each.isEmpty() ? "" : " (" + String.join("; ", each) + ")";
        }
    }

    /** No answer came. Nothing was paid by asking, so ask again: do not pay. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unreachable(String why) {
            super(why);
        }
    }

    private Map<String, Object> ask(String target, Map<String, Object> body) throws InterruptedException {
        HttpRequest.Builder b = HttpRequest.newBuilder(URI.create(base + target)).timeout(timeout).header("Accept", "application/json");
        if (body != null) {
            b.header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(Json.write(body)));
        }
        HttpRequest request = b.build();
        for (int attempt = 0;; attempt++) {
            boolean last = attempt == retries;
            long wait = 200L << attempt;
            try {
                HttpResponse<String> r = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (r.statusCode() != 503 || last) {
                    return opened(r);
                }
                wait = r.headers().firstValueAsLong("Retry-After").stream().map(s -> s * 1000).findFirst().orElse(wait);
            } catch (IOException e) {
                if (last) {
                    throw new Unreachable(e.getClass().getSimpleName());
                }
            }
            Thread.sleep(Math.min(wait, LONGEST_WAIT));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> opened(HttpResponse<String> r) {
        Object answer;
        try {
            answer = Json.read(r.body());
        } catch (IllegalArgumentException e) {
            answer = null;
        }
        if (r.statusCode() == 200 && answer instanceof Map) {
            return (Map<String, Object>) answer;
        }
        int status = r.statusCode() == 200 ? 502 : r.statusCode();
        throw new Problem(status, answer instanceof Map ? (Map<String, Object>) answer : Map.of());
    }

    private static String escaped(String s) {
        return URLEncoder.encode(s, StandardCharsets.UTF_8);
    }

    /** Json reads and writes JSON (RFC 8259). */
    public static final class Json {
        private static final int DEEPEST = 100;
        private final String s;
        private int i;
        private int depth;

        private Json(String s) {
            this.s = s;
        }

        /** Reads one value; of a member that stands twice, the last counts. */
        public static Object read(String s) {
            Json j = new Json(s);
            Object v = j.value();
            j.space();
            if (j.i != s.length()) {
                throw j.bad();
            }
            return v;
        }

        /** Writes maps, lists, strings, booleans, numbers and null. */
        public static String write(Object v) {
            StringBuilder b = new StringBuilder();
            write(b, v);
            return b.toString();
        }

        private IllegalArgumentException bad() {
            return new IllegalArgumentException("no valid JSON at " + i);
        }

        private void space() {
            while (i < s.length() && " \t\r\n".indexOf(s.charAt(i)) >= 0) {
                i++;
            }
        }

        private boolean take(char c) {
            space();
            if (i < s.length() && s.charAt(i) == c) {
                i++;
                return true;
            }
            return false;
        }

        private void need(char c) {
            if (!take(c)) {
                throw bad();
            }
        }

        private Object word(String w, Object v) {
            if (!s.startsWith(w, i)) {
                throw bad();
            }
            i += w.length();
            return v;
        }

        private Object value() {
            space();
            if (i == s.length() || ++depth > DEEPEST) {
                throw bad();
            }
            Object v;
            switch (s.charAt(i)) {
                case '{': v = object(); break;
                case '[': v = list(); break;
                case '"': v = string(); break;
                case 't': v = word("true", true); break;
                case 'f': v = word("false", false); break;
                case 'n': v = word("null", null); break;
                default: v = number();
            }
            depth--;
            return v;
        }

        private Map<String, Object> object() {
            Map<String, Object> m = new LinkedHashMap<>();
            need('{');
            if (take('}')) {
                return m;
            }
            do {
                space();
                String name = string();
                need(':');
                m.put(name, value());
            } while (take(','));
            need('}');
            return m;
        }

        private List<Object> list() {
            List<Object> l = new ArrayList<>();
            need('[');
            if (take(']')) {
                return l;
            }
            do {
                l.add(value());
            } while (take(','));
            need(']');
            return l;
        }

        private Object number() {
            int start = i;
            while (i < s.length() && "+-.eE0123456789".indexOf(s.charAt(i)) >= 0) {
                i++;
            }
            String n = s.substring(start, i);
            try {
                return n.matches("-?\\d{1,18}") ? (Object) Long.valueOf(n) : new BigDecimal(n);
            } catch (NumberFormatException e) {
                throw bad();
            }
        }

        private String string() {
            if (i == s.length() || s.charAt(i++) != '"') {
                throw bad();
            }
            StringBuilder b = new StringBuilder();
            while (i < s.length()) {
                char c = s.charAt(i++);
                if (c == '"') {
                    return b.toString();
                }
                b.append(c == '\\' ? escape() : c);
            }
            throw bad();
        }

        private char escape() {
            if (i == s.length()) {
                throw bad();
            }
            char c = s.charAt(i++);
            int known = "\"\\/bfnrt".indexOf(c);
            if (known >= 0) {
                return "\"\\/\b\f\n\r\t".charAt(known);
            }
            if (c != 'u' || i + 4 > s.length()) {
                throw bad();
            }
            i += 4;
            return (char) Integer.parseInt(s.substring(i - 4, i), 16);
        }

        private static void write(StringBuilder b, Object v) {
            if (v instanceof Map) {
                char between = '{';
                for (Map.Entry<?, ?> e : ((Map<?, ?>) v).entrySet()) {
                    b.append(between);
                    quote(b, (String) e.getKey());
                    b.append(':');
                    write(b, e.getValue());
                    between = ',';
                }
                b.append(between == '{' ? "{}" : "}");
            } else if (v instanceof List) {
                char between = '[';
                for (Object e : (List<?>) v) {
                    b.append(between);
                    write(b, e);
                    between = ',';
                }
                b.append(between == '[' ? "[]" : "]");
            } else if (v instanceof String) {
                quote(b, (String) v);
            } else if (v == null || v instanceof Boolean || v instanceof Number) {
                b.append(v);
            } else {
                throw new IllegalArgumentException("no JSON for " + v.getClass().getName());
            }
        }

        private static void quote(StringBuilder b, String s) {
            b.append('"');
            for (char c : s.toCharArray()) {
                if (c == '"' || c == '\\') {
                    b.append('\\').append(c);
                } else if (c < ' ') {
                    b.append(String.format("\\u%04x", (int) c));
                } else {
                    b.append(c);
                }
            }
            b.append('"');
        }
    }
}
