package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the dashboard costs: bytes, requests, and renderings, which are counted; times are logged for docs/performance.md. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardSpeedIT {

    private static final System.Logger LOG = System.getLogger(DashboardSpeedIT.class.getName());
    private static final int MOST_BYTES = 250 * 1024;

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);

    @Test
    void theFirstPageIsSmall() {
        calls.ended("test/sequence", "{}", "sequence");
        Page page = pages.open("about:blank");
        CDPSession devtools = page.context().newCDPSession(page);
        AtomicLong bytes = new AtomicLong();
        devtools.on(
                "Network.loadingFinished",
                message -> bytes.addAndGet(message.get("encodedDataLength").getAsLong()));
        devtools.send("Network.enable");

        page.navigate("/runs?function_id=sequence");
        page.locator("tbody tr").first().waitFor();
        Object shown = page.evaluate("performance.now()");
        assertThat(page.locator(".head .muted")).not().hasText("");

        LOG.log(Level.INFO, "First page: {0} bytes, its rows after {1} ms", bytes.get(), shown);
        assertThat(bytes.get()).isBetween(20_000L, (long) MOST_BYTES);
        page.context().close();
    }

    /** However many runs there are: one page of them, and a count that the server bounds. */
    @Test
    void aListAsksForNothingThatGrows() {
        calls.ended("test/sequence", "{}", "sequence");
        Page page = pages.open("about:blank");
        Set<String> asked = ConcurrentHashMap.newKeySet();
        page.onRequest(request -> asked.add(request.url()));
        page.navigate("/runs?status=Completed");
        page.locator("tbody tr").first().waitFor();
        assertThat(page.locator(".head .muted")).not().hasText("");

        assertThat(asked.stream()
                        .map(URI::create)
                        .map(url -> url.getPath() + (url.getQuery() == null ? "" : "?" + url.getQuery()))
                        .filter(path -> path.startsWith("/v1/runs")))
                .containsExactlyInAnyOrder(
                        "/v1/runs?status=Completed&limit=50", "/v1/runs?status=Completed&limit=1&count=true");
        page.context().close();
    }

    @Test
    void manyChangesAreDrawnFewTimes() {
        calls.ended("test/sequence", "{}", "sequence");
        Page page = pages.open("about:blank", 1280, ColorScheme.LIGHT);
        page.addInitScript(Path.of("src/test/resources/many-changes.js"));
        page.navigate("/runs");
        page.locator("tr[data-id^='0ZZZZZZZZZ']").first().waitFor();
        page.evaluate("""
                () => {
                  const list = customElements.get('gml-runs').prototype;
                  const { render } = list;
                  window.drawn = 0;
                  list.render = function() { window.drawn++; return render.call(this); };
                }""");
        CDPSession devtools = page.context().newCDPSession(page);
        // The time of the thread, which is the same however busy the machine is.
        JsonObject ofThread = new JsonObject();
        ofThread.addProperty("timeDomain", "threadTicks");
        devtools.send("Performance.enable", ofThread);
        double busy = metric(devtools, "TaskDuration");
        double clock = metric(devtools, "Timestamp");
        int before = number(page, "window.told");

        page.waitForFunction(
                "before => window.told >= before + 40", before, new Page.WaitForFunctionOptions().setTimeout(60_000));

        double seconds = metric(devtools, "Timestamp") - clock;
        int drawn = number(page, "window.drawn");
        LOG.log(
                Level.INFO,
                "{0} s with 200 changes of runs each: drawn {1} times, main thread busy {2} %",
                Math.round(seconds),
                drawn,
                Math.round((metric(devtools, "TaskDuration") - busy) / seconds * 100));
        // Once a second for what has changed, once for the times that have passed, and now and then for the list's
        // count.
        assertThat((double) drawn).isBetween(seconds / 2, 2.5 * seconds + 5);
        assertThat(page.locator("tbody tr").count()).isBetween(1, 100);
        page.context().close();
    }

    @Test
    void aRunAppearsSoonAfterItsEvent() {
        Page page = pages.open("/runs?function_id=sequence");
        page.locator("h1").waitFor();
        assertThat(page.locator(".side-foot .live")).hasText("Live");
        List<?> millis = (List<?>) page.evaluate("""
                async () => {
                  const all = [];
                  for (let n = 0; n < 10; n++) {
                    const body = JSON.stringify({ name: 'test/sequence', data: {} });
                    const start = performance.now();
                    const newest = () => document.querySelector('tbody tr')?.dataset.id;
                    const before = newest();
                    const seen = new Promise(resolve => {
                      const watch = new MutationObserver(() => {
                        if (newest() === before) return;
                        watch.disconnect();
                        resolve(Math.round(performance.now() - start));
                      });
                      watch.observe(document.querySelector('main'), { subtree: true, childList: true, attributes: true });
                    });
                    await fetch('/e/dashboard', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
                    all.push(await seen);
                    await new Promise(resolve => setTimeout(resolve, 150 + 37 * n));
                  }
                  return all;
                }""");

        LOG.log(Level.INFO, "From the event to its run in the list: {0} ms", millis);
        assertThat(millis)
                .hasSize(10)
                .allSatisfy(one -> assertThat(((Number) one).intValue()).isLessThan(10_000));
        page.context().close();
    }

    private static double metric(CDPSession devtools, String name) {
        JsonArray metrics = devtools.send("Performance.getMetrics").getAsJsonArray("metrics");
        for (JsonElement metric : metrics) {
            JsonObject one = metric.getAsJsonObject();
            if (one.get("name").getAsString().equals(name)) {
                return one.get("value").getAsDouble();
            }
        }
        throw new AssertionError("the browser does not measure " + name);
    }

    private static int number(Page page, String expression) {
        return ((Number) page.evaluate(expression)).intValue();
    }
}
