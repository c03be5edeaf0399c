package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The timeline of a run, with the runs that it has started. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardRunIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @Test
    void childRunsAreShownInLineAndOnlyThenRead() {
        Page page = pages.open("about:blank");
        List<String> traces = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().endsWith("/trace")) {
                traces.add(request.url());
            }
        });
        page.navigate("/runs/" + outer());
        assertThat(labels(page)).hasText(new String[] {"outer", "prepare", "to the middle"});
        assertThat(traces).hasSize(1);

        fold(page, "to the middle").click();
        assertThat(labels(page)).hasText(new String[] {"outer", "prepare", "to the middle", "middle", "to the core"});
        fold(page, "to the core").click();
        assertThat(labels(page))
                .hasText(new String[] {"outer", "prepare", "to the middle", "middle", "to the core", "core", "dig"});
        assertThat(traces).hasSize(3);

        row(page, "dig").locator(".name").click();
        assertThat(page.locator(".panel .json")).containsText("found " + mark);
        assertThat(page.getByText("Open this run")).hasCount(1);
        page.reload();
        assertThat(page.locator(".panel .json")).containsText("found " + mark);
        assertThat(labels(page)).hasCount(7);

        fold(page, "to the middle").click();
        assertThat(labels(page)).hasCount(3);
        page.context().close();
    }

    @Test
    void rowsAreOpenedAndClosedWithKeys() {
        Page page = pages.open("/runs/" + outer());
        row(page, "prepare").locator(".name").click();
        page.keyboard().press("ArrowDown");
        assertThat(page.locator(".name:focus .label")).hasText("to the middle");
        page.keyboard().press("ArrowRight");
        assertThat(fold(page, "to the middle")).hasAttribute("aria-expanded", "true");
        assertThat(row(page, "middle")).hasCount(1);
        page.keyboard().press("ArrowRight");
        assertThat(page.locator(".name:focus .label")).hasText("middle");
        page.keyboard().press("e");
        assertThat(row(page, "dig")).hasCount(1);

        page.keyboard().press("ArrowLeft");
        assertThat(page.locator(".name:focus .label")).hasText("to the middle");
        page.keyboard().press("ArrowLeft");
        assertThat(fold(page, "to the middle")).hasAttribute("aria-expanded", "false");
        assertThat(labels(page)).hasCount(3);
        page.keyboard().press("e");
        page.keyboard().press("e");
        assertThat(labels(page)).hasCount(7);
        page.keyboard().press("w");
        assertThat(labels(page)).hasCount(3);
        page.context().close();
    }

    @Test
    void aChildRunThatCannotBeReadSaysSo() {
        Page page = pages.open("/runs/" + outer());
        Locator fold = fold(page, "to the middle");
        fold.waitFor();
        page.route(
                "**/v1/runs/*/trace",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(500)
                        .setContentType("application/json")
                        .setBody("{\"error\": \"it went wrong\", \"status\": 500}")));
        fold.click();
        assertThat(page.locator(".waterfall [role=alert]")).hasText("it went wrong");
        page.unroute("**/v1/runs/*/trace");
        assertThat(row(page, "middle")).hasCount(1);
        pages.forgive("/trace");
        page.context().close();
    }

    @Test
    void aChildRunIsSeenAsItGoesOn() {
        String event = api.send("test/many-children", "{\"children\": 2}");
        String run = Await.endedRun(api, event, "many-children").getString("run_id");
        Page page = pages.open("/runs/" + run);
        assertThat(page.locator("button.fold[aria-expanded=false]")).hasCount(2);
        page.keyboard().press("e");
        assertThat(row(page, "child")).hasCount(2);
        assertThat(row(page, "work")).hasCount(2);
        String words = row(page, "child").first().locator(".name").getAttribute("aria-label");
        assertThat(words).matches("child: function, Completed, from .+ for .+");
        page.context().close();
    }

    @Test
    void partOfTheTimeIsLookedAtByDraggingAndByKeys() {
        Page page = pages.open("/runs/" + outer());
        row(page, "prepare").waitFor();
        Locator extent = page.locator(".card-head [role=status]");
        BoundingBox axis = page.locator("thead .lane").boundingBox();
        double middle = axis.y + axis.height / 2;
        page.mouse().move(axis.x + axis.width * 0.2, middle);
        page.mouse().down();
        page.mouse().move(axis.x + axis.width * 0.6, middle);
        assertThat(page.locator(".brush")).hasCount(1);
        page.mouse().up();
        assertThat(extent).hasText(Pattern.compile(".+ to .+"));
        page.mouse().dblclick(axis.x + axis.width / 2, middle);
        assertThat(extent).hasText("");

        page.mouse().move(axis.x + axis.width * 0.2, middle);
        page.mouse().down();
        page.mouse().move(axis.x + axis.width * 0.6, middle);
        page.keyboard().press("Escape");
        assertThat(page.locator(".brush")).hasCount(0);
        page.mouse().up();
        assertThat(extent).hasText("");

        page.keyboard().press("+");
        assertThat(extent).hasText(Pattern.compile(".+ to .+"));
        String before = extent.textContent();
        page.keyboard().press("Shift+ArrowRight");
        assertThat(extent).not().hasText(before);
        page.keyboard().press("Escape");
        assertThat(extent).hasText("");
        row(page, "prepare").locator(".name").click();
        page.keyboard().press("f");
        assertThat(extent).hasText(Pattern.compile(".+ to .+"));
        page.getByText("Show all").click();
        assertThat(extent).hasText("");
        page.context().close();
    }

    @Test
    void attemptsAreInLineWithWhatLayBetweenThem() {
        String run = calls.ended("test/step-flaky", "{\"failures\": 2}", "step-flaky")
                .getString("run_id");
        Page page = pages.open("/runs/" + run);
        assertThat(labels(page).filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Attempt \\d$"))))
                .hasText(new String[] {"Attempt 1", "Attempt 2", "Attempt 3"});
        assertThat(page.locator("td .held.backoff")).hasCount(2);
        assertThat(page.locator(".legend")).containsText("until the next attempt");
        assertThat(row(page, "Attempt 2").locator(".name"))
                .hasAttribute("aria-label", Pattern.compile("attempt, Failed, from .+ for .+ until the next attempt"));
        fold(page, "flaky").click();
        assertThat(row(page, "Attempt 2")).hasCount(0);
        page.context().close();
    }

    @ParameterizedTest
    @CsvSource({"1280, LIGHT, ", "1280, DARK, color-contrast", "360, LIGHT, target-size", "360, DARK, color-contrast"})
    void theTimelineCanBeUsedByEverybody(int width, ColorScheme colors, String rule) {
        Page page = pages.open("/runs/" + outer(), width, colors);
        row(page, "prepare").waitFor();
        page.keyboard().press("e");
        row(page, "middle").waitFor();
        page.keyboard().press("e");
        row(page, "dig").waitFor();
        page.keyboard().press("+");
        Browsing.checkAccessibility(page, rule == null ? List.of() : List.of(rule));
        page.context().close();
    }

    private String outer() {
        return calls.ended("test/outer", "{\"mark\": \"" + mark + "\"}", "outer")
                .getString("run_id");
    }

    private static Locator labels(Page page) {
        return page.locator(".waterfall .label");
    }

    private static Locator row(Page page, String name) {
        return page.locator(
                ".waterfall tbody tr",
                new Page.LocatorOptions()
                        .setHas(page.locator(
                                ".label", new Page.LocatorOptions().setHasText(Pattern.compile("^" + name + "$")))));
    }

    private static Locator fold(Page page, String name) {
        return row(page, name).getByRole(AriaRole.BUTTON).first();
    }
}
