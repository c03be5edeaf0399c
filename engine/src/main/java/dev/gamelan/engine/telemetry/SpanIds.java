package dev.gamelan.engine.telemetry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ids of spans, computed from what they are spans of. So every server knows them at any time, before the span has ended
 * and after a restart, and nobody stores them.
 */
public final class SpanIds {

    private static final int SPAN_BYTES = 8;
    private static final int TRACE_BYTES = 16;

    private SpanIds() {}

    /** Of an event that comes without a trace. */
    public static String trace(String eventId) {
        return hash("trace:" + eventId, TRACE_BYTES);
    }

    public static String ofEvent(String eventId) {
        return hash("event:" + eventId, SPAN_BYTES);
    }

    public static String ofRun(String runId) {
        return hash("run:" + runId, SPAN_BYTES);
    }

    /** @param key {@link dev.gamelan.engine.step.StepId#key()} */
    public static String ofStep(String runId, String key) {
        return hash("step:" + runId + ":" + key, SPAN_BYTES);
    }

    /**
     * Of an attempt at a step, or a call of the function.
     *
     * @param key of the step, or empty
     * @param token of the claim under which it was made: a function's attempts are counted anew after each step
     */
    public static String ofAttempt(String runId, String key, int number, long token) {
        return hash("attempt:" + runId + ":" + key + ":" + number + ":" + token, SPAN_BYTES);
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
