package dev.gamelan.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BulkRequestTest {

    private static final String ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    @Test
    void filtersAreTextsOrArraysOfThem() {
        BulkRequest request = parse("""
                {"kind": "replay", "request_id": "r-1", "per_second": 0.5, "actor": "mary", "dry_run": true,
                 "runs": {"status": ["Failed", "Failed", "Cancelled"], "function_id": "charge", "text": 17}}
                """);

        assertThat(request.kind()).isEqualTo("replay");
        assertThat(request.requestId()).contains("r-1");
        assertThat(request.perSecond()).isEqualTo(OptionalDouble.of(0.5));
        assertThat(request.actor()).contains("mary");
        assertThat(request.isDryRun()).isTrue();
        assertThat(request.runs())
                .contains(Map.of(
                        "status", List.of("Failed", "Cancelled"),
                        "function_id", List.of("charge"),
                        "text", List.of("17")));
    }

    @Test
    void idsAreTakenInPlaceOfFilters() {
        BulkRequest request = parse("{\"kind\":\"cancel\",\"runs\":{\"ids\":[\"" + ID + "\",\"" + ID + "\"]}}");

        assertThat(request.runIds()).contains(List.of(ID));
        assertThat(request.runs()).isEmpty();
        assertThat(request.isDryRun()).isFalse();
    }

    @Test
    void eventsAreForFunctions() {
        BulkRequest request = parse(
                "{\"kind\":\"replay\",\"events\":{\"name\":\"shop/paid\"},\"function_ids\":[\"charge\",\"charge\"]}");

        assertThat(request.events()).contains(Map.of("name", List.of("shop/paid")));
        assertThat(request.functionIds()).containsExactly("charge");
        assertThat(request.runs()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            []                                                        | the request must be an object
            {"runs":{}}                                               | kind must be one of cancel, delete, replay, rerun
            {"kind":"burn","runs":{}}                                 | kind must be one of cancel, delete, replay, rerun
            {"kind":"cancel"}                                         | runs or events must be given
            {"kind":"replay","runs":{},"events":{}}                   | runs or events must be given
            {"kind":"cancel","runs":[]}                               | runs must be an object, is an array
            {"kind":"cancel","run":{}}                                | run is not known; there are actor, dry_run
            {"kind":"cancel","runs":{"status":null}}                  | runs.status must be a text, or an array of texts
            {"kind":"cancel","runs":{"status":[{}]}}                  | runs.status must be a text, or an array of texts
            {"kind":"cancel","runs":{"ids":[]}}                       | runs.ids must have 1 to 10000 ids, has 0
            {"kind":"cancel","runs":{"ids":["a"],"status":"Failed"}}  | runs.ids says which runs
            {"kind":"cancel","runs":{},"function_ids":["a"]}          | function_ids says which functions are to have events
            {"kind":"cancel","events":{},"function_ids":["a"]}        | events can be replayed only
            {"kind":"replay","events":{}}                             | function_ids must name the functions
            {"kind":"cancel","runs":{},"per_second":0}                | per_second must be a number from 0.001 to 10000.0
            {"kind":"cancel","runs":{},"per_second":"fast"}           | per_second must be a number from 0.001 to 10000.0
            {"kind":"cancel","runs":{},"dry_run":"yes"}               | dry_run must be true or false, is a string
            {"kind":"cancel","runs":{},"actor":" "}                   | actor must be a text of 1 to 128 characters
            {"kind":"cancel","runs":{},"request_id":17}               | request_id must be a text of 1 to 64 characters
            """)
    void whatIsWrongIsNamed(String body, String message) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> parse(body))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.status()).isEqualTo(400));
    }

    @Test
    void tooManyIdsAreRefused() {
        String ids = String.join(",", Collections.nCopies(10_000, "\"%d\"")).formatted(numbers());
        assertThat(parse("{\"kind\":\"delete\",\"runs\":{\"ids\":[" + ids + "]}}")
                        .runIds()
                        .orElseThrow())
                .hasSize(10_000);
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> parse("{\"kind\":\"delete\",\"runs\":{\"ids\":[" + ids + ",\"x\"]}}"))
                .withMessageContaining("has 10001");
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> BulkRequest.parse(new byte[BulkRequest.MAX_BYTES + 1]))
                .satisfies(e -> assertThat(e.status()).isEqualTo(413));
    }

    @Test
    void whoAsksMayBeSaid() {
        assertThat(BulkRequest.parseActor(new byte[0])).isEmpty();
        assertThat(BulkRequest.parseActor("{\"actor\":\"mary\"}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Optional.of("mary"));
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> BulkRequest.parseActor("{\"who\":\"mary\"}".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("who is not known");
    }

    @Test
    void aCancellationNamesItsFunctionAndItsEnd() {
        CancellationRequest request = CancellationRequest.parse("""
                {"app_id": "shop", "function_id": "remind", "started_after": null,
                 "started_before": "2026-01-31T12:00:00Z", "if": "event.data.user == 'u1'"}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(request)
                .isEqualTo(new CancellationRequest(
                        Optional.of("shop"),
                        "remind",
                        Optional.empty(),
                        "2026-01-31T12:00:00Z",
                        Optional.of("event.data.user == 'u1'")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"started_before":"2026-01-31T12:00:00Z"} | function_id is missing
            {"function_id":"remind"}                  | started_before is missing
            {"function_id":"remind","before":"x"}     | before is not known
            """)
    void whatIsWrongWithACancellationIsNamed(String body, String message) {
        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> CancellationRequest.parse(body.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(message);
    }

    private static Object[] numbers() {
        Object[] numbers = new Object[10_000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static BulkRequest parse(String json) {
        return BulkRequest.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
