package dev.gamelan.engine.telemetry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span, as those who follow it know it: the header {@code traceparent} of W3C Trace Context.
 *
 * @param traceId 32 hexadecimal digits in lower case, not all of them 0
 * @param spanId 16 of them
 * @param sampled whether what belongs to the trace is exported
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

    /** Later versions may have more to say behind the flags. */
    private static final Pattern TEXT =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final String VERSION = "00";
    private static final String NO_VERSION = "ff";
    private static final int SAMPLED = 1;

    /** @return nothing when the text is not what the header may be: whoever sent it is the first of a trace then */
    public static Optional<TraceParent> parse(String text) {
        Matcher parts = TEXT.matcher(text.strip());
        if (!parts.matches()
                || parts.group(1).equals(NO_VERSION)
                || (parts.group(1).equals(VERSION) && parts.group(5) != null)
                || isZero(parts.group(2))
                || isZero(parts.group(3))) {
            return Optional.empty();
        }
        boolean sampled = (Integer.parseInt(parts.group(4), 16) & SAMPLED) != 0;
        return Optional.of(new TraceParent(parts.group(2), parts.group(3), sampled));
    }

    private static boolean isZero(String digits) {
        return digits.chars().allMatch(digit -> digit == '0');
    }

    /** As the header is written. */
    public String text() {
        return VERSION + "-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    /** Another span of the same trace. */
    public TraceParent span(String otherSpanId) {
        return new TraceParent(traceId, otherSpanId, sampled);
    }
}
