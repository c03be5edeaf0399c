package dev.gamelan.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is served, by the rules of Prometheus and as it is documented. */
class MeterTest {

    private static final Path TABLE = Path.of("../docs/operations.md");
    private static final Pattern ROW = Pattern.compile("\\| `(gamelan_\\w+)` \\| (\\w+) \\| ([^|]*) \\| .*");

    @Test
    void countersAndOnlyTheyAreTotals() {
        assertThat(Meter.values()).allSatisfy(meter -> {
            assertThat(meter.metricName()).matches("gamelan_[a-z]+(_[a-z]+)*");
            assertThat(meter.metricName().endsWith("_total")).isEqualTo(meter.kind() == Meter.Kind.COUNTER);
        });
    }

    @Test
    void theTableOfTheDocumentationHasEverythingAndNothingElse() throws IOException {
        List<String> documented;
        try (Stream<String> lines = Files.lines(TABLE)) {
            documented = lines.map(ROW::matcher)
                    .filter(row -> row.matches())
                    .map(row -> row.group(1) + " " + row.group(2) + " "
                            + row.group(3).replace("`", ""))
                    .toList();
        }

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Meter.values()).map(MeterTest::row).collect(Collectors.toList()));
    }

    private static String row(Meter meter) {
        return meter.metricName() + " " + meter.kind().name().toLowerCase(Locale.ROOT) + " "
                + String.join(", ", meter.labels());
    }
}
