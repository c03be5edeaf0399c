package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be read looks like a failure on every page, never like "there is nothing". */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardFailuresIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private static final String API = "**/v1/**";

    private final Api api = TestServer.get().api();

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("The server does not answer", (Consumer<Route>) Route::abort),
                Arguments.of("Something went wrong in the server", (Consumer<Route>) route ->
                        route.fulfill(new Route.FulfillOptions().setStatus(500).setBody("oops"))));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void noPageTakesAFailureForNothing(String words, Consumer<Route> failure) {
        JsonObject run = new Calls(api).ended("test/hopeless", "{}", "hopeless");
        Page page = pages.open("about:blank");
        for (String path : List.of(
                "/",
                "/runs",
                "/runs?status=Failed",
                "/runs/" + run.getString("run_id"),
                "/events",
                "/events/" + run.getString("event_id"),
                "/functions",
                "/functions/hopeless",
                "/errors")) {
            page.route(API, failure);
            page.navigate(path);
            Locator alert = page.getByRole(AriaRole.ALERT);
            assertThat(alert.locator("h2")).hasText(words);
            assertThat(page.locator(".state")).hasCount(1);

            page.unroute(API);
            alert.getByText("Try again").click();
            assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
            assertThat(page.locator("main table, main .facts").first()).isVisible();
        }
        pages.forgive("/v1/");
        page.context().close();
    }
}
