package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Invariants;
import dev.gamelan.systemtests.harness.MixedWorkload;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server dies at each of the moments at which that hurts most, with a mixed workload on it; afterwards everything that it
 * acknowledged has ended as it should, and the tables keep every invariant.
 *
 * <p>Each moment costs a restart. By default the most dangerous ones are tried; {@code -Dgamelan.crash=all} tries all of them,
 * {@code -Dgamelan.crash=accept.written,claim.claimed} just these.
 */
@Order(14)
class CrashMatrixIT {

    private static final Set<String> DANGEROUS = Set.of(
            "accept.committed", "transition.wait-registered", "transaction.committed", "waits.committed-before-look");

    private static final Duration RECOVERY = Duration.ofMinutes(1);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @AfterEach
    void comeUp() {
        server.up();
    }

    static List<String> crashPoints() {
        Api api = TestServer.get().api();
        TestServer.get().deployExtended();
        List<String> all = Await.endedRun(api, api.send("test/crash-points", "{}"), "crash-points")
                .getJsonArray("output")
                .getValuesAs(JsonString::getString);
        String choice = System.getProperty("gamelan.crash", "");
        if (choice.equals("all")) {
            return all;
        }
        if (!choice.isEmpty()) {
            return List.of(choice.split(","));
        }
        return all.stream().filter(DANGEROUS::contains).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crashPoints")
    void everythingEndsAsItShouldAfterACrashAt(String crashPoint) {
        String since = arm(crashPoint);
        MixedWorkload workload = new MixedWorkload(api);

        await(crashPoint)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions() // it dies while it answers
                .until(() -> {
                    if (server.isRunning()) {
                        workload.post();
                    }
                    return !server.isRunning();
                });
        server.up();

        Invariants.hold(api, since, 1, RECOVERY);
        assertThat(workload.acknowledged())
                .allSatisfy(event ->
                        assertThat(api.get("/v1/events/" + event).status()).isEqualTo(200));
    }

    @Test
    void theCheckerFindsWhatIsBroken() {
        JsonObject run = Await.endedRun(api, api.send("test/check-the-checker", "{}"), "check-the-checker");

        assertThat(run.getString("status")).as(run::toString).isEqualTo("Completed");
        JsonObject result = run.getJsonObject("output");
        assertThat(new TreeSet<>(result.getJsonArray("found").getValuesAs(JsonString::getString)))
                .containsExactlyElementsOf(result.getJsonArray("invariants").getValuesAs(JsonString::getString));
    }

    private String arm(String crashPoint) {
        String event = api.send("test/arm", "{\"name\": \"%s\", \"times\": 1}".formatted(crashPoint));
        Await.endedRun(api, event, "arm");
        return event;
    }
}
