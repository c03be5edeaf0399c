package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The database goes away under load and comes back. */
@Order(12)
class DatabaseOutageIT {

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        assumeTrue(TestServer.get().database().isExternal(), "H2 lives and dies with the server");
        TestServer.get().deployExtended();
    }

    @Test
    void refusesEventsMeanwhileAndRecoversWithoutARestart() {
        List<String> ids = Backlog.post(api, 200, 100);

        String refused = "outage/" + UUID.randomUUID();
        server.database().stop();
        try {
            Api.Answer answer = api.post("{\"name\":\"" + refused + "\"}");
            assertThat(answer.status()).as(() -> answer.json().toString()).isEqualTo(503);
            assertThat(answer.error()).contains("database");
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
            assertThat(api.get("/health/ready").status()).isEqualTo(503);
        } finally {
            server.database().restart();
        }

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> api.get("/health/ready").status() == 200);
        assertThat(api.get("/v1/events?name=" + refused).list()).isEmpty();
        Backlog.awaitCompletion(api, ids, Duration.ofSeconds(60));
        Backlog.awaitCompletion(api, Backlog.post(api, 100, 1), Duration.ofSeconds(30));
    }
}
