package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lists of the dashboard: what is in them, and how people want to see it. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardListsIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @Test
    void aRunAppearsAndEndsWithoutReloading() {
        Page page = pages.open("/runs?function_id=cancellable");
        page.locator("h1").waitFor();
        String event = api.send("test/cancellable", "{\"key\": \"" + mark + "\", \"millis\": 600000}");
        String run = Await.run(api, event, "cancellable", "Waiting").getString("run_id");

        Locator row = page.locator("tr[data-id='" + run + "']");
        assertThat(row.locator(".pill")).hasText("Waiting");
        api.cancel(run);
        assertThat(row.locator(".pill")).hasText("Cancelled");
        page.context().close();
    }

    @Test
    void aRunThatIsDeletedIsShownNoMore() {
        String run = calls.ended("test/hopeless", "{\"mark\": \"" + mark + "\"}", "hopeless")
                .getString("run_id");
        Page list = pages.open("/runs?function_id=hopeless");
        assertThat(list.locator("tr[data-id='" + run + "']")).hasCount(1);
        assertThat(list.locator(".live.on").first()).hasAttribute("aria-label", "Live: pause");

        new BulkJobs(api).completed("{\"kind\": \"delete\", \"runs\": {\"ids\": [\"" + run + "\"]}}");

        assertThat(list.locator("tr[data-id='" + run + "']")).hasCount(0);
        list.context().close();
    }

    @Test
    void filtersAreInTheAddress() {
        String failed = calls.ended("test/hopeless", "{}", "hopeless").getString("run_id");
        Page page = pages.open("/runs");
        Locator menu = page.locator("details.menu", new Page.LocatorOptions().setHasText("Status"));
        menu.locator("summary").click();
        menu.locator("label", new Locator.LocatorOptions().setHasText("Failed")).click();

        assertThat(page).hasURL(Pattern.compile("/runs\\?status=Failed$"));
        page.reload();
        assertThat(page.locator("tr[data-id='" + failed + "']")).hasCount(1);
        assertThat(page.locator(".table .pill.Completed")).hasCount(0);

        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Remove filter status Failed"))
                .click();
        assertThat(page).hasURL(Pattern.compile("/runs$"));
        page.context().close();
    }

    @Test
    void whatMatchesNothingLooksLikeNothingAndAnErrorLooksLikeAnError() {
        Page page = pages.open("/runs?text=" + mark);
        assertThat(page.locator(".state h2")).hasText("No run matches");

        page.route(
                "**/v1/runs*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(503)
                        .setContentType("application/json")
                        .setBody("{\"error\": \"the database is away\", \"status\": 503}")));
        page.reload();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The database does not answer");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the database is away");
        assertThat(page.locator(".state h2")).not().hasText("No run matches");

        page.unroute("**/v1/runs*");
        page.getByText("Try again").click();
        assertThat(page.locator(".state h2")).hasText("No run matches");
        pages.forgive("/v1/runs");
        page.context().close();
    }

    @Test
    void columnsAreChosenAndKept() {
        String run = calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky")
                .getString("run_id");
        Page page = pages.open("/runs");
        Locator head = page.locator("thead th:not(.select):visible");
        assertThat(head).hasText(new String[] {"Status", "Function", "Run", "Result", "Queued", "Duration"});

        open(page, "Columns");
        page.getByLabel("Event", exactly()).check();
        page.getByLabel("Queued for").check();
        page.getByLabel("Result", exactly()).uncheck();
        assertThat(head)
                .hasText(new String[] {"Status", "Function", "Run", "Event", "Queued", "Queued for", "Duration"});
        assertThat(page.locator("tr[data-id='" + run + "'] td:not(.select)")).hasCount(7);
        Browsing.checkAccessibility(page);

        page.reload();
        assertThat(head).hasCount(7);
        open(page, "Columns");
        page.getByText("As at first").click();
        assertThat(head).hasText(new String[] {"Status", "Function", "Run", "Result", "Queued", "Duration"});
        page.context().close();
    }

    @Test
    void filtersAreKeptUnderANameAndShownAgain() {
        Page page = pages.open("/runs");
        open(page, "Views");
        assertThat(page.locator(".menu[open]")).containsText("Filter the list");

        page.navigate("/runs?status=Failed&function_id=hopeless");
        open(page, "Views");
        page.getByLabel("Keep these filters as").fill("Hopeless <b>ones</b>");
        page.getByText("Keep", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator(".notice")).containsText("Hopeless <b>ones</b>");

        page.navigate("/runs");
        open(page, "Views");
        Browsing.checkAccessibility(page);
        page.getByText("Hopeless <b>ones</b>").click();
        assertThat(page).hasURL(Pattern.compile("/runs\\?status=Failed&function_id=hopeless$"));
        assertThat(page.locator(".chip")).hasCount(2);
        assertThat(page.locator(".menu[open]")).hasCount(0);

        open(page, "Views");
        page.getByLabel("Forget the view Hopeless <b>ones</b>").click();
        assertThat(page.locator(".view-item")).hasCount(0);
        page.context().close();
    }

    @Test
    void timesAreShownAsPeopleWantThemOnEveryPage() {
        String event = calls.ended("test/sequence", "{}", "sequence").getString("event_id");
        Page page = pages.open("/runs");
        Locator time = page.locator("tbody time").first();
        assertThat(time).hasText(Pattern.compile("ago$|^just now$"));

        page.keyboard().press("u");
        assertThat(time).hasText(Pattern.compile("^(\\w+ \\d+, )?\\d\\d:\\d\\d:\\d\\d$"));
        page.keyboard().press("u");
        assertThat(time).hasText(Pattern.compile("^(\\w+ \\d+, )?\\d\\d:\\d\\d:\\d\\d UTC$"));
        page.keyboard().press("d");
        assertThat(page.locator("html")).hasAttribute("data-density", "dense");
        Browsing.checkAccessibility(page);

        page.navigate("/events/" + event);
        assertThat(page.locator(".facts time").first()).hasText(Pattern.compile(" UTC$"));
        assertThat(page.locator("html")).hasAttribute("data-density", "dense");
        page.keyboard().press("u");
        assertThat(page.locator(".facts time").first()).hasText(Pattern.compile("ago$|^just now$"));
        page.context().close();
    }

    @Test
    void runsOfAStretchOfTimeAreShown() {
        String run = calls.ended("test/sequence", "{}", "sequence").getString("run_id");
        Page page = pages.open("/runs?function_id=sequence");
        assertThat(page.locator("tr[data-id='" + run + "']")).hasCount(1);

        open(page, "Time");
        page.getByLabel("Runs that were").selectOption("ended");
        page.getByLabel("From (").fill("2020-01-01T00:00");
        page.getByLabel("Until (").fill("2020-02-01T00:00");
        page.getByText("Show these").click();
        assertThat(page).hasURL(Pattern.compile("ended_after=.+&ended_before="));
        assertThat(page.locator(".chip")).hasText(new Pattern[] {
            Pattern.compile("function"),
            Pattern.compile("ended from.*Jan 1, 2020, 00:00:00"),
            Pattern.compile("ended before.*Feb 1, 2020, 00:00:00")
        });
        assertThat(page.locator(".state h2")).hasText("No run matches");

        open(page, "Time");
        assertThat(page.getByLabel("From (")).hasValue("2020-01-01T00:00");
        page.getByLabel("Until (").fill("");
        page.getByText("Show these").click();
        assertThat(page.locator("tr[data-id='" + run + "']")).hasCount(1);
        page.context().close();
    }

    private static void open(Page page, String menu) {
        page.locator("details.menu > summary", new Page.LocatorOptions().setHasText(menu))
                .click();
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
