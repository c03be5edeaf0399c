package dev.gamelan.systemtests.harness;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an expression of Prometheus asks Gamelan for. */
public record Expression(String text) {

    private static final Pattern SELECTOR = Pattern.compile("\\b(gamelan_[a-z_]+)\\b(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

    /** What Prometheus itself says of each series. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    /** Some series, as in {@code gamelan_runs_total{status="failed"}}. */
    public record Selector(String metric, List<Matcher> matchers) {}

    /**
     * What a label is to be.
     *
     * @param values each that is named; empty when it is a variable or a pattern
     */
    public record Matcher(String label, List<String> values) {}

    public List<Selector> selectors() {
        return SELECTOR.matcher(text)
                .results()
                .map(selector -> new Selector(
                        selector.group(1), selector.group(2) == null ? List.of() : matchers(selector.group(2))))
                .toList();
    }

    private static List<Matcher> matchers(String text) {
        return MATCHER.matcher(text)
                .results()
                .filter(matcher -> !OF_PROMETHEUS.contains(matcher.group(1)))
                .map(matcher -> new Matcher(matcher.group(1), values(matcher)))
                .toList();
    }

    private static List<String> values(MatchResult matcher) {
        return Stream.of(matcher.group(3).split("\\|", -1))
                .filter(value -> value.matches("[a-z_-]+"))
                .toList();
    }

    /** The labels of series that are left when they are added up, those of Prometheus left out. */
    public Set<String> groupedBy() {
        return BY.matcher(text)
                .results()
                .flatMap(by -> Stream.of(by.group(1).split(",", -1)))
                .map(String::strip)
                .filter(label -> !OF_PROMETHEUS.contains(label))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
