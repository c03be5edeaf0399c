package dev.gamelan.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Contract;
import dev.gamelan.systemtests.harness.Contract.Operation;
import dev.gamelan.systemtests.harness.TestServer;
import dev.gamelan.web.openapi.OpenApiDocument;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The description of the HTTP interface, and that the server keeps to it: {@link Api} checks every answer. */
@Order(6)
class OpenApiIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Api api = TestServer.get().api();
    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void theServerDescribesItself() {
        assertThat(api.get("/openapi").json()).isEqualTo(OpenApiDocument.read());
        assertThat(type(api.text("/openapi?format=json", "*/*"))).isEqualTo("application/json");
        assertThat(type(api.text("/openapi", "application/json"))).isEqualTo("application/json");
        assertThat(type(api.text("/openapi", "application/yaml"))).isEqualTo("application/yaml");
        assertThat(type(api.text("/openapi?format=yaml", "application/json"))).isEqualTo("application/yaml");
    }

    @Test
    void thePageForPeopleNeedsNothingFromElsewhere() {
        assertThat(type(api.text("/docs/", "*/*"))).isEqualTo("text/html");
        for (String file : List.of("index.html", "docs.js", "docs.css")) {
            HttpResponse<String> answer = api.text("/docs/" + file, "*/*");
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("http:", "https:", "src=\"//");
        }
    }

    /** Who adds an operation adds a call of it here; what it answers is checked by the way. */
    @Test
    void everyOperationAnswersAsItIsDescribed() {
        String event = api.send("test/stuck", "{\"key\": \"" + key + "\", \"name\": \"again\"}");
        String run = Await.startedRun(api, event);
        readEverything(event, run);
        helpOn(run);
        Await.endedRun(api, event, "stuck");
        readEverything(event, run);
        runAgainAndCancel(run);
        sendASignal();
        exportAndImport(run);

        assertThat(Contract.unseen())
                .as("operations that nothing has called with success")
                .isEmpty();
    }

    private void readEverything(String event, String run) {
        for (String path : List.of(
                "/v1/events?limit=3&count=true",
                "/v1/events/" + event,
                "/v1/events/" + event + "/runs",
                "/v1/runs?limit=3&count=true&text=e",
                "/v1/runs/" + run,
                "/v1/runs/" + run + "/steps",
                "/v1/runs/" + run + "/reruns",
                "/v1/runs/" + run + "/export",
                "/v1/functions?counts=true",
                "/v1/functions/stuck",
                "/v1/storage")) {
            assertThat(api.get(path).status()).as(path).isEqualTo(200);
        }
    }

    private void helpOn(String run) {
        await().atMost(SOON)
                .until(() -> api.postTo("/v1/runs/" + run + "/retry", "").status() == 204);
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + waiting(run, "night") + "/skip", "")
                        .status())
                .isEqualTo(204);
        assertThat(api.postTo("/v1/runs/" + run + "/steps/" + waiting(run, "reply") + "/event", "")
                        .status())
                .isEqualTo(201);
    }

    private void runAgainAndCancel(String run) {
        Api.Answer again = api.postTo("/v1/runs/" + run + "/rerun", "{}");
        assertThat(again.status()).isEqualTo(201);
        assertThat(api.get("/v1/runs/" + run + "/reruns").list()).hasSize(1);
        assertThat(api.cancel(again.data().getString("run_id"))).isEqualTo(204);
        assertThat(api.get("/v1/runs/" + again.data().getString("run_id")).status())
                .isEqualTo(200);
    }

    private void sendASignal() {
        String event = api.send("test/signalled", "{\"signal\": \"" + key + "\", \"millis\": 30000}");
        Await.run(api, event, "signalled", "Waiting");
        assertThat(api.signal("{\"signal\": \"" + key + "\", \"data\": {\"name\": \"a\", \"number\": 1}}")
                        .status())
                .isEqualTo(200);
        assertThat(api.signal("{\"signal\": \"" + key + "\"}").status()).isEqualTo(404);
    }

    private void exportAndImport(String run) {
        assertThat(api.text("/v1/runs/export?status=Failed", "*/*").statusCode())
                .isEqualTo(200);
        assertThat(api.text("/v1/events/export?format=csv&name=test/stuck", "*/*")
                        .statusCode())
                .isEqualTo(200);
        String other = "7" + run.substring(1); // nobody has such an id
        String document = api.get("/v1/runs/" + run + "/export")
                .json()
                .toString()
                .replace("\"run_id\":\"" + run, "\"run_id\":\"" + other);
        assertThat(api.postTo("/v1/runs/import", document).status()).isEqualTo(201);
        assertThat(api.get("/v1/runs/" + other).status()).isEqualTo(200);
    }

    static Stream<Arguments> wrongParameters() {
        List<Arguments> wrong = new ArrayList<>();
        for (Operation operation : Contract.all()) {
            operation.parameters().stream()
                    .filter(parameter -> parameter.getString("in").equals("query"))
                    .forEach(parameter -> WrongValues.of(parameter.getJsonObject("schema"))
                            .forEach(value -> wrong.add(arguments(operation, parameter.getString("name"), value))));
        }
        return wrong.stream();
    }

    @ParameterizedTest
    @MethodSource("wrongParameters")
    void aWrongParameterIsNamed(Operation operation, String name, List<String> values) {
        String query = values.stream()
                .map(value -> name + "=" + URLEncoder.encode(value, UTF_8))
                .collect(Collectors.joining("&"));

        Api.Answer answer = ask(operation, query);

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.error()).contains(name);
    }

    static Stream<Operation> withQuery() {
        return Contract.all().stream()
                .filter(operation -> operation.parameters().stream()
                        .anyMatch(parameter -> parameter.getString("in").equals("query")));
    }

    @ParameterizedTest
    @MethodSource("withQuery")
    void thereAreTheParametersThatAreDescribed(Operation operation) {
        List<String> described = operation.parameters().stream()
                .filter(parameter -> parameter.getString("in").equals("query"))
                .map(parameter -> parameter.getString("name"))
                .sorted()
                .toList();

        Api.Answer answer = ask(operation, "no_such_parameter=1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error())
                .isEqualTo("there is no parameter no_such_parameter; there are " + String.join(", ", described));
    }

    @Test
    void onlyThisProductIsDescribed() {
        assertThat(api.get("/openapi").json().getJsonObject("paths").keySet())
                .allMatch(path -> path.startsWith("/v1/") || path.startsWith("/e/"));
    }

    private Api.Answer ask(Operation operation, String query) {
        String path = operation.path().replaceAll("\\{[^}]+}", "01M824G29FD94V413BGP76GVKG") + "?" + query;
        return operation.method().equals("get") ? api.get(path) : api.postTo(path, "{}");
    }

    private String waiting(String run, String name) {
        AtomicReference<String> id = new AtomicReference<>();
        await().atMost(SOON).until(() -> {
            List<JsonObject> steps = api.steps(run);
            steps.stream()
                    .filter(step -> step.getString("name").equals(name)
                            && step.getString("status").equals("Waiting"))
                    .forEach(step -> id.set(step.getString("step_id")));
            return id.get() != null;
        });
        return id.get();
    }

    private static String type(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    }
}
