package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows how far a bulk job is, until it stops. The server may be away meanwhile: the job goes on when it is back. */
final class JobProgress {

    /** Items of the job have failed, or it did not come to its end. */
    static final int NOT_ALL_DONE = 4;

    private static final long LOOK_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int BAR = 30;

    private final ServerOption server;
    private final Rest rest;

    /** Whether there is somebody to whom a line can be shown that changes. */
    private final boolean isShown;

    @SuppressWarnings("SystemConsoleNull") // it needs JDK 17 or 21
    JobProgress(ServerOption server) {
        this.server = server;
        rest = server.rest();
        isShown = !server.isJson() && System.console() != null;
    }

    /** @return the exit code */
    int watch(String id) {
        if (!server.isJson()) {
            server.out().println("job " + id);
        }
        JsonObject job = look(id);
        while (job.getString("status").equals("RUNNING")) {
            show(line(job));
            pause();
            job = look(id);
        }
        server.out().println(server.isJson() ? job.toString() : (isShown ? "\r" : "") + line(job));
        if (!server.isJson() && job.containsKey("problem")) {
            server.out().println(job.getString("problem"));
        }
        server.out().flush();
        return job.getString("status").equals("COMPLETED") && job.getInt("failed") == 0 ? 0 : NOT_ALL_DONE;
    }

    private JsonObject look(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return rest.get("/v1/bulk/" + id).getJsonObject("data");
            } catch (NoAnswerException e) {
                if (System.nanoTime() >= end) {
                    throw new LauncherException(e.getMessage() + ". The job goes on when the server is back:"
                            + " ./gamelan bulk " + id + " --watch");
                }
                show("no answer; the job goes on when the server is back");
                pause();
            }
        }
    }

    private void show(String line) {
        if (isShown) {
            server.out().printf(Locale.ROOT, "\r%-100s", line);
            server.out().flush();
        }
    }

    /** As in {@code [=======>      ] 1000 of 2000: 990 done, 4 failed, 6 skipped, 310.5/s, running}. */
    static String line(JsonObject job) {
        int total = job.getInt("total");
        int processed = total - job.getInt("remaining");
        int filled = total == 0 ? 0 : (int) ((long) BAR * processed / total);
        return String.format(
                Locale.ROOT,
                "[%s%s] %d of %d: %d done, %d failed, %d skipped, %.1f/s, %s   ",
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                processed,
                total,
                job.getInt("done"),
                job.getInt("failed"),
                job.getInt("skipped"),
                job.getJsonNumber("rate").doubleValue(),
                job.getBoolean("selecting", false)
                        ? "selecting"
                        : job.getString("status").toLowerCase(Locale.ROOT));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("interrupted; the job goes on");
        }
    }
}
