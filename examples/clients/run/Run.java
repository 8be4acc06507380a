import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers lines of {"url", "lang", "submission"} with the report or the problem. */
final class Run {
    @SuppressWarnings("unchecked")
    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String line; (line = in.readLine()) != null;) {
            Map<String, Object> task = (Map<String, Object>) Payready.Json.read(line);
            Map<String, Object> answer = new LinkedHashMap<>();
            try {
                Payready client = new Payready((String) task.get("url"));
                Map<String, Object> report = client.assess((Map<String, Object>) task.get("submission"), (String) task.get("lang"));
                answer.put("report", report);
                answer.put("pay", Payready.mayPay(report, Instant.now()));
            } catch (Payready.Problem e) {
                answer.put("problem", Map.of("status", e.status, "errors", e.errors, "message", e.getMessage()));
            } catch (Payready.Unreachable e) {
                answer.put("unreachable", true);
            }
            out.println(Payready.Json.write(answer));
        }
    }
}
