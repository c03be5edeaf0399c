package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person does in the dashboard: each action asks before, and leads to what came of it. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardActionsIT {

    private static final Pattern A_RUN = Pattern.compile("/runs/[0-9A-Z]{26}$");
    private static final Pattern AN_EVENT = Pattern.compile("/events/[0-9A-Z]{26}$");

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String key = UUID.randomUUID().toString();

    @Test
    void aRunIsCancelled() {
        String event = api.send("test/cancellable", "{\"key\": \"" + key + "\", \"millis\": 600000}");
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");
        Page page = pages.open("/runs/" + run);

        button(page, "Cancel").click();
        assertThat(page.locator("dialog")).containsText("This cannot be undone");
        button(page, "Keep as it is").click();
        assertThat(page.locator(".head .pill")).hasText("Waiting");

        button(page, "Cancel").click();
        button(page, "Cancel the run").click();
        assertThat(page.locator(".head .pill")).hasText("Cancelled");
        assertThat(page.locator(".notices")).containsText("The run is cancelled");
        page.context().close();
    }

    @Test
    void aRunIsRunAgainAsItWasWithAnotherEventAndFromAStep() {
        JsonObject first = calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky");
        Page page = pages.open("/runs/" + first.getString("run_id"));
        button(page, "Run again").click();
        button(page.locator("dialog"), "Run again").click();
        String second = shownRunAfter(page, first.getString("run_id"));
        assertThat(page.locator(".facts")).containsText(first.getString("run_id"));
        assertThat(page.locator(".head .pill")).hasText("Completed");

        page.locator("summary[title='More ways to run it again']").click();
        page.getByText("Run again with another event…").click();
        page.locator("dialog textarea").fill("{\"failures\": ");
        button(page.locator("dialog"), "Run again").click();
        assertThat(page.locator("dialog [role=alert]")).containsText("This is not JSON");
        page.locator("dialog textarea").fill("{\"failures\": 0, \"edited\": 12345678901234567890}");
        button(page.locator("dialog"), "Run again").click();
        String third = shownRunAfter(page, second);
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Event"))
                .click();
        assertThat(page.locator(".panel .json")).containsText("12345678901234567890");
        assertThat(page.locator(".head .pill")).hasText("Completed");

        row(page, "flaky").click();
        button(page, "Run again from here…").click();
        page.locator("dialog textarea").fill("\"by hand\"");
        button(page.locator("dialog"), "Run again from here").click();
        String fourth = shownRunAfter(page, third);
        assertThat(page.locator(".head .pill")).hasText("Completed");
        assertThat(api.get("/v1/runs/" + fourth).data().getString("output")).isEqualTo("by hand");
        page.context().close();
    }

    @Test
    void aRunThatIsStuckIsHelpedToItsEnd() {
        String event = api.send("test/stuck", "{\"key\": \"" + key + "\", \"name\": \"again\"}");
        String run = Await.startedRun(api, event);
        Page page = pages.open("/runs/" + run);

        assertThat(icon(page, "shaky")).hasAttribute("title", "Retrying");
        button(page, "Attempt now").click();
        button(page.locator("dialog"), "Attempt now").click();

        assertThat(icon(page, "night")).hasAttribute("title", "Waiting");
        row(page, "night").click();
        button(page, "End the sleep").click();
        button(page.locator("dialog"), "End the sleep").click();

        assertThat(icon(page, "reply")).hasAttribute("title", "Waiting");
        row(page, "reply").click();
        button(page, "Send the event…").click();
        page.locator("dialog textarea").fill("{\"word\": \"go\"}");
        button(page.locator("dialog"), "Send event").click();
        assertThat(page.locator(".notice a")).hasText("See the event");

        assertThat(page.locator(".head .pill")).hasText("Completed");
        page.locator(".waterfall tr.root").click();
        assertThat(page.locator(".panel .json")).containsText("first of again, go");
        page.context().close();
    }

    @Test
    void stepsAreWalkedThroughWithKeys() {
        JsonObject run = calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky");
        Page page = pages.open("/runs/" + run.getString("run_id"));
        row(page, "before").waitFor();
        page.keyboard().press("j");
        assertThat(page.locator(".panel-title h2")).hasText("before");
        page.keyboard().press("j");
        assertThat(page.locator(".panel-title h2")).hasText("flaky");
        assertThat(page.locator(".panel .json")).containsText("attempt 0");
        assertThat(page).hasURL(Pattern.compile("\\?step="));
        page.reload();
        assertThat(page.locator(".panel-title h2")).hasText("flaky");
        page.keyboard().press("k");
        assertThat(page.locator(".panel-title h2")).hasText("before");
        page.context().close();
    }

    @Test
    void anEventIsSentAndLeadsToItsRuns() {
        Page page = pages.open("/events");
        page.locator("h1").waitFor();
        page.keyboard().press("s");
        button(page.locator("dialog"), "Send event").click();
        assertThat(page.locator("dialog [role=alert]")).containsText("An event needs a name");
        page.getByLabel("Name").fill("test/step-flaky");
        page.getByLabel("Data (JSON)").fill("{\"failures\": 0, \"big\": 12345678901234567890}");

        tab(page, "curl");
        assertThat(page.locator("dialog pre"))
                .containsText(
                        "-d '{\"name\": \"test/step-flaky\", \"data\": {\"failures\": 0, \"big\": 12345678901234567890}}'");
        tab(page, "Java");
        assertThat(page.locator("dialog pre")).containsText("@EventName(\"test/step-flaky\")");
        tab(page, "TypeScript");
        assertThat(page.locator("dialog pre")).containsText("await client.send({");
        tab(page, "Event");
        button(page.locator("dialog"), "Send event").click();

        assertThat(page).hasURL(AN_EVENT);
        assertThat(page.locator(".json").first()).containsText("12345678901234567890");
        assertThat(page.locator("tbody .pill")).hasText("Completed");
        page.locator("tbody a").click();
        assertThat(page).hasURL(A_RUN);

        page.goBack();
        button(page, "Send it again…").click();
        assertThat(page.getByLabel("Data (JSON)")).hasValue(Pattern.compile("12345678901234567890"));
        page.context().close();
    }

    @Test
    void aFunctionShowsItsConfigurationAndSendsWhatStartsIt() {
        Page page = pages.open("/functions");
        page.getByLabel("Search functions").fill("cancell");
        page.locator("tbody a").first().click();
        assertThat(page.locator("section[aria-label=Configuration]"))
                .containsText("test/cancel with the same data.key");
        assertThat(page.locator("section[aria-label=Configuration]")).containsText("test/cancellable");

        button(page, "Send test/cancellable").click();
        assertThat(page.getByLabel("Name")).hasValue("test/cancellable");
        page.context().close();
    }

    private static String shownRunAfter(Page page, String before) {
        page.waitForURL(url -> A_RUN.matcher(url).find() && !url.endsWith(before));
        return page.url().substring(page.url().length() - 26);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void tab(Page page, String name) {
        page.locator("dialog")
                .getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName(name))
                .click();
    }

    private static Locator row(Page page, String step) {
        return page.locator(
                ".waterfall tbody tr",
                new Page.LocatorOptions()
                        .setHas(page.locator(
                                ".label", new Page.LocatorOptions().setHasText(Pattern.compile("^" + step + "$")))));
    }

    private static Locator icon(Page page, String step) {
        return row(page, step).locator(".icon");
    }
}
