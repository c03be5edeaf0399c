package dev.gamelan.engine.wire;

import java.util.Optional;
import java.util.Set;

/**
 * A cancellation of the reference's REST API: {@code {"function_id": "remind", "started_after": "…", "started_before": "…", "if":
 * "event.data.userId == 'u1'"}}.
 *
 * @param appId the app that has the function; nothing depends on it
 * @param startedAfter RFC 3339, to be checked
 * @param startedBefore RFC 3339, to be checked
 * @param condition an expression over {@code event}, to be checked
 */
public record CancellationRequest(
        Optional<String> appId,
        String functionId,
        Optional<String> startedAfter,
        String startedBefore,
        Optional<String> condition) {

    /** Largest body, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_ID = 255;
    private static final int MAX_TIME = 64;
    private static final int MAX_CONDITION = 8_192;

    /** @throws InvalidEventException naming what is wrong */
    public static CancellationRequest parse(byte[] body) {
        RequestMembers request = RequestMembers.of(
                body, MAX_BYTES, "such as {\"function_id\": \"remind\", \"started_before\": \"2026-01-31T12:00:00Z\"}");
        request.checkKnown(Set.of("app_id", "function_id", "started_after", "started_before", "if"));
        return new CancellationRequest(
                request.text("app_id", 0, MAX_ID),
                request.text("function_id", 1, MAX_ID).orElseThrow(() -> request.fail("function_id", "is missing")),
                request.text("started_after", 1, MAX_TIME),
                request.text("started_before", 1, MAX_TIME)
                        .orElseThrow(() -> request.fail("started_before", "is missing; runs until then are cancelled")),
                request.text("if", 1, MAX_CONDITION));
    }
}
