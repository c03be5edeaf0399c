package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

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
 * {@code -Dgamelan.crash=accept.written,claim.claimed} just these. The server dies when it comes to the moment for the first
 * time, or for the n-th: {@code claim.claimed*3}, {@code all*3}.
 */
@Order(14)
class CrashMatrixIT {

    private static final Set<String> DANGEROUS = Set.of(
            "accept.committed", "transition.wait-registered", "transaction.committed", "waits.committed-before-look");

    private static final String ALL = "all";

    /** Short enough that many things go on at once; long enough that a machine with two cores keeps up. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(500);

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
                .getValuesAs(JsonString::getString)
                .stream()
                // These need something that is old; RetentionIT tries all of them.
                .filter(crashPoint -> !crashPoint.startsWith("retention."))
                .toList();
        String choice = System.getProperty("gamelan.crash", "");
        if (choice.equals(ALL) || choice.startsWith(ALL + "*")) {
            return all.stream()
                    .map(crashPoint -> crashPoint + choice.substring(ALL.length()))
                    .toList();
        }
        if (!choice.isEmpty()) {
            return List.of(choice.split(","));
        }
        return all.stream().filter(DANGEROUS::contains).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("crashPoints")
    void everythingEndsAsItShouldAfterACrashAt(String crashPoint) {
        MixedWorkload workload = new MixedWorkload(api);
        String since = crashAt(crashPoint, workload);
        server.up();

        workload.finish();

        Invariants.hold(api, since, 1, RECOVERY);
        workload.assertStoredOnce(since);
    }

    /** What the first crash left behind is being taken up when the second one comes. */
    @Test
    void everythingEndsAsItShouldAfterACrashDuringTheRecovery() {
        assumeFalse(System.getProperty("gamelan.crash", "").isEmpty(), "one crash at a time, unless asked for more");
        MixedWorkload workload = new MixedWorkload(api);
        String since = crashAt("accept.committed", workload);
        server.up();
        crashAt("claim.claimed", workload);
        server.up();

        workload.finish();

        Invariants.hold(api, since, 2, RECOVERY);
        workload.assertStoredOnce(since);
    }

    @Test
    void theCheckerFindsWhatIsBroken() {
        JsonObject run = Await.endedRun(api, api.send("test/check-the-checker", "{}"), "check-the-checker");

        assertThat(run.getString("status")).as(run::toString).isEqualTo("Completed");
        JsonObject result = run.getJsonObject("output");
        assertThat(new TreeSet<>(result.getJsonArray("found").getValuesAs(JsonString::getString)))
                .containsExactlyElementsOf(result.getJsonArray("invariants").getValuesAs(JsonString::getString));
    }

    /** @return the id of an event from before */
    private String crashAt(String crashPoint, MixedWorkload workload) {
        int star = (crashPoint + "*").indexOf('*');
        String name = crashPoint.substring(0, star);
        String times = star == crashPoint.length() ? "1" : crashPoint.substring(star + 1);
        String since = api.send("test/effects", "{\"run\": \"none\"}");
        workload.post(); // it may die as soon as it is armed
        api.send("test/arm", "{\"name\": \"%s\", \"times\": %s}".formatted(name, times));
        await(crashPoint)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(BETWEEN_REQUESTS)
                .ignoreExceptions() // it dies while it answers
                .until(() -> {
                    if (server.isRunning()) {
                        workload.post();
                    }
                    return !server.isRunning();
                });
        return since;
    }
}
