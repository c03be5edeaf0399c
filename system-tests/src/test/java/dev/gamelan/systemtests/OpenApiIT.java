package dev.gamelan.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Contract;
import dev.gamelan.systemtests.harness.Contract.Operation;
import dev.gamelan.systemtests.harness.TestServer;
import dev.gamelan.web.openapi.OpenApiDocument;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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

    private final Api api = TestServer.get().api();

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

    /** What the operations answer is checked by the way. */
    @Test
    void everyOperationAnswersAsItIsDescribed() {
        new EveryOperation(api).call();

        assertThat(Contract.unseen())
                .as("operations that nothing has called with success; add calls to EveryOperation")
                .isEmpty();
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

    private static String type(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    }
}
