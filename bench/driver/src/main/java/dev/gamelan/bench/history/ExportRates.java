package dev.gamelan.bench.history;

import dev.gamelan.bench.gamelan.Gamelan;
import dev.gamelan.bench.gamelan.HttpConnection;
import dev.gamelan.bench.measure.Measurement;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** H3: how many rows a second come out of an export, and by how much the server's heap grows meanwhile. */
final class ExportRates {

    private static final long HEAP_EVERY_SECONDS = 2;

    private final String subject;
    private final URI server;

    ExportRates(String subject, URI server) {
        this.subject = subject;
        this.server = server;
    }

    /** @param from what is older is not exported */
    List<Measurement> measure(Instant from) throws Exception {
        return List.of(
                measure("runs, ndjson", "/v1/runs/export?format=ndjson&queued_after=" + from),
                measure("runs, csv", "/v1/runs/export?format=csv&queued_after=" + from),
                measure("events, ndjson", "/v1/events/export?format=ndjson&received_after=" + from),
                measure("events, csv", "/v1/events/export?format=csv&received_after=" + from));
    }

    private Measurement measure(String what, String path) throws Exception {
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
        AtomicLong most = new AtomicLong();
        try (HttpConnection connection = new HttpConnection(server);
                Gamelan observed = new Gamelan(subject, server, List.of())) {
            long before = observed.heap();
            Future<?> sampling = sampler.scheduleWithFixedDelay(
                    () -> most.accumulateAndGet(heap(observed), Math::max),
                    HEAP_EVERY_SECONDS,
                    HEAP_EVERY_SECONDS,
                    TimeUnit.SECONDS);
            LineCounter lines = new LineCounter();
            long begin = System.nanoTime();
            int status = connection.download(path, lines);
            double seconds = (System.nanoTime() - begin) / 1e9;
            sampling.cancel(false);
            sampler.shutdown();
            sampler.awaitTermination(1, TimeUnit.MINUTES);
            if (status != 200
                    || !lines.lastLine().startsWith("{\"end\":true")
                            && !lines.lastLine().startsWith("#end")) {
                throw new IOException(path + ": status " + status + ", ends with " + lines.lastLine());
            }
            // CSV has a first line with the names; the last line is of neither.
            long rows = lines.count() - (what.endsWith("csv") ? 2 : 1);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("rows/s", rows / seconds);
            figures.put("MB/s", lines.bytes() / seconds / 1e6);
            figures.put("heap before, MB", before / 1e6);
            if (most.get() > 0) {
                figures.put("heap meanwhile, most, MB", most.get() / 1e6);
            }
            return new Measurement(subject, "H3 " + what, rows, figures, 0, "");
        } finally {
            sampler.shutdownNow();
        }
    }

    /** After a garbage collection: what is needed, and not what lies around. */
    private static long heap(Gamelan observed) {
        try {
            return observed.heap();
        } catch (IOException e) {
            return 0;
        }
    }
}
