package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page of the dashboard, and the ways to them. It asks the API for everything, so one database is enough. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    /** All rules once; what dark colours and a narrow window can break, with those. */
    @ParameterizedTest
    @CsvSource({"1280, LIGHT, ", "1280, DARK, color-contrast", "360, LIGHT, target-size", "360, DARK, color-contrast"})
    void everyPageCanBeUsedByEverybody(int width, ColorScheme colors, String rule) {
        var failed = calls.ended("test/hopeless", "{\"n\": [1, {\"a\": null}]}", "hopeless");
        var completed = calls.ended("test/step-flaky", "{\"failures\": 0}", "step-flaky");
        Page page = pages.open("/", width, colors);
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
        Page page = pages.open("/runs");
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
    void keysLeadEverywhere() {
        Page page = pages.open("/");
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
        Page page = pages.open("about:blank");
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
        Page page = pages.open("about:blank");
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
        pages.forgive("/v1/runs/01ARZ3NDEKTSV4RRFFQ69G5FAV");
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
