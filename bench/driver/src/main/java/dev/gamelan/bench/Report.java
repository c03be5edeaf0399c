package dev.gamelan.bench;

import dev.gamelan.bench.measure.Measurement;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All figures of a run, for programs and for people.
 *
 * @param facts commit, machine and versions
 */
record Report(Map<String, String> facts, List<Measurement> measurements) {

    private static final String GAMELAN = "Gamelan";

    JsonObject toJson() {
        JsonObjectBuilder about = Json.createObjectBuilder();
        facts.forEach(about::add);
        JsonArrayBuilder results = Json.createArrayBuilder();
        measurements.forEach(measurement -> results.add(measurement.toJson()));
        return Json.createObjectBuilder()
                .add("facts", about)
                .add("measurements", results)
                .build();
    }

    String toMarkdown() {
        StringBuilder text = new StringBuilder("# Bench\n\n");
        facts.forEach((name, value) ->
                text.append("- ").append(name).append(": ").append(value).append('\n'));
        text.append('\n');
        appendFigures(text);
        appendPages(text);
        appendRatios(text);
        appendNotes(text);
        return text.toString();
    }

    private void appendFigures(StringBuilder text) {
        List<String> subjects = subjects();
        appendHead(text, "workload", subjects);
        for (String workload : workloads()) {
            appendRow(
                    text,
                    workload + " n",
                    subjects,
                    subject -> find(subject, workload).map(measurement -> Long.toString(measurement.n())));
            for (String figure : figures(workload)) {
                appendRow(
                        text,
                        workload + " " + figure,
                        subjects,
                        subject -> figure(subject, workload, figure).map(Report::rounded));
            }
            appendRow(
                    text,
                    workload + " errors",
                    subjects,
                    subject -> find(subject, workload).map(measurement -> Long.toString(measurement.errors())));
        }
    }

    private void appendPages(StringBuilder text) {
        List<Measurement> pages = measurements.stream().filter(Report::isPage).toList();
        if (pages.isEmpty()) {
            return;
        }
        List<String> figures = List.of("p50 ms", "p95 ms", "p99 ms", "rows");
        text.append("\n## H1\n\n");
        List<String> columns = new ArrayList<>(List.of("requests"));
        columns.addAll(figures);
        columns.addAll(List.of("errors", "verdict"));
        appendHead(text, "page", columns);
        for (Measurement page : pages) {
            appendRow(
                    text,
                    page.workload().substring(Measurement.PAGE.length()),
                    columns,
                    column -> Optional.of(
                            switch (column) {
                                case "requests" -> Long.toString(page.n());
                                case "errors" -> Long.toString(page.errors());
                                case "verdict" -> page.note().isEmpty() ? "met" : page.note();
                                default -> rounded(page.figures().get(column));
                            }));
        }
    }

    private static boolean isPage(Measurement measurement) {
        return measurement.workload().startsWith(Measurement.PAGE);
    }

    /** How many times as much as the peer: more is better for rates, less for everything else. */
    private void appendRatios(StringBuilder text) {
        List<String> ours =
                subjects().stream().filter(name -> name.startsWith(GAMELAN)).toList();
        List<String> peers =
                subjects().stream().filter(name -> !name.startsWith(GAMELAN)).toList();
        if (ours.isEmpty() || peers.isEmpty()) {
            return;
        }
        text.append("\n## Ratios\n\n");
        List<String> pairs = new ArrayList<>();
        ours.forEach(our -> peers.forEach(peer -> pairs.add(our + " / " + peer)));
        appendHead(text, "workload", pairs);
        for (String workload : workloads()) {
            for (String figure : figures(workload)) {
                appendRow(text, workload + " " + figure, pairs, pair -> {
                    String[] names = pair.split(" / ");
                    Optional<Double> our = figure(names[0], workload, figure);
                    Optional<Double> peer = figure(names[1], workload, figure).filter(value -> value != 0);
                    return our.isEmpty() || peer.isEmpty()
                            ? Optional.empty()
                            : Optional.of(rounded(our.get() / peer.get()) + "×");
                });
            }
        }
    }

    private void appendNotes(StringBuilder text) {
        text.append('\n');
        for (Measurement measurement : measurements) {
            if (!measurement.note().isEmpty() && !isPage(measurement)) {
                text.append("- ")
                        .append(measurement.subject())
                        .append(", ")
                        .append(measurement.workload())
                        .append(": ")
                        .append(measurement.note())
                        .append('\n');
            }
        }
        text.append("- What is fair and what is not: bench/README.md\n");
    }

    private interface Cell {
        Optional<String> of(String column);
    }

    private static void appendHead(StringBuilder text, String first, List<String> columns) {
        text.append("| ")
                .append(first)
                .append(" | ")
                .append(String.join(" | ", columns))
                .append(" |\n|---|");
        text.append("---:|".repeat(columns.size())).append('\n');
    }

    /** Nothing when no column has anything to say. */
    private static void appendRow(StringBuilder text, String first, List<String> columns, Cell cell) {
        List<String> cells =
                columns.stream().map(column -> cell.of(column).orElse("")).toList();
        if (!String.join("", cells).isEmpty()) {
            text.append("| ")
                    .append(first)
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
        }
    }

    private List<String> subjects() {
        return measurements.stream().map(Measurement::subject).distinct().toList();
    }

    private Set<String> workloads() {
        Set<String> names = new TreeSet<>();
        measurements.stream()
                .filter(measurement -> !isPage(measurement))
                .forEach(measurement -> names.add(measurement.workload()));
        return names;
    }

    private Set<String> figures(String workload) {
        Set<String> names = new LinkedHashSet<>();
        measurements.stream()
                .filter(measurement -> measurement.workload().equals(workload))
                .forEach(measurement -> names.addAll(measurement.figures().keySet()));
        return names;
    }

    private Optional<Measurement> find(String subject, String workload) {
        return measurements.stream()
                .filter(measurement -> measurement.subject().equals(subject))
                .filter(measurement -> measurement.workload().equals(workload))
                .findFirst();
    }

    private Optional<Double> figure(String subject, String workload, String figure) {
        return find(subject, workload).map(measurement -> measurement.figures().get(figure));
    }

    private static String rounded(double value) {
        if (Math.abs(value) >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 10 ? "%.1f" : "%.2f", value);
    }
}
