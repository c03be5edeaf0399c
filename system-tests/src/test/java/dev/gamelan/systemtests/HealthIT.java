package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Backlog;
import dev.gamelan.systemtests.harness.Scrape;
import dev.gamelan.systemtests.harness.TestDatabase;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the three probes say: when all is well, when the database is away, and when a writer does not get on. */
@Order(19)
class HealthIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void allIsWell() {
        assertThat(api.get("/health/started").status()).isEqualTo(200);
        assertThat(data("/health/started").getString("schema")).matches("\\d+");
        assertThat(data("/health/started").getString("functions")).matches("[1-9]\\d*");
        assertThat(api.get("/health/ready").status()).isEqualTo(200);
        assertThat(data("/health/ready").getString("database")).isEqualTo("answers");
        assertThat(api.get("/health/live").status()).isEqualTo(200);
        assertThat(data("/health/live").getString("writers")).isEqualTo("get on");
    }

    @Test
    void withoutTheDatabaseItLivesAndIsNotReady() {
        assumeTrue(server.database().isExternal(), "H2 lives and dies with the server");
        List<String> ids = Backlog.post(api, 200, 500);

        server.database().stop();
        try {
            // A scrape needs no database; and this is longer than a writer may stand still while the database answers.
            await().atMost(LONGEST).until(() -> {
                Api.Answer live = api.get("/health/live");
                assertThat(live.status()).as(() -> live.json().toString()).isEqualTo(200);
                assertThat(api.get("/health/ready").status()).isEqualTo(503);
                assertThat(data("/health/ready").getString("database")).startsWith("does not answer: ");
                return Scrape.of(api).value("gamelan_sample_age_seconds", "sample", "backlog") > 5;
            });
            assertThat(Scrape.of(api).value("gamelan_commits_total", "outcome", "failed"))
                    .isPositive();
        } finally {
            server.database().restart();
        }

        await().atMost(LONGEST).until(() -> api.get("/health/ready").status() == 200);
        Backlog.awaitCompletion(api, ids, Duration.ofMinutes(1));
        assertThat(api.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void aWriterThatDoesNotGetOnIsDeadWhileTheDatabaseAnswers() {
        assumeTrue(server.database().isExternal(), "nobody else can hold a lock in H2");
        TestDatabase.Held lock = server.database().hold("lock table gamelan.event in access exclusive mode");
        CompletableFuture<Api.Answer> sent =
                CompletableFuture.supplyAsync(() -> api.post("{\"name\":\"health/stuck\"}"));
        try {
            await().atMost(LONGEST).until(() -> api.get("/health/live").status() == 503);
            assertThat(data("/health/ready").getString("database")).isEqualTo("answers");
        } finally {
            lock.close();
        }

        assertThat(sent.join().status()).isIn(200, 503);
        await().atMost(LONGEST).until(() -> api.get("/health/live").status() == 200);
        Await.endedRuns(
                api,
                api.send("test/hello.world", "{\"email\":\"ann@example.org\"}"),
                "audit-trail",
                "hello-world",
                "welcome-mail");
    }

    private JsonObject data(String path) {
        return api.get(path).json().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("name").equals("gamelan"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("data");
    }
}
