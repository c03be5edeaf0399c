package dev.gamelan.engine.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants and durations, out of what JSON has for them. */
final class Times {

    private static final int LONGEST = 60;
    private static final Pattern PART = Pattern.compile("([0-9]{1,15})(\\.[0-9]{1,9})?(ns|us|µs|ms|[smhdw])");

    private Times() {}

    /** {@code 2026-01-31T10:00:00Z}, with an offset, without (then UTC), or the day alone; null when it is none of these. */
    static Instant instant(String text) {
        try {
            if (text.length() > LONGEST) {
                return null;
            }
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean hasOffset = text.endsWith("Z")
                    || text.endsWith("z")
                    || text.lastIndexOf('+') > 10
                    || text.lastIndexOf('-') > 10;
            return hasOffset
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** {@code 1h30m}, {@code 1.5h}, {@code -10s}, {@code 7d}; null when it is none of these. */
    static Duration duration(String text) {
        boolean negative = text.startsWith("-");
        Matcher part = PART.matcher(text).region(negative ? 1 : 0, text.length());
        Duration sum = Duration.ZERO;
        if (text.length() > LONGEST || part.regionStart() == text.length()) {
            return null;
        }
        try {
            while (part.lookingAt()) {
                Duration unit = unit(part.group(3)).getDuration();
                sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
                if (part.group(2) != null) {
                    sum = sum.plusNanos((long) (Double.parseDouble("0" + part.group(2)) * unit.toNanos()));
                }
                part.region(part.end(), text.length());
            }
        } catch (ArithmeticException e) {
            return null;
        }
        return part.regionStart() < text.length() ? null : negative ? sum.negated() : sum;
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ns" -> ChronoUnit.NANOS;
            case "us", "µs" -> ChronoUnit.MICROS;
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            default -> ChronoUnit.WEEKS;
        };
    }

    /** {@code instant.getHours()}, {@code instant.getHours("Europe/Berlin")}. */
    static Object part(Object[] arguments, ToIntFunction<ZonedDateTime> part) {
        if (!(arguments[0] instanceof Instant instant)) {
            return null;
        }
        try {
            ZoneId zone = arguments.length == 1
                    ? ZoneOffset.UTC
                    : arguments[1] instanceof String name && name.length() <= LONGEST ? ZoneId.of(name) : null;
            return zone == null ? null : (Object) (long) part.applyAsInt(instant.atZone(zone));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
