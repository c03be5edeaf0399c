package dev.gamelan.bench.history;

import dev.gamelan.bench.gamelan.HttpConnection;
import dev.gamelan.bench.measure.Latencies;
import dev.gamelan.bench.measure.Measurement;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * H1: how long each page takes, from the request to the last byte, with one client. All pages take turns, so that what else the machine
 * does in a moment is not put down to one of them.
 */
final class PageTimes {

    /** What is promised of 95 of 100 requests. */
    static final double LIMIT_MILLIS = 200;

    private static final int WARM_UP_ROUNDS = 5;
    private static final int ROUNDS = 100;
    private static final int COMPLAINTS = 5;

    /** Pages that take longer are asked for in each third round only. */
    private static final double SLOW_MILLIS = 100;

    private static final int ROUNDS_FOR_SLOW = 3;

    private final String subject;
    private final List<Times> times = new ArrayList<>();
    private final List<SampledRun> sample;
    private int next;
    private int complaints;

    private static final class Times {
        private final ListPage page;
        private Latencies latencies = new Latencies();
        private long rows;
        private long errors;
        private boolean slow;

        private Times(ListPage page) {
            this.page = page;
        }
    }

    PageTimes(String subject, List<ListPage> pages, List<SampledRun> sample) {
        this.subject = subject;
        this.sample = sample;
        pages.forEach(page -> times.add(new Times(page)));
    }

    /** @param limitSeconds after which no other round begins, but not before a fifth of them is over */
    List<Measurement> measure(URI server, int limitSeconds) throws IOException {
        try (HttpConnection connection = new HttpConnection(server)) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                round(connection, 0);
            }
            times.forEach(page -> {
                page.slow = page.latencies.millisAt(50) > SLOW_MILLIS;
                page.latencies = new Latencies();
                page.rows = 0;
                page.errors = 0;
            });
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
            for (int round = 0; round < ROUNDS && (round < ROUNDS / 5 || System.nanoTime() < deadline); round++) {
                round(connection, round);
            }
        }
        return times.stream().map(this::measurement).toList();
    }

    private void round(HttpConnection connection, int number) throws IOException {
        for (Times page : times) {
            if (page.slow && number % ROUNDS_FOR_SLOW != 0) {
                continue;
            }
            String path = page.page.path().apply(sample.get(next++ % sample.size()));
            long begin = System.nanoTime();
            HttpConnection.Answer answer = connection.get(path);
            page.latencies.record((System.nanoTime() - begin) / 1_000);
            if (answer.status() == 200) {
                page.rows += rows(answer.body());
            } else {
                page.errors++;
                complain(path, answer);
            }
        }
    }

    /** Of a list; 1 for anything else. */
    private static int rows(byte[] body) {
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(body))) {
            JsonValue data = reader.readObject().get("data");
            return data instanceof JsonArray array ? array.size() : 1;
        }
    }

    private void complain(String path, HttpConnection.Answer answer) {
        if (complaints++ < COMPLAINTS) {
            System.err.println(path + ": status " + answer.status() + ": " + answer.text());
        }
    }

    private Measurement measurement(Times page) {
        Map<String, Double> figures = new LinkedHashMap<>();
        double p95 = page.latencies.millisAt(95);
        figures.put("p50 ms", page.latencies.millisAt(50));
        figures.put("p95 ms", p95);
        figures.put("p99 ms", page.latencies.millisAt(99));
        figures.put("rows", page.rows / (double) Math.max(1, page.latencies.count() - page.errors));
        return new Measurement(
                subject,
                Measurement.PAGE + page.page.name(),
                page.latencies.count(),
                figures,
                page.errors,
                p95 > LIMIT_MILLIS ? "over " + Math.round(LIMIT_MILLIS) + " ms" : "");
    }
}
