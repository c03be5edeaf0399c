package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.TestDatabase;
import dev.gamelan.systemtests.harness.TestServer;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A node that died while no other was there is found when it counts as gone already. */
@Order(18)
class ForgottenNodeIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestServer server = TestServer.get();
    private final TestDatabase database = server.database();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        assumeTrue(
                TestServer.get().database().isExternal(), "rows are made in the database, which has to be reachable");
        TestServer.get().deployExtended();
    }

    @Test
    void lastEventsOfANodeAreOfferedBeforeItIsForgotten() {
        String key = UUID.randomUUID().toString();
        String waiting = api.send("test/cancellable", "{\"key\": \"" + key + "\", \"millis\": 120000}");
        String run = Await.run(api, waiting, "cancellable", "Waiting").getString("run_id");
        database.execute(
                "update gamelan.event set received_at = received_at - interval '1 hour' where id = '" + waiting + "'");
        database.execute(
                "update gamelan.wait set after_at = after_at - interval '1 hour' where run_id = '" + run + "'");
        database.execute("insert into gamelan.event (id, name, data, ts, received_at) values ('" + key.substring(0, 26)
                + "', 'test/cancel', '{\"key\": \"" + key + "\"}', now(), now() - interval '30 minutes')");

        database.execute("insert into gamelan.node (name, incarnation, seen_at, offered_at)"
                + " values ('gone', 'gone', now() - interval '29 minutes', now() - interval '31 minutes')");

        assertThat(Await.endedRun(api, waiting, "cancellable").getString("status"))
                .isEqualTo("Cancelled");
        await().atMost(SOON).until(() -> rowsOf("gone") == 0);
    }

    private int rowsOf(String node) {
        return database.execute("update gamelan.node set name = name where name = '" + node + "'");
    }
}
