package dev.gamelan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.Ulid;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdsTest {

    private static final String RECORDED = "1795353063123,lgg3a8wDPkS+Aw==";

    @Test
    void recordedSeedGivesTheRecordedId() {
        assertThat(EventIds.of(Optional.of(RECORDED)).apply(0)).isEqualTo("01M81P3BPKJR43ETYC0CZ49FG4");
    }

    @Test
    void repeatedRequestHasTheSameIdsAndNoTwoAreEqual() {
        List<String> first = ids(EventIds.of(Optional.of(RECORDED)));

        assertThat(ids(EventIds.of(Optional.of(RECORDED)))).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "000000000000 00000000, 0,    000000000000 00000001",
        "000000000000 000000ff, 0,    000000000000 00000100",
        "aabbccddeeff 00ffffff, 0,    aabbccddeeff 01000000",
        "aabbccddeeff 00000000, 4999, aabbccddeeff 00001388",
        // The sign bit is a bit like any other.
        "aabbccddeeff 7fffffff, 0,    aabbccddeeff 80000000",
        "aabbccddeeff fffffffe, 0,    aabbccddeeff ffffffff",
        // What leaves the four bytes is dropped, not carried into the fifth.
        "aabbccddeeff ffffffff, 0,    aabbccddeeff 00000000",
        "aabbccddeeff ffffffff, 9,    aabbccddeeff 00000009",
        "ffffffffffff ffffffff, 0,    ffffffffffff 00000000",
    })
    void counterIsAddedToTheLastFourBytes(String random, int index, String expected) {
        byte[] seed = HexFormat.of().parseHex(random.replace(" ", ""));
        String header = "1795353063123," + Base64.getEncoder().encodeToString(seed);

        Ulid id = Ulid.from(EventIds.of(Optional.of(header)).apply(index));

        assertThat(id.getTime()).isEqualTo(1795353063123L);
        byte[] bytes = Arrays.copyOfRange(id.toBytes(), 6, 16);
        assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(expected.replace(" ", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0,AAAAAAAAAAAAAA==",
                "281474976710655,/////////////w==",
                " 1795353063123 , lgg3a8wDPkS+Aw== ",
                "1795353063123,lgg3a8wDPkS+Aw"
            })
    void seedsAtTheLimitsAreRead(String header) {
        assertThat(EventIds.of(Optional.of(header)).apply(0)).hasSize(26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1795353063123",
                "1795353063123,",
                ",lgg3a8wDPkS+Aw==",
                "x,lgg3a8wDPkS+Aw==",
                "1.5,lgg3a8wDPkS+Aw==",
                "-1,lgg3a8wDPkS+Aw==",
                "281474976710656,lgg3a8wDPkS+Aw==",
                "99999999999999999999,lgg3a8wDPkS+Aw==",
                "1795353063123,lgg3a8wDPkS+",
                "1795353063123,lgg3a8wDPkS+AwAA",
                "1795353063123,lgg3a8wDPkS-Aw==",
                "1795353063123,not base64!",
                "1795353063123,lgg3a8wDPkS+Aw==,",
                "1795353063123,lgg3a8wDPkS+Aw==,1"
            })
    void seedThatCannotBeReadIsRefused(String header) {
        assertThatThrownBy(() -> EventIds.of(Optional.of(header)))
                .isInstanceOfSatisfying(
                        InvalidEventException.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessage("header x-inngest-event-id-seed must be '<milliseconds>,<base64 of 10 bytes>'");
    }

    @Test
    void idsWithoutASeedRise() {
        List<String> ids = ids(EventIds.of(Optional.empty()));

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    private static List<String> ids(IntFunction<String> ids) {
        return IntStream.range(0, EventRequest.MAX_EVENTS).mapToObj(ids).toList();
    }
}
