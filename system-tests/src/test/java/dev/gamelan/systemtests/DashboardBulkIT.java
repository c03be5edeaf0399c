package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dashboard's pages of bulk actions: how far they are, what became of each item, and stopping them. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardBulkIT {

    private static final double LONG_MILLIS = 30_000;

    /** For 20 seconds a function that is missing may be about to come. */
    private static final Duration UNTIL_THE_DEPLOYMENT_IS_QUIET = Duration.ofMinutes(1);

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final BulkJobs jobs = new BulkJobs(api);
    private final String key = UUID.randomUUID().toString();

    @Test
    void aJobIsWatchedPausedResumedAndAborted() {
        fill(60, true);
        String id = jobs.begin(replay("5")).getString("id");
        Page page = pages.open("/bulk/" + id);
        Locator progress = page.getByRole(AriaRole.PROGRESSBAR);
        assertThat(progress).hasAttribute("aria-valuenow", Pattern.compile("[1-9].*"));
        assertThat(page.locator("section[aria-label=Progress]")).containsText("at most 5 per second");

        button(page.locator("main"), "Pause").click();
        button(page.locator("dialog"), "Pause it").click();
        assertThat(page.locator(".head .pill")).hasText("Paused");
        String stopped = progress.getAttribute("aria-valuenow");

        button(page.locator("main"), "Resume").click();
        button(page.locator("dialog"), "Go on with " + (60 - Integer.parseInt(stopped)))
                .click();
        assertThat(page.locator(".head .pill")).hasText("Running");
        assertThat(progress).not().hasAttribute("aria-valuenow", stopped);

        button(page.locator("main"), "Abort").click();
        assertThat(page.locator("dialog")).containsText("What is done stays done");
        page.locator("dialog .danger").click();
        assertThat(page.locator(".head .pill")).hasText("Aborted");
        assertThat(button(page.locator("main"), "Resume")).hasCount(0);
        assertThat(page.locator(".facts")).containsText("Aborted by");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Remaining"))
                .click();
        assertThat(page.locator("td.became").first()).hasText("left as it is");
        assertThat(jobs.get(id).getInt("remaining")).isPositive();
        page.context().close();
    }

    @Test
    void aJobIsSeenToItsEndAndLeadsToItsRuns() {
        fill(12, true);
        Page page = pages.open("/bulk");
        page.locator("h1").waitFor();
        String id = jobs.begin(replay("6")).getString("id");
        Locator row = page.locator("tr[data-id='" + id + "']");
        assertThat(row).containsText("Replay of 12 runs");
        assertThat(row.locator(".pill")).hasText("Completed", within(LONG_MILLIS));
        assertThat(row.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "12");

        row.getByRole(AriaRole.LINK).first().click();
        assertThat(page.locator(".sentence")).containsText("Runs of bulk-quick, for which");
        page.getByText("Runs of this action").click();
        assertThat(page.locator("tbody tr")).hasCount(12);
        assertThat(page.locator(".chip")).containsText("bulk action");
        page.locator("tbody a").first().click();
        page.locator(".facts a", new Page.LocatorOptions().setHasText(id)).click();
        assertThat(page.locator("h1")).hasText("Replay of 12 runs");
        page.context().close();
    }

    @Test
    void whatHasFailedIsSaidAndNotCalledCompleted() {
        JsonObject job = failed();
        Page page = pages.open("/bulk/" + job.getString("id"));
        assertThat(page.locator(".head .pill")).hasText("3 failed");
        assertThat(page.locator("td.became")).hasCount(3);
        assertThat(page.locator("td.became").first())
                .hasText("no server has the function bulk-gone now; deploy it and ask again");
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Done"))
                .click();
        assertThat(page.locator("td.became")).hasCount(3);
        assertThat(page.locator("td.became").first()).containsText("started as");
        assertThat(page).hasURL(Pattern.compile("\\?result=done$"));

        page.navigate("/bulk/" + job.getString("id") + "?result=skipped");
        assertThat(page.locator(".state h2")).hasText("Nothing was skipped");
        page.locator(".head a").first().click();
        assertThat(page.locator("tr[data-id='" + job.getString("id") + "'] .pill"))
                .hasText("3 failed");
        page.context().close();
    }

    /** All rules once; what dark colours and a narrow window can break, with those. */
    @ParameterizedTest
    @CsvSource({"1280, LIGHT, ", "1280, DARK, color-contrast", "360, LIGHT, target-size", "360, DARK, color-contrast"})
    void everyPageCanBeUsedByEverybody(int width, ColorScheme colors, String rule) {
        List<String> rules = rule == null ? List.of() : List.of(rule);
        fill(2, true);
        String job = jobs.completed(replay("100")).getString("id");
        Page page = pages.open("/bulk", width, colors);
        for (String path : List.of("/bulk", "/bulk/" + job, "/bulk/" + job + "?result=failed")) {
            page.navigate(path);
            page.locator(".table, .state").first().waitFor();
            Browsing.checkAccessibility(page, rules);
        }

        page.navigate("/runs?bulk=" + job);
        page.locator("td.select input").first().check();
        Browsing.checkAccessibility(page, rules);
        button(page.locator(".selection"), "Delete…").click();
        button(page.locator("dialog"), "Delete 1 run").waitFor();
        Browsing.checkAccessibility(page, rules);

        page.navigate("/events?name=test%2Fbulk-quick");
        button(page.locator("main"), "Replay to functions…").click();
        page.locator("fieldset input").first().check();
        page.getByLabel("At most per second").waitFor();
        Browsing.checkAccessibility(page, rules);
        page.context().close();
    }

    @Test
    void keysLeadThereAndAnEmptyPageSaysWhatFillsIt() {
        Page page = pages.open("/");
        page.locator("h1").waitFor();
        page.route(
                "**/v1/bulk?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"data\": [], \"page\": {\"has_more\": false, \"limit\": 50}}")));
        page.keyboard().press("g");
        page.keyboard().press("b");
        assertThat(page.locator(".state h2")).hasText("No bulk actions yet");
        Browsing.checkAccessibility(page);
        page.getByText("Choose runs").click();
        assertThat(page).hasURL(Pattern.compile("/runs$"));

        page.unroute("**/v1/bulk?*");
        page.navigate("/bulk/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("there is no bulk job");
        pages.forgive("/v1/bulk/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        page.context().close();
    }

    /** A job of three events and two functions, one of which nobody has. */
    private JsonObject failed() {
        fill(3, false);
        JsonObject begun = jobs.begin("""
                {"kind": "replay", "events": {"name": "test/bulk-quick", "text": "%s"}, "function_ids": ["bulk-quick", "bulk-gone"]}
                """.formatted(key));
        return jobs.completed(begun.getString("id"), UNTIL_THE_DEPLOYMENT_IS_QUIET);
    }

    private void fill(int count, boolean runs) {
        calls.ended(
                "test/bulk-fill",
                "{\"count\": %d, \"runs\": %s, \"key\": \"%s\"}".formatted(count, runs, key),
                "bulk-fill");
    }

    private String replay(String perSecond) {
        return """
                {"kind": "replay", "per_second": %s, "runs": {"function_id": "bulk-quick", "cel": "event.data.key == '%s'"}}
                """.formatted(perSecond, key);
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static LocatorAssertions.HasTextOptions within(double millis) {
        return new LocatorAssertions.HasTextOptions().setTimeout(millis);
    }
}
