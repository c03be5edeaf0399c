package dev.gamelan.metrics;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Counter;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.Metric;
import org.eclipse.microprofile.metrics.MetricID;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Makes what is served at {@code /metrics}. A server on which metrics are off works all the same: what is counted is not
 * shown then.
 *
 * <p>What is made is kept by whoever asked for it: making it costs far more than counting.
 */
@ApplicationScoped
public class Meters {

    private static final System.Logger LOG = System.getLogger(Meters.class.getName());

    @Inject
    private Instance<MetricRegistry> registries;

    private Optional<MetricRegistry> registry = Optional.empty();

    @PostConstruct
    void find() {
        try {
            registry = Optional.of(registries.get());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The server has no metrics; nothing is shown at /metrics", e);
        }
    }

    /**
     * A figure that is asked for whenever somebody looks.
     *
     * @param labels values, in the order of {@link Meter#labels}
     * @param value has to answer at once, from memory
     */
    public void gauge(Meter meter, Supplier<? extends Number> value, String... labels) {
        check(meter, Meter.Kind.GAUGE, labels);
        serve(meter, meter.metricName(), value, tags(meter, labels));
    }

    Counter counter(Meter meter, String... labels) {
        check(meter, Meter.Kind.COUNTER, labels);
        Tag[] tags = tags(meter, labels).toArray(Tag[]::new);
        return registry.<Counter>map(served -> served.counter(metadata(meter, meter.metricName()), tags))
                .orElseGet(UnservedCounter::new);
    }

    Distribution serve(Meter meter, Distribution distribution, String... labels) {
        check(meter, Meter.Kind.HISTOGRAM, labels);
        List<Tag> tags = tags(meter, labels);
        String[] bounds = distribution.labels();
        for (int i = 0; i < bounds.length; i++) {
            int bucket = i;
            List<Tag> bounded = new ArrayList<>(tags);
            bounded.add(new Tag("le", bounds[i]));
            serve(meter, meter.metricName() + "_bucket", () -> distribution.upTo(bucket), bounded);
        }
        serve(meter, meter.metricName() + "_count", distribution::count, tags);
        serve(meter, meter.metricName() + "_sum", distribution::sum, tags);
        return distribution;
    }

    private void serve(Meter meter, String name, Supplier<? extends Number> value, List<Tag> tags) {
        registry.ifPresent(served -> served.gauge(metadata(meter, name), value::get, tags.toArray(Tag[]::new)));
    }

    private static Metadata metadata(Meter meter, String name) {
        // Without a unit: the server would append it to the name, where it is already.
        return Metadata.builder()
                .withName(name)
                .withDescription(meter.description())
                .build();
    }

    private static List<Tag> tags(Meter meter, String... labels) {
        List<Tag> tags = new ArrayList<>(labels.length + 1);
        for (int i = 0; i < labels.length; i++) {
            tags.add(new Tag(meter.labels().get(i), labels[i]));
        }
        return tags;
    }

    private static void check(Meter meter, Meter.Kind kind, String... labels) {
        if (meter.kind() != kind || meter.labels().size() != labels.length) {
            throw new IllegalArgumentException(meter + " is a " + meter.kind() + " with the labels " + meter.labels()
                    + ", and not a " + kind + " with the values " + Arrays.toString(labels));
        }
    }

    /** What is served of this server as a whole, without what is served of each function: by name, with the labels. */
    public SortedMap<String, Number> latest() {
        SortedMap<String, Number> values = new TreeMap<>();
        registry.ifPresent(served -> {
            served.getCounters(Meters::isOfTheServer)
                    .forEach((id, counter) -> values.put(text(id), counter.getCount()));
            served.getGauges(Meters::isOfTheServer).forEach((id, gauge) -> values.put(text(id), gauge.getValue()));
        });
        return values;
    }

    private static boolean isOfTheServer(MetricID id, Metric metric) {
        return id.getName().startsWith("gamelan_")
                && !id.getName().endsWith("_bucket")
                && !id.getTags().containsKey("function");
    }

    private static String text(MetricID id) {
        return id.getTags().isEmpty() ? id.getName() : id.getName() + id.getTags();
    }

    /** A registry that outlives the application would go on asking beans that are gone. */
    @PreDestroy
    void forget() {
        registry.ifPresent(
                served -> served.removeMatching((id, metric) -> id.getName().startsWith("gamelan_")));
    }
}
