package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Stream;
import dev.gamelan.systemtests.harness.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Answers travel compressed to whoever can read that; what goes out as it happens does not wait for it. */
@Order(6)
@EnabledIfSystemProperty(named = "gamelan.test.database", matches = "h2", disabledReason = "needs no database")
class CompressionIT {

    private static final String GZIP = "gzip";

    /** As browsers do, which do not offer the upgrade of Java's client. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestServer server = TestServer.get();
    private final Api api = server.api();

    @BeforeAll
    static void deploy() {
        TestServer.get().deployExtended();
    }

    @Test
    void pagesModulesAndListsAreCompressed() throws Exception {
        Await.endedRun(api, api.send("test/hopeless", "{}"), "hopeless");
        String page = api.text("/", "text/html").body();
        String module = page.replaceAll("(?s).*src=\"([^\"]+main\\.js)\".*", "$1");

        for (String path : new String[] {
            "/runs",
            module,
            module.replace("main.js", "style.css"),
            "/v1/functions",
            "/v1/runs?status=Failed",
            "/metrics?scope=application"
        }) {
            HttpResponse<byte[]> compressed = get(path, GZIP);
            HttpResponse<byte[]> plain = get(path, "identity");
            assertThat(compressed.headers().firstValue("Content-Encoding"))
                    .as(path)
                    .contains(GZIP);
            assertThat(plain.headers().firstValue("Content-Encoding")).as(path).isEmpty();
            assertThat(compressed.body().length).as(path).isLessThan(plain.body().length * 3 / 4);
            assertThat(unpacked(compressed.body()))
                    .as(path)
                    .startsWith(text(plain).substring(0, 1));
        }
        assertThat(unpacked(get(module, GZIP).body())).isEqualTo(text(get(module, "identity")));
        for (String path : new String[] {"/runs", module}) {
            assertThat(get(path, "identity").headers().firstValue("Vary"))
                    .as("what caches may keep of %s", path)
                    .contains("Accept-Encoding");
        }
    }

    @Test
    void theStreamIsNotHeldBack() {
        try (Stream stream = api.stream("", "Accept-Encoding", GZIP)) {
            stream.await("hello");
            String event = api.send("test/sequence", "{}");
            stream.await(Duration.ofSeconds(20), message -> message.hasRunOf(event));
            assertThat(stream.response().headers().firstValue("Content-Encoding"))
                    .isEmpty();
        }
    }

    private HttpResponse<byte[]> get(String path, String encoding) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.options().url() + path))
                .header("Accept-Encoding", encoding)
                .header("Accept", path.startsWith("/v1/") ? "application/json" : "text/html, text/plain, */*")
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String unpacked(byte[] body) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
