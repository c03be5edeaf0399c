package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person sees in the dashboard. It asks the API for everything, so one database is enough. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardIT {

    private static Browsing browsing;

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        assumeTrue(
                Browsing.executable().isPresent(), "no Chromium is installed; -Dgamelan.browser=… names one elsewhere");
        TestServer.get().deployExtended();
        browsing = Browsing.start();
    }

    @AfterAll
    static void stop() {
        if (browsing != null) {
            browsing.close();
        }
    }

    @AfterEach
    void noPageComplains() {
        assertThat(browsing.complaints()).isEmpty();
    }

    /** All rules once; what dark colours and a narrow window can break, with those. */
    @ParameterizedTest
    @CsvSource({"1280, LIGHT, ", "1280, DARK, color-contrast", "360, LIGHT, target-size", "360, DARK, color-contrast"})
    void everyPageCanBeUsedByEverybody(int width, ColorScheme colors, String rule) {
        var failed = calls.ended("test/hopeless", "{\"n\": [1, {\"a\": null}]}", "hopeless");
        var completed = calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky");
        Page page = browsing.open("/", width, colors);
        for (String path : List.of(
                "/",
                "/runs",
                "/runs?status=Failed&text=hopeless",
                "/runs/" + failed.getString("run_id"),
                "/runs/" + completed.getString("run_id"),
                "/events",
                "/events/" + failed.getString("event_id"),
                "/functions",
                "/functions/hopeless",
                "/errors",
                "/nowhere")) {
            page.navigate(path);
            page.locator("h1").first().waitFor();
            assertThat(page.locator(".skeleton")).hasCount(0);
            Browsing.checkAccessibility(page, rule == null ? List.of() : List.of(rule));
        }
        page.context().close();
    }

    @Test
    void dialogsCanBeUsedByEverybody() {
        Page page = browsing.open("/runs");
        page.locator("tbody tr").first().waitFor();
        for (String key : List.of("s", "?", "Control+k")) {
            page.keyboard().press(key);
            page.locator("dialog[open]").waitFor();
            Browsing.checkAccessibility(page);
            page.keyboard().press("Escape");
            assertThat(page.locator("dialog")).hasCount(0);
        }
        page.context().close();
    }

    @Test
    void aRunAppearsAndEndsWithoutReloading() {
        Page page = browsing.open("/runs?function_id=cancellable");
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
        Page list = browsing.open("/runs?function_id=hopeless");
        assertThat(list.locator("tr[data-id='" + run + "']")).hasCount(1);
        assertThat(list.locator(".live.on").first()).hasAttribute("aria-label", "Live: pause");

        new BulkJobs(api).completed("{\"kind\": \"delete\", \"runs\": {\"ids\": [\"" + run + "\"]}}");

        assertThat(list.locator("tr[data-id='" + run + "']")).hasCount(0);
        list.context().close();
    }

    @Test
    void filtersAreInTheAddress() {
        String failed = calls.ended("test/hopeless", "{}", "hopeless").getString("run_id");
        Page page = browsing.open("/runs");
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
        Page page = browsing.open("/runs?text=" + mark);
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
        browsing.forgive("/v1/runs");
        page.context().close();
    }

    @Test
    void payloadsAreTextAndNothingElse() {
        String hostile = "<img src=x onerror=hacked=1><script>hacked=1</script>\\\"'}}${hacked=1}";
        String event =
                api.send("test/hopeless", "{\"" + hostile + "\": \"" + hostile + "\", \"mark\": \"" + mark + "\"}");
        String run = Await.endedRun(api, event, "hopeless").getString("run_id");
        api.post("{\"name\": \"" + hostile.replace("\\\"", "") + "\", \"data\": {}}");
        Page page = browsing.open("/");
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
        browsing.forgive("/v1/functions/");
        page.context().close();
    }

    @Test
    void numbersStayAsTheyAreAndLargePayloadsAreOpenedBitByBit() {
        String event = api.send(
                "test/nobody",
                "{\"big\": 12345678901234567890, \"exact\": 1.10, \"many\": [" + "\"0123456789\",".repeat(30_000)
                        + "0]}");
        Page page = browsing.open("/events/" + event);
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
        Page page = browsing.open("/events/" + api.send(name, "{}"));
        assertThat(page.locator(".state")).containsText("No function listens for " + name);
        page.context().close();
    }

    @Test
    void errorsLeadToTheRunsThatFailedWithThem() {
        String run = calls.ended("test/hopeless", "{}", "hopeless").getString("run_id");
        Page page = browsing.open("/errors");
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

    @Test
    void keysLeadEverywhere() {
        Page page = browsing.open("/");
        page.locator("h1").waitFor();
        for (String[] step : new String[][] {
            {"g", "e", "/events"}, {"g", "f", "/functions"}, {"g", "x", "/errors"}, {"g", "r", "/runs"}
        }) {
            page.keyboard().press(step[0]);
            page.keyboard().press(step[1]);
            assertThat(page).hasURL(Pattern.compile(step[2] + "$"));
        }
        page.locator("tbody tr").first().waitFor();
        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("k");
        String first = page.locator("tr.current").getAttribute("data-id");
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/runs/" + first + "$"));

        page.goBack();
        page.keyboard().press("/");
        assertThat(page.locator("main input[type=search]")).isFocused();
        page.keyboard().press("Escape");
        page.keyboard().press("t");
        assertThat(page.locator("html")).hasAttribute("data-theme", "light");

        page.keyboard().press("Control+k");
        page.keyboard().type("hopel");
        page.locator("[role=option]", new Page.LocatorOptions().setHasText("hopeless"))
                .first()
                .waitFor();
        page.keyboard().press("Enter");
        assertThat(page).hasURL(Pattern.compile("/functions/hopeless$"));
        page.context().close();
    }

    @Test
    void anEmptyServerShowsTheWayToTheFirstRun() {
        Page page = browsing.open("about:blank");
        page.route(
                "**/v1/runs?*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"data\": [], \"page\": {\"has_more\": false, \"limit\": 50}}")));
        page.navigate("/");
        assertThat(page.locator("h1")).hasText("Send your first event");
        Browsing.checkAccessibility(page);

        page.unroute("**/v1/runs?*");
        page.getByText("Send it from here").click();
        assertThat(page).hasURL(Pattern.compile("/runs$"));
        assertThat(page.locator("tbody")).containsText("Hello world");
        page.context().close();
    }

    @Test
    void addressesOfPagesAreServedAndThoseOfOthersAreNot() {
        Page page = browsing.open("about:blank");
        Response deep = page.navigate("/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assertThat(deep.headers())
                .containsEntry("cache-control", "no-cache")
                .containsEntry("x-content-type-options", "nosniff")
                .hasEntrySatisfying(
                        "content-security-policy",
                        policy -> assertThat(policy)
                                .contains("default-src 'none'", "script-src 'self' 'sha256-")
                                .doesNotContain("unsafe"));
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("there is no run 01ARZ3NDEKTSV4RRFFQ69G5FAV");
        browsing.forgive("/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV");
        page.context().close();

        assertThat(api.text("/v1/nothing", "text/html").statusCode()).isEqualTo(404);
        assertThat(api.text("/nothing", "application/json").statusCode()).isEqualTo(404);
        assertThat(api.text("/ui/of-an-earlier-version/main.js", "*/*")
                        .headers()
                        .firstValue("cache-control"))
                .isEmpty();
        HttpResponse<String> home = api.text("/", "*/*");
        String module = home.body().replaceAll("(?s).*src=\"([^\"]+main\\.js)\".*", "$1");
        assertThat(api.text(module, "*/*").headers().firstValue("cache-control"))
                .contains("public, max-age=31536000, immutable");
    }
}
