package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The README's walk through the main job. */
@Order(1)
class HelloIT {

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @Test
    void oneEventStartsThreeFunctions() {
        List<JsonObject> before = newest();

        Api.Answer answer = api.get("/api/hello");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().getString("message")).isEqualTo("Event sent!");
        JsonObject event = newest().get(0);
        assertThat(event).isNotIn(before);
        assertThat(event.getString("name")).isEqualTo("test/hello.world");
        assertThat(event.getJsonObject("data").getString("email")).isEqualTo("testUser@example.com");
        Map<String, JsonObject> runs =
                Await.endedRuns(api, event.getString("internal_id"), "audit-trail", "hello-world", "welcome-mail");
        assertThat(runs.values())
                .allSatisfy(run -> assertThat(run.getString("status")).isEqualTo("Completed"));
        JsonObject hello = runs.get("hello-world");
        assertThat(hello.getJsonObject("output").getString("message")).isEqualTo("Hello testUser@example.com!");
        assertThat(api.get("/v1/runs/" + hello.getString("run_id")).data()).isEqualTo(hello);
    }

    /** The reconciler would bring them as well, but only after five seconds. */
    @Test
    void theTopicBringsEventsAtOnce() {
        String eventId = api.send("test/hello.world", "{\"email\":\"quick@example.com\"}");

        Instant received = Instant.parse(api.get("/v1/events/" + eventId).data().getString("received_at"));
        assertThat(Await.endedRuns(api, eventId, "audit-trail", "hello-world", "welcome-mail")
                        .values())
                .allSatisfy(run ->
                        assertThat(Instant.parse(run.getString("queued_at"))).isBefore(received.plusSeconds(3)));
    }

    @Test
    void theWelcomeMailReachesAMailServer() {
        String eventId = api.send("test/hello.world", "{\"email\":\"mail-reader@example.com\"}");

        Map<String, JsonObject> runs = Await.endedRuns(api, eventId, "audit-trail", "hello-world", "welcome-mail");

        String runId = runs.get("welcome-mail").getString("run_id");
        assertThat(Arrays.stream(server.mail().getReceivedMessages())
                        .filter(mail -> header(mail, "To").contains("mail-reader@example.com")))
                .singleElement()
                .satisfies(mail -> assertThat(header(mail, "Message-ID")).contains(runId));
    }

    @Test
    void aFunctionSendsEventsItself() {
        String eventId = api.send("app/user.signup", "{\"userId\":\"u1\",\"email\":\"u1@example.com\"}");

        JsonObject run = Await.endedRuns(api, eventId, "start-trial").get("start-trial");

        assertThat(run.getJsonObject("output").getString("userId")).isEqualTo("u1");
        assertThat(newest())
                .anySatisfy(event -> assertThat(event.getJsonObject("data").getString("email", ""))
                        .isEqualTo("u1@example.com"));
    }

    @Test
    void oneFunctionsFailureLeavesTheOthersAlone() {
        String eventId = api.send("test/hello.world", "{\"email\":\"no mail address\"}");

        Map<String, JsonObject> runs = Await.endedRuns(api, eventId, "audit-trail", "hello-world", "welcome-mail");

        assertThat(runs.get("hello-world").getString("status")).isEqualTo("Completed");
        assertThat(runs.get("audit-trail").getString("status")).isEqualTo("Completed");
        assertThat(runs.get("welcome-mail").getString("status")).isEqualTo("Failed");
        assertThat(runs.get("welcome-mail").getJsonObject("error").getString("message"))
                .isEqualTo("'no mail address' is not a mail address");
    }

    private List<JsonObject> newest() {
        return api.get("/v1/events?limit=20&name=test%2Fhello.world").list().getValuesAs(JsonObject.class);
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return Arrays.toString(mail.getHeader(name));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
