package dev.gamelan.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.web.ingest.IngestApplication;
import dev.gamelan.web.rest.RestApplication;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The description against the resources; {@code OpenApiIT} holds it against what the server answers. */
class OpenApiDocumentTest {

    private static final JsonObject DOCUMENT = OpenApiDocument.read();
    private static final Map<String, Method> RESOURCES =
            ResourceOperations.of(new RestApplication(), new IngestApplication());
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    @Test
    void everyOperationIsDescribedAndNoOther() {
        assertThat(operations().keySet())
                .as("add what is missing to a part in src/main/resources/dev/gamelan/web/openapi")
                .isEqualTo(RESOURCES.keySet())
                .hasSizeGreaterThan(15);
    }

    @Test
    void isOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(DOCUMENT.toString());

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getPaths()).hasSameSizeAs(DOCUMENT.getJsonObject("paths"));
    }

    @Test
    void saysWhichVersionThisIs() {
        assertThat(GamelanVersion.TEXT).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void operationsHaveDifferentNames() {
        assertThat(operations().values().stream().map(operation -> operation.getString("operationId", "")))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverythingIsReferredTo() {
        Set<String> used = new TreeSet<>();
        collectReferences(DOCUMENT, used);
        Set<String> defined = new TreeSet<>();
        DOCUMENT.getJsonObject("components")
                .forEach((kind, values) -> values.asJsonObject()
                        .keySet()
                        .forEach(name -> defined.add("#/components/" + kind + "/" + name)));

        assertThat(used).isEqualTo(defined);
    }

    static Stream<String> names() {
        return operations().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOperationSaysWhatItDoes(String name) {
        JsonObject operation = operations().get(name);

        assertThat(operation.getString("summary", "")).isNotBlank().doesNotEndWith(".");
        assertThat(operation.getOrDefault("tags", JsonValue.EMPTY_JSON_ARRAY).asJsonArray())
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOperationHasTheParametersOfItsPathAndItsMethod(String name) {
        List<JsonObject> parameters = parameters(operations().get(name));
        Set<String> described = new HashSet<>();
        parameters.forEach(parameter -> described.add(parameter.getString("in") + " " + parameter.getString("name")));
        Set<String> ofPath = new HashSet<>();
        Matcher variables = VARIABLE.matcher(name);
        while (variables.find()) {
            ofPath.add("path " + variables.group(1));
        }

        assertThat(described).containsAll(ResourceOperations.parameters(RESOURCES.get(name)));
        assertThat(described.stream().filter(parameter -> parameter.startsWith("path ")))
                .containsExactlyInAnyOrderElementsOf(ofPath);
        assertThat(parameters).allSatisfy(parameter -> {
            assertThat(parameter.getString("description", "")).isNotBlank();
            assertThat(parameter.containsKey("schema")).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void anOperationSaysHowItAnswers(String name) {
        JsonObject operation = operations().get(name);
        JsonObject responses = operation.getJsonObject("responses");
        String problem = "#/components/responses/Problem";

        assertThat(responses.keySet().stream().filter(status -> status.startsWith("2")))
                .isNotEmpty();
        assertThat(responses).containsKey("default");
        if (operation.containsKey("parameters") || operation.containsKey("requestBody")) {
            assertThat(responses).containsKey("400");
        }
        if (name.contains("{id}")) {
            assertThat(responses).containsKey("404");
        }
        responses.forEach((status, response) -> {
            if (!status.startsWith("2")) {
                assertThat(response.asJsonObject().getString("$ref", ""))
                        .as(status)
                        .isEqualTo(problem);
            } else if (!status.equals("204")) {
                assertThat(resolved(response.asJsonObject()).getJsonObject("content"))
                        .isNotEmpty();
            }
        });
    }

    private static Map<String, JsonObject> operations() {
        Map<String, JsonObject> operations = new TreeMap<>();
        DOCUMENT.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject()
                        .forEach((method, operation) -> operations.put(method + " " + path, operation.asJsonObject())));
        return operations;
    }

    private static List<JsonObject> parameters(JsonObject operation) {
        return operation.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                .map(parameter -> resolved(parameter.asJsonObject()))
                .toList();
    }

    private static JsonObject resolved(JsonObject value) {
        String reference = value.getString("$ref", "");
        return reference.isEmpty()
                ? value
                : DOCUMENT.getValue(reference.substring(1)).asJsonObject();
    }

    private static void collectReferences(JsonValue value, Set<String> references) {
        switch (value.getValueType()) {
            case OBJECT ->
                value.asJsonObject().forEach((name, member) -> {
                    if (name.equals("$ref")) {
                        references.add(((JsonString) member).getString());
                    } else {
                        collectReferences(member, references);
                    }
                });
            case ARRAY -> value.asJsonArray().forEach(element -> collectReferences(element, references));
            default -> {
                // no reference in it
            }
        }
    }
}
