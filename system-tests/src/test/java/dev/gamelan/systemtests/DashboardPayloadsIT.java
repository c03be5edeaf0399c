package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What events and runs carry, as the dashboard shows it: text and nothing else, every number as it is. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardPayloadsIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @Test
    void payloadsAreTextAndNothingElse() {
        String hostile = "<img src=x onerror=hacked=1><script>hacked=1</script>\\\"'}}${hacked=1}";
        String event =
                api.send("test/hopeless", "{\"" + hostile + "\": \"" + hostile + "\", \"mark\": \"" + mark + "\"}");
        String run = Await.endedRun(api, event, "hopeless").getString("run_id");
        api.post("{\"name\": \"" + hostile.replace("\\\"", "") + "\", \"data\": {}}");
        Page page = pages.open("/");
        for (String path : List.of(
                "/",
                "/runs",
                "/runs/" + run,
                "/events",
                "/events/" + event,
                "/runs?text=" + "%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E",
                "/functions/%3Cimg%20src=x%20onerror=hacked=1%3E")) {
            page.navigate(path);
            page.locator("h1").waitFor();
            assertThat(page.locator(".skeleton")).hasCount(0);
            if (path.startsWith("/runs/")) {
                page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Event"))
                        .click();
                assertThat(page.locator(".json").first()).containsText("<script>hacked=1</script>");
            }
            assertThat(page.locator("img, main script")).hasCount(0);
            assertThat(page.evaluate("typeof hacked")).isEqualTo("undefined");
        }
        pages.forgive("/v1/functions/");
        page.context().close();
    }

    @Test
    void numbersStayAsTheyAreAndLargePayloadsAreOpenedBitByBit() {
        String event = api.send(
                "test/nobody",
                "{\"big\": 12345678901234567890, \"exact\": 1.10, \"many\": [" + "\"0123456789\",".repeat(30_000)
                        + "0]}");
        Page page = pages.open("/events/" + event);
        Locator json = page.locator(".json").first();
        assertThat(json).containsText("12345678901234567890");
        assertThat(json).containsText("1.10");
        json.locator("summary", new Locator.LocatorOptions().setHasText("many")).click();
        assertThat(json).containsText("Show more of 30,001 members");
        assertThat(page.locator(".json li")).hasCount(104);
        page.context().close();
    }

    @Test
    void anEventTellsWhyItStartedNothing() {
        String name = "nobody/" + mark;
        Page page = pages.open("/events/" + api.send(name, "{}"));
        assertThat(page.locator(".state")).containsText("No function listens for " + name);
        page.context().close();
    }

    @Test
    void errorsLeadToTheRunsThatFailedWithThem() {
        String run = calls.ended("test/hopeless", "{}", "hopeless").getString("run_id");
        Page page = pages.open("/errors");
        page.locator("tbody tr", new Page.LocatorOptions().setHasText("hopeless"))
                .first()
                .locator("a")
                .click();
        assertThat(page.locator(".stack").first()).containsText("Exception");
        assertThat(page.getByText(run)).hasCount(1);
        Browsing.checkAccessibility(page);

        page.getByText("Runs that failed with it").click();
        assertThat(page.locator("tr[data-id='" + run + "']")).hasCount(1);
        assertThat(page.locator(".chip")).containsText("error");
        page.context().close();
    }
}
