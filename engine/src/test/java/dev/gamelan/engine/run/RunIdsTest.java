package dev.gamelan.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunIdsTest {

    private static final Instant MOMENT = Instant.parse("2026-01-31T12:00:00.123456Z");

    @Test
    void idCarriesItsMillisecond() {
        assertThat(Ulid.from(RunIds.at(MOMENT)).getTime()).isEqualTo(MOMENT.toEpochMilli());
    }

    @Test
    void idsOfOneMomentDiffer() {
        List<String> ids =
                IntStream.range(0, 1_000).mapToObj(i -> RunIds.at(MOMENT)).toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void periodIsARangeOfIds() {
        assertThat(RunIds.at(MOMENT))
                .isGreaterThanOrEqualTo(RunIds.leastAt(MOMENT))
                .isLessThan(RunIds.leastAt(MOMENT.plusMillis(1)))
                .isGreaterThan(RunIds.at(MOMENT.minusMillis(1)));
    }

    @Test
    void whatIsBefore1970CountsAs1970() {
        assertThat(RunIds.leastAt(Instant.parse("1969-12-31T00:00:00Z"))).isEqualTo("0".repeat(26));
    }
}
