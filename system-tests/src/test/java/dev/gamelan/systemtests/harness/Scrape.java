package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code /metrics} says at a moment of the application, read as Prometheus does. */
public final class Scrape {

    /** As in {@code ops/prometheus.yml}: of the server's own figures it serves some twice. */
    private static final String PATH = "/metrics?scope=application";

    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<Series, Double> values = new HashMap<>();

    private record Series(String name, Map<String, String> labels) {}

    private Scrape(String text) {
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::read);
    }

    public static Scrape of(Api api) {
        HttpResponse<String> answer = api.text(PATH, ACCEPT);
        assertThat(answer.statusCode()).isEqualTo(200);
        // As what it says to be Prometheus reads it: what is not OpenMetrics must not say that it is.
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
        return new Scrape(answer.body());
    }

    private void read(String line) {
        Matcher sample = LINE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no line that Prometheus reads: " + line);
        }
        Map<String, String> labels = new TreeMap<>();
        if (sample.group(2) != null) {
            LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        labels.keySet().removeIf(label -> label.startsWith("mp_"));
        Series series = new Series(sample.group(1), labels);
        if (values.put(series, Double.valueOf(sample.group(3))) != null) {
            throw new AssertionError("twice: " + line);
        }
    }

    /** The names of all series. */
    public Set<String> names() {
        return values.keySet().stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of the labels that series of this name have. */
    public Set<String> labels(String name) {
        return values.keySet().stream()
                .filter(series -> series.name().equals(name))
                .flatMap(series -> series.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The values that a label of series of this name has. */
    public Set<String> valuesOf(String name, String label) {
        return values.keySet().stream()
                .filter(series -> series.name().equals(name))
                .flatMap(series -> Stream.ofNullable(series.labels().get(label)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @param labels names and values, all of them but the server's own; 0 when there is no such series */
    public double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return values.getOrDefault(new Series(name, wanted), 0.0);
    }
}
