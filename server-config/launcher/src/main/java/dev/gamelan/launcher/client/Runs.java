package dev.gamelan.launcher.client;

import jakarta.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Runs as lines of text. */
final class Runs {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private Runs() {}

    static void print(List<JsonObject> runs, PrintWriter out) {
        int width = runs.stream()
                .mapToInt(run -> run.getString("function_id").length())
                .max()
                .orElse(0);
        String format = "%-26s  %-14s  %-" + Math.max(8, width) + "s  %-19s  %s%n";
        out.printf(Locale.ROOT, format, "RUN", "STATUS", "FUNCTION", "QUEUED", "TOOK");
        runs.forEach(run -> out.printf(
                Locale.ROOT,
                format,
                run.getString("run_id"),
                run.getString("status"),
                run.getString("function_id"),
                time(run, "queued_at"),
                took(run)));
        out.flush();
    }

    static String time(JsonObject object, String member) {
        return object.containsKey(member) && !object.isNull(member)
                ? TIME.format(Instant.parse(object.getString(member)))
                : "";
    }

    /** From being queued to its end; empty when it is not over. */
    static String took(JsonObject run) {
        return run.isNull("ended_at")
                ? ""
                : format(Duration.between(
                        Instant.parse(run.getString("queued_at")), Instant.parse(run.getString("ended_at"))));
    }

    /** As in {@code 488 ms}, {@code 6.78 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 0 h}. */
    static String format(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return Math.max(0, duration.toMillis()) + " ms";
        }
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(
                    Locale.ROOT,
                    "%.2f s",
                    duration.truncatedTo(ChronoUnit.MILLIS).toMillis() / 1000.0);
        }
        if (duration.compareTo(Duration.ofHours(1)) < 0) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.compareTo(Duration.ofDays(1)) < 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    static boolean isOver(JsonObject run) {
        return !run.isNull("ended_at");
    }
}
