package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of figures and of settings. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardMetricsIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private static JsonObject failed;

    private final Api api = TestServer.get().api();

    /** One failed run that is in the figures, which are written down every few seconds. */
    @BeforeAll
    static void fail() {
        Api api = TestServer.get().api();
        int before = failures(api);
        failed = new Calls(api).ended("test/hopeless", "{}", "hopeless");
        await().atMost(SOON).until(() -> failures(api) > before);
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
    void thePagesCanBeUsedByEverybody(int width, ColorScheme colors) {
        Page page = pages.open("/charts", width, colors);
        for (String path : List.of("/charts", "/charts?range=24h&function_id=hopeless", "/settings")) {
            page.navigate(path);
            page.locator("h1").waitFor();
            assertThat(page.locator(".skeleton")).hasCount(0);
            page.locator(".metric-table > summary").all().forEach(Locator::click);
            Browsing.checkAccessibility(page);
        }
        page.context().close();
    }

    @Test
    void chartsShowWhatHappenedAndLeadThere() {
        Page page = pages.open("/charts");

        Locator failing = page.locator("section[aria-label='Functions that fail'] tr", hasText("hopeless"));
        failing.locator("a.bad-text").click();
        assertThat(page).hasURL(Pattern.compile("/runs\\?status=Failed&ended_after=.*&function_id=hopeless"));
        assertThat(page.locator("tr[data-id='" + failed.getString("run_id") + "']"))
                .hasCount(1);

        page.goBack();
        page.locator(".metric-filter select").selectOption("hopeless");
        assertThat(page).hasURL(Pattern.compile("/charts\\?function_id=hopeless$"));
        int count = failures(api);
        assertThat(chart(page, "Runs").locator(".metric-total")).containsText(count + " failed");
        assertThat(chart(page, "Failure rate").locator(".metric-total")).hasText("100 %");
        assertThat(chart(page, "Events")).hasCount(0);
        assertThat(chart(page, "Runs").locator(".b-fail")).hasAttribute("d", Pattern.compile("M.*z"));

        chart(page, "Runs").locator("summary").click();
        chart(page, "Runs").locator("tbody a").last().click();
        assertThat(page).hasURL(Pattern.compile("ended_after=.*&ended_before=.*&function_id=hopeless"));
        assertThat(page.locator("tr[data-id='" + failed.getString("run_id") + "']"))
                .hasCount(1);
        page.context().close();
    }

    @Test
    void thePointerTellsHowMuchItWasAndAClickLeadsToIt() {
        Page page = pages.open("/charts?function_id=hopeless&range=24h");
        Locator plot = chart(page, "Runs").locator("svg");
        plot.waitFor();
        plot.hover(new Locator.HoverOptions().setPosition(plot.boundingBox().width - 3, 80));
        assertThat(chart(page, "Runs").locator(".chart-keys b")).hasCount(4);
        assertThat(chart(page, "Runs").locator(".metric-when")).containsText("–");
        plot.click(new Locator.ClickOptions().setPosition(plot.boundingBox().width - 3, 80));
        assertThat(page).hasURL(Pattern.compile("/runs\\?ended_after="));
        page.context().close();
    }

    @Test
    void keysAndTheMenuLeadToThem() {
        Page page = pages.open("/");
        page.locator("h1").waitFor();
        page.keyboard().press("g");
        page.keyboard().press("m");
        assertThat(page).hasURL(Pattern.compile("/charts$"));
        assertThat(page.locator("h1")).hasText("Metrics");
        assertThat(page.locator("nav a[aria-current]")).containsText("Metrics");
        assertThat(page).hasTitle("Metrics · Gamelan");
        page.keyboard().press("g");
        page.keyboard().press("t");
        assertThat(page.locator("h1")).hasText("Settings");
        assertThat(api.text("/metrics?scope=application", "text/plain").body()).contains("gamelan_runs_total");
        page.context().close();
    }

    @Test
    void whatCannotBeReadLooksLikeAFailure() {
        for (String[] asked : new String[][] {{"/charts", "**/v1/stats*"}, {"/settings", "**/v1/server"}}) {
            Page page = pages.open("about:blank");
            page.route(
                    asked[1],
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setStatus(503)
                            .setContentType("application/json")
                            .setBody("{\"error\": \"the database is away\", \"status\": 503}")));
            page.navigate(asked[0]);
            assertThat(page.getByRole(AriaRole.ALERT).last()).containsText("the database is away");
            page.unroute(asked[1]);
            page.getByText("Try again").click();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
            pages.forgive("503");
            page.context().close();
        }
    }

    @Test
    void settingsTellHowTheServerIsSetUp() {
        Page page = pages.open("/settings");
        JsonObject server = api.get("/v1/server").data();
        assertThat(section(page, "This server"))
                .containsText(server.getJsonObject("versions").getString("gamelan"));
        assertThat(section(page, "This server")).containsText("Answers");
        assertThat(section(page, "Servers")).containsText("This one");
        assertThat(section(page, "Settings of the application")).containsText("gamelan.execution.concurrency");
        assertThat(section(page, "Retention")).containsText("gamelan.retention.runs.failed");
        assertThat(section(page, "Retention")).containsText("Goes next");

        page.getByText("Dark", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(page.locator(".side-foot")).containsText("Theme: dark");
        page.context().close();
    }

    private static int failures(Api api) {
        return api.get("/v1/stats?function_id=hopeless")
                .data()
                .getJsonObject("total")
                .getInt("failed");
    }

    private static Locator chart(Page page, String title) {
        return section(page, title);
    }

    private static Locator section(Page page, String label) {
        return page.locator("section[aria-label='" + label + "']");
    }

    private static Page.LocatorOptions hasText(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }
}
