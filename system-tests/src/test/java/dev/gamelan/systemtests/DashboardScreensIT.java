package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.TestServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Takes the pictures of the documentation, when asked: {@code ./mvnw verify -Dit.test=DashboardScreensIT -DskipPostgresqlTests
 * -Dgamelan.screens=$PWD/docs/screens -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Order(6)
@EnabledIfSystemProperty(named = "gamelan.screens", matches = ".+", disabledReason = "nobody has asked for pictures")
class DashboardScreensIT {

    private static final int WIDTH = 1360;

    private final Api api = TestServer.get().api();

    @Test
    void takePictures() {
        TestServer.get().deployShipped();
        Map<String, String> pages = pages();
        try (Browsing browsing = Browsing.start()) {
            for (ColorScheme colors : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                Page page = browsing.open("/", WIDTH, colors);
                // The chart has to have something to show.
                for (int n = 0; n < 12; n++) {
                    api.get("/api/hello");
                    page.waitForTimeout(900);
                }
                pages.forEach((name, path) -> {
                    if (!path.equals("/")) {
                        page.navigate(path);
                    }
                    page.locator("h1").waitFor();
                    assertThat(page.locator(".skeleton")).hasCount(0);
                    take(page, name, colors);
                });
                page.keyboard().press("s");
                page.locator("dialog[open]").waitFor();
                take(page, "send", colors);
                page.keyboard().press("Escape");
                page.route(
                        "**/v1/runs?*",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setContentType("application/json")
                                .setBody("{\"data\": [], \"page\": {\"has_more\": false, \"limit\": 50}}")));
                page.navigate("/");
                page.getByText("Send your first event").waitFor();
                take(page, "welcome", colors);
                page.context().close();
            }
        }
    }

    private static void take(Page page, String name, ColorScheme colors) {
        page.waitForTimeout(600);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        System.getProperty("gamelan.screens"),
                        name + "-" + colors.name().toLowerCase(Locale.ROOT) + ".png")));
    }

    /** Paths by the names of their pictures, after something has happened that they can show. */
    private Map<String, String> pages() {
        for (int order = 1; order <= 12; order++) {
            api.send(
                    "shop/order.placed",
                    "{\"orderId\": \"o-%d\", \"article\": \"lamp-%d\", \"quantity\": %d, \"cents\": %d}"
                            .formatted(order, order, order % 7 + 1, order % 5 == 0 ? 400_000 : 4_990));
        }
        api.send("user/registered", "{\"userId\": \"u17\", \"email\": \"bob@example.org\"}");
        String event = api.send("user/registered", "{\"userId\": \"u18\", \"email\": \"ann@example.org\"}");
        String run = Await.run(api, event, "onboard-user", "Waiting").getString("run_id");
        String deleted = api.send("user/registered", "{\"userId\": \"u19\", \"email\": \"eve@example.org\"}");
        Await.run(api, deleted, "onboard-user", "Waiting");
        api.send("user/deleted", "{\"userId\": \"u19\"}");
        String mistaken = api.send(
                "shop/order.placed",
                "{\"orderId\": \"o-13\", \"article\": \"lamp-13\", \"quantity\": \"many\", \"cents\": 4990}");
        Await.run(api, mistaken, "process-order", "Failed");
        String job = new BulkJobs(api).completed("""
                        {"kind": "replay", "actor": "mary", "runs": {"function_id": "process-order", "status": ["Completed", "Failed"]}}
                        """).getString("id");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("overview", "/");
        pages.put("runs", "/runs");
        pages.put("run", "/runs/" + run);
        pages.put("events", "/events");
        pages.put("event", "/events/" + event);
        pages.put("functions", "/functions");
        pages.put("function", "/functions/onboard-user");
        pages.put("errors", "/errors");
        pages.put("bulk", "/bulk");
        pages.put("bulk-job", "/bulk/" + job);
        pages.put("metrics", "/charts");
        pages.put("settings", "/settings");
        return pages;
    }
}
