package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.oas.OpenApi30;
import dev.gamelan.web.openapi.OpenApiDocument;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the server says of its HTTP interface, held against each of its answers, in whatever test. A member that is not described fails
 * the test, although clients have to expect some.
 */
public final class Contract {

    private static final int FIRST_SERVER_ERROR = 500;
    private static final String JSON_TYPE = "application/json";

    private static final JsonObject DOCUMENT = OpenApiDocument.read();
    private static final List<Operation> OPERATIONS = operations();
    private static final JsonValue CLOSED_COMPONENTS = closed(DOCUMENT.get("components"));
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V4,
            builder -> builder.metaSchema(OpenApi30.getInstance())
                    .defaultMetaSchemaIri(OpenApi30.getInstance().getIri()));
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private Contract() {}

    /** @param method in lower case */
    public record Operation(String method, String path, Pattern pattern, JsonObject description) {

        public List<JsonObject> parameters() {
            return description.getOrDefault("parameters", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
                    .map(parameter -> resolved(parameter.asJsonObject()))
                    .toList();
        }

        /** With each status of success. */
        List<String> succeeding() {
            return description.getJsonObject("responses").keySet().stream()
                    .filter(status -> status.startsWith("2"))
                    .map(status -> this + " " + status)
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Every operation that is described, those first whose path says most. */
    public static List<Operation> all() {
        return OPERATIONS;
    }

    /** Which operations have not succeeded in any test so far. */
    public static Set<String> unseen() {
        Set<String> unseen = new TreeSet<>();
        OPERATIONS.forEach(operation -> unseen.addAll(operation.succeeding()));
        unseen.removeAll(SEEN);
        return unseen;
    }

    /** A schema, parameter or response, or what it refers to. */
    public static JsonObject resolved(JsonObject value) {
        String reference = value.getString("$ref", "");
        return reference.isEmpty()
                ? value
                : DOCUMENT.getValue(reference.substring(1)).asJsonObject();
    }

    static void check(HttpRequest request, HttpResponse<?> response, Optional<String> body) {
        String path = request.uri().getPath();
        String method = request.method().toLowerCase(Locale.ROOT);
        OPERATIONS.stream()
                .filter(operation -> operation.method().equals(method)
                        && operation.pattern().matcher(path).matches())
                .findFirst()
                .ifPresent(operation -> check(operation, response, body));
    }

    private static void check(Operation operation, HttpResponse<?> response, Optional<String> body) {
        int status = response.statusCode();
        String what = operation + " " + status;
        JsonObject responses = operation.description().getJsonObject("responses");
        JsonObject described = responses.getJsonObject(Integer.toString(status));
        if (described == null && status >= FIRST_SERVER_ERROR) {
            described = responses.getJsonObject("default");
        }
        assertThat(described).as("%s is not described; it says %s", what, body).isNotNull();
        JsonObject content = resolved(described).getJsonObject("content");
        String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
        if (content == null) {
            assertThat(body.orElse("")).as(what).isEmpty();
        } else {
            assertThat(content.keySet()).as(what).contains(type);
            if (type.equals(JSON_TYPE) && body.isPresent()) {
                JsonValue schema = content.getJsonObject(type).get("schema");
                assertThat(SCHEMAS.computeIfAbsent(schema.toString(), Contract::compile)
                                .validate(body.get(), InputFormat.JSON))
                        .as(() -> what + ": " + body.get())
                        .isEmpty();
            }
        }
        SEEN.add(what);
    }

    private static JsonSchema compile(String schema) {
        return FACTORY.getSchema(
                "{\"allOf\":[" + schema + "],\"components\":" + CLOSED_COMPONENTS + "}", InputFormat.JSON, CONFIG);
    }

    /** With no other members than those that are described. */
    private static JsonValue closed(JsonValue value) {
        if (value instanceof JsonArray array) {
            JsonArrayBuilder closed = Json.createArrayBuilder();
            array.forEach(element -> closed.add(closed(element)));
            return closed.build();
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        JsonObjectBuilder closed = Json.createObjectBuilder();
        object.forEach((name, member) -> closed.add(name, closed(member)));
        if (object.get("type") instanceof JsonString type
                && type.getString().equals("object")
                && object.containsKey("properties")
                && !object.containsKey("additionalProperties")) {
            closed.add("additionalProperties", false);
        }
        return closed.build();
    }

    private static List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        DOCUMENT.getJsonObject("paths")
                .forEach((path, item) -> item.asJsonObject()
                        .forEach((method, description) -> operations.add(new Operation(
                                method,
                                path,
                                Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")),
                                description.asJsonObject()))));
        operations.sort(Comparator.comparingInt(operation ->
                operation.path().length() - operation.path().replace("{", "").length()));
        return List.copyOf(operations);
    }
}
