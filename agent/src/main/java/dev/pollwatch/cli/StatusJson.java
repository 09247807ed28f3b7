package dev.pollwatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.pollwatch.view.Whole;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --json} prints: the same keys in the same order, by whatever way the host was asked. The names are those of the MBeans'
 * attributes in lower camel case. In pure ASCII, so that no terminal can be steered by it.
 */
final class StatusJson {

    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> THREAD = List.of(
            "name",
            "loop",
            "state",
            "stateSinceMillis",
            "tid",
            "javaThreadId",
            "core",
            "allowedCores",
            "heartbeats",
            "heartbeatsPerSecond",
            "lastHeartbeatAgeMillis",
            "missedHeartbeats",
            "stalls",
            "longestStallMillis",
            "stallMillis",
            "lastStalls",
            "incarnation",
            "diagnosis",
            "diagnosisDetail",
            "stallStack",
            "kernelState",
            "cpuPercent",
            "runQueueWaitMillis",
            "voluntarySwitches",
            "involuntarySwitches");

    private static final List<String> STALL =
            List.of("startTime", "lengthMillis", "over", "diagnosis", "diagnosisDetail", "evidence", "stack");

    private StatusJson() {}

    static String of(HostStatus status) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            writeWhole(json, status);
            json.writeArrayFieldStart("threads");
            for (Fields thread : status.threads()) {
                writeObject(json, thread, THREAD);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The one control character that JSON lets stand as it is.
        return out.toString().replace("\u007f", "\\u007f");
    }

    private static void writeWhole(JsonGenerator json, HostStatus status) throws IOException {
        Whole whole = status.whole();
        json.writeStringField("version", whole.version());
        json.writeNumberField("pid", whole.pid());
        json.writeStringField("httpAddress", status.httpAddress());
        json.writeNumberField("startTime", whole.startTime());
        json.writeNumberField("upMillis", whole.upMillis());
        json.writeNumberField("intervalMillis", whole.intervalMillis());
        json.writeNumberField("deadAfterMillis", whole.deadAfterMillis());
        json.writeBooleanField("paused", whole.paused());
        json.writeNumberField("lastCheckAgeMillis", whole.lastCheckAgeMillis());
        json.writeNumberField("hostPauseCount", whole.hostPauseCount());
        json.writeNumberField("hostPauseMillis", whole.hostPauseMillis());
        json.writeNumberField("overflowCount", whole.overflowCount());
        json.writeNumberField("threadCount", status.rows().size());
        json.writeNumberField("aliveCount", status.in("ALIVE"));
        json.writeNumberField("sleepCount", status.in("SLEEP"));
        json.writeNumberField("unusedCount", status.in("UNUSED"));
        json.writeNumberField("deadCount", status.in("DEAD"));
        json.writeArrayFieldStart("unmatchedRules");
        for (String rule : whole.unmatchedRules()) {
            json.writeString(rule);
        }
        json.writeEndArray();
    }

    /** Keys that an agent of another version has not are left out; those that only it has, too. */
    private static void writeObject(JsonGenerator json, Fields fields, List<String> keys) throws IOException {
        json.writeStartObject();
        for (String key : keys) {
            if (fields.has(key)) {
                json.writeFieldName(key);
                writeValue(json, fields.raw(key));
            }
        }
        json.writeEndObject();
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                writeValue(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            try {
                writeObject(json, Fields.of(map), STALL);
            } catch (Fields.MissingException cannotBe) {
                throw new IllegalStateException(cannotBe);
            }
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            json.writeNumber(number.doubleValue());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value == null) {
            json.writeNull();
        } else {
            json.writeString(value.toString());
        }
    }
}
