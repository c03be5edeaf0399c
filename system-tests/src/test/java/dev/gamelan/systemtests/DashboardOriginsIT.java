package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import com.microsoft.playwright.Page;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a run comes from, on its page: its event, the run that it repeats, the bulk job that has begun it, another server. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardOriginsIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @Test
    void aRunTellsWhereItComesFrom() {
        JsonObject first = calls.ended("test/hopeless", "{\"mark\": \"" + mark + "\"}", "hopeless");
        String bulk = new BulkJobs(api)
                .completed("{\"kind\": \"rerun\", \"runs\": {\"ids\": [\"" + first.getString("run_id") + "\"]}}")
                .getString("id");
        JsonObject second = api.get("/v1/runs?bulk=" + bulk).list().getJsonObject(0);
        Page page = pages.open("/runs/" + second.getString("run_id"));
        for (String id : List.of(first.getString("run_id"), bulk)) {
            assertThat(page.locator(".facts a", new Page.LocatorOptions().setHasText(id)))
                    .hasCount(1);
        }
        assertThat(page.locator(".facts a[href='/events/" + first.getString("event_id") + "']"))
                .hasCount(1);

        String document = api.get("/v1/runs/" + first.getString("run_id") + "/export")
                .json()
                .toString();
        String imported = UlidCreator.getUlid().toString();
        Api.Answer answer = api.postTo(
                "/v1/runs/import",
                document.replace(first.getString("run_id"), imported)
                        .replace(
                                first.getString("event_id"),
                                UlidCreator.getUlid().toString()));
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(201);
        page.navigate("/runs/" + imported);
        assertThat(page.locator(".head .tag")).hasText("imported");
        Browsing.checkAccessibility(page);
        page.context().close();
    }
}
