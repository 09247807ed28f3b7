package dev.pollwatch.view.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.view.Health;
import dev.pollwatch.view.HealthStatus;
import dev.pollwatch.view.StallView;
import dev.pollwatch.view.ThreadView;
import dev.pollwatch.view.Whole;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The JSON of {@code /health} and {@code /threads}. */
final class Json {

    /** In pure ASCII, since an unpaired surrogate in a thread's name has no other encoding. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** So many characters of stacks of the last stalls are on one page. */
    private static final long MOST_STACK_CHARS = 4_000_000;

    static final String LEFT_OUT = "(left out, since the page is long: LastStalls of the row's MBean has it)";

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private Json() {}

    /** The verdict, and what else there is to say of the whole. */
    static String health(Health health, Whole whole) {
        return written(json -> {
            json.writeStartObject();
            json.writeStringField("status", health.status().name());
            if (!health.reason().isEmpty()) {
                json.writeStringField("reason", health.reason());
            }
            json.writeNumberField("threads", health.threads());
            json.writeNumberField("alive", health.alive());
            json.writeNumberField("sleep", health.sleep());
            json.writeNumberField("unused", health.unused());
            json.writeNumberField("dead", health.dead());
            json.writeNumberField("lastCheckAgeMillis", health.lastCheckAgeMillis());
            writeWhole(json, whole);
            json.writeArrayFieldStart("deadThreads");
            for (Row row : health.deadRows()) {
                json.writeStartObject();
                json.writeStringField("name", row.name());
                json.writeStringField("loop", row.loop());
                json.writeNumberField("sinceMillis", TimeUnit.NANOSECONDS.toMillis(row.stateSinceNanos()));
                json.writeStringField("diagnosis", row.diagnosis().word());
                json.writeStringField("diagnosisDetail", row.diagnosis().detail());
                json.writeBooleanField("decidesHealth", row.decidesHealth());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The verdict alone. */
    static String status(HealthStatus status) {
        return written(json -> {
            json.writeStartObject();
            json.writeStringField("status", status.name());
            json.writeEndObject();
        });
    }

    private static void writeWhole(JsonGenerator json, Whole whole) throws IOException {
        json.writeStringField("version", whole.version());
        json.writeNumberField("pid", whole.pid());
        json.writeNumberField("startTime", whole.startTime());
        json.writeNumberField("upMillis", whole.upMillis());
        json.writeNumberField("intervalMillis", whole.intervalMillis());
        json.writeNumberField("deadAfterMillis", whole.deadAfterMillis());
        json.writeNumberField("hostPauseCount", whole.hostPauseCount());
        json.writeNumberField("hostPauseMillis", whole.hostPauseMillis());
        json.writeNumberField("overflowCount", whole.overflowCount());
        json.writeArrayFieldStart("unmatchedRules");
        for (String rule : whole.unmatchedRules()) {
            json.writeString(rule);
        }
        json.writeEndArray();
    }

    /**
     * The keys are the attributes of the row's MBean in lower camel case; a test holds the two equal.
     *
     * @param brief leaves out {@code stallStack}, and all of a past stall but when it was, how long, and the word
     */
    static String threads(List<ThreadView> threads, boolean brief) {
        int withStacks = brief ? 0 : stallsWithStacks(threads, MOST_STACK_CHARS);
        return written(json -> {
            json.writeStartArray();
            for (ThreadView thread : threads) {
                json.writeStartObject();
                json.writeStringField("name", thread.getName());
                json.writeStringField("loop", thread.getLoop());
                json.writeStringField("state", thread.getState());
                json.writeNumberField("stateSinceMillis", thread.getStateSinceMillis());
                json.writeNumberField("tid", thread.getTid());
                json.writeNumberField("javaThreadId", thread.getJavaThreadId());
                json.writeNumberField("core", thread.getCore());
                json.writeStringField("allowedCores", thread.getAllowedCores());
                json.writeNumberField("heartbeats", thread.getHeartbeats());
                json.writeNumberField("heartbeatsPerSecond", thread.getHeartbeatsPerSecond());
                json.writeNumberField("lastHeartbeatAgeMillis", thread.getLastHeartbeatAgeMillis());
                json.writeNumberField("missedHeartbeats", thread.getMissedHeartbeats());
                json.writeNumberField("stalls", thread.getStalls());
                json.writeNumberField("longestStallMillis", thread.getLongestStallMillis());
                json.writeNumberField("stallMillis", thread.getStallMillis());
                json.writeArrayFieldStart("lastStalls");
                StallView[] stalls = thread.getLastStalls();
                for (int i = 0; i < stalls.length; i++) {
                    String stack = stalls[i].getStack();
                    writeStall(json, stalls[i], brief, i < withStacks || stack.isEmpty() ? stack : LEFT_OUT);
                }
                json.writeEndArray();
                json.writeNumberField("incarnation", thread.getIncarnation());
                json.writeStringField("diagnosis", thread.getDiagnosis());
                json.writeStringField("diagnosisDetail", thread.getDiagnosisDetail());
                if (!brief) {
                    json.writeStringField("stallStack", thread.getStallStack());
                }
                json.writeStringField("kernelState", thread.getKernelState());
                json.writeNumberField("cpuPercent", thread.getCpuPercent());
                json.writeNumberField("runQueueWaitMillis", thread.getRunQueueWaitMillis());
                json.writeNumberField("voluntarySwitches", thread.getVoluntarySwitches());
                json.writeNumberField("involuntarySwitches", thread.getInvoluntarySwitches());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * Of how many of each row's last stalls the stacks are shown. One page is made in the host's memory, and 4,096 rows with eight stacks
     * each would be 64 MB of it.
     */
    static int stallsWithStacks(List<ThreadView> threads, long mostChars) {
        List<StallView[]> stalls = new ArrayList<>();
        int most = 0;
        for (ThreadView thread : threads) {
            StallView[] last = thread.getLastStalls();
            stalls.add(last);
            most = Math.max(most, last.length);
        }
        long chars = 0;
        for (int i = 0; i < most; i++) {
            for (StallView[] last : stalls) {
                chars += i < last.length ? last[i].getStack().length() : 0;
            }
            if (chars > mostChars) {
                return i;
            }
        }
        return most;
    }

    private static void writeStall(JsonGenerator json, StallView stall, boolean brief, String stack)
            throws IOException {
        json.writeStartObject();
        json.writeNumberField("startTime", stall.getStartTime());
        json.writeNumberField("lengthMillis", stall.getLengthMillis());
        json.writeBooleanField("over", stall.isOver());
        json.writeStringField("diagnosis", stall.getDiagnosis());
        if (!brief) {
            json.writeStringField("diagnosisDetail", stall.getDiagnosisDetail());
            json.writeStringField("evidence", stall.getEvidence());
            json.writeStringField("stack", stack);
        }
        json.writeEndObject();
    }

    private static String written(Content content) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
