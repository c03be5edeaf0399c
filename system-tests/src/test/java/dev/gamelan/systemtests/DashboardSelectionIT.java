package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Await;
import dev.gamelan.systemtests.harness.BulkJobs;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Choosing many runs or events in the dashboard, and beginning something with them. Each test has runs of its own, whose events carry its key. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardSelectionIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern A_JOB = Pattern.compile("/bulk/[0-9A-Z]{26}$");
    private static final int MORE_THAN_A_PAGE = 60;

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final BulkJobs jobs = new BulkJobs(api);
    private final String key = UUID.randomUUID().toString();
    private final String ofThisTest = "/runs?cel=" + encoded("event.data.key == '" + key + "'");

    @Test
    void runsStaySelectedWhileTheListChangesAndAreCancelledAfterAQuestion() {
        List<String> runs = asleep(3);
        Page page = pages.open(ofThisTest);
        box(page, runs.get(0)).check();
        page.mouse().move(1, 1);
        String fourth = asleep(1).get(0);
        assertThat(page.locator("tbody tr").first()).hasAttribute("data-id", fourth);
        assertThat(box(page, runs.get(0))).isChecked();
        assertThat(box(page, fourth)).not().isChecked();

        page.keyboard().press("j");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(box(page, runs.get(2))).isChecked();
        assertThat(bar(page)).containsText("2 runs selected");
        assertThat(button(bar(page), "Replay…")).hasCount(0);
        assertThat(button(bar(page), "Delete…")).hasCount(0);

        button(bar(page), "Cancel…").click();
        assertThat(dialog(page)).containsText("2 runs will be cancelled");
        assertThat(dialog(page)).containsText("This cannot be undone");
        button(dialog(page), "Keep as it is").click();
        assertThat(dialog(page)).hasCount(0);

        button(bar(page), "Cancel…").click();
        JsonObject job = begun(page, "Cancel 2 runs");
        assertThat(job.getString("kind")).isEqualTo("cancel");
        assertThat(jobs.completed(job.getString("id"), SOON).getInt("done")).isEqualTo(2);
        assertThat(status(runs.get(0)) + status(runs.get(1)) + status(runs.get(2)))
                .isEqualTo("CancelledWaitingCancelled");
        assertThat(page.locator("h1")).hasText("Cancellation of 2 runs");
        assertThat(page.locator(".head .pill")).hasText("Completed");
        List.of(runs.get(1), fourth).forEach(api::cancel);
        page.context().close();
    }

    @Test
    void allThatMatchAreTakenAndOnlyThoseThatItAppliesToAreCounted() {
        fill(MORE_THAN_A_PAGE, true);
        List<String> living = asleep(2);
        Page page = pages.open(ofThisTest + "&function_id=bulk-quick&function_id=bulk-asleep");
        page.getByLabel("Select all that are shown").check();
        assertThat(bar(page)).containsText("50 runs selected");
        button(bar(page), "All 62 matching this filter").click();
        assertThat(bar(page)).containsText("All 62 matching this filter are selected");
        assertThat(page.locator("td.select input:not(:checked)")).hasCount(0);

        button(bar(page), "Cancel…").click();
        assertThat(dialog(page)).containsText("2 runs will be cancelled");
        button(dialog(page), "Keep as it is").click();

        button(bar(page), "Replay…").click();
        assertThat(dialog(page)).containsText("60 runs will be replayed");
        assertThat(dialog(page)).containsText("Completed, Failed or Cancelled");
        page.getByLabel("At most per second").fill("fast");
        button(dialog(page), "Replay 60 runs").click();
        assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("a number from 0.001 to 10,000");
        page.getByLabel("At most per second").fill("30");
        assertThat(dialog(page)).containsText("60 take about 2 s");
        JsonObject job = begun(page, "Replay 60 runs");

        assertThat(job.getJsonNumber("per_second").intValue()).isEqualTo(30);
        assertThat(job.getString("actor")).isEqualTo("dashboard");
        assertThat(jobs.completed(job.getString("id"), SOON).getInt("done")).isEqualTo(60);
        living.forEach(api::cancel);
        page.context().close();
    }

    @Test
    void runsThatAreOverAreDeletedAndTheOthersAreLeftAlone() {
        fill(2, true);
        String living = asleep(1).get(0);
        Page page = pages.open(ofThisTest + "&function_id=bulk-quick&function_id=bulk-asleep");
        page.getByLabel("Select all that are shown").check();
        button(bar(page), "Delete…").click();
        assertThat(dialog(page)).containsText("2 runs will be deleted");
        assertThat(dialog(page)).containsText("1 selected run is not over yet and left alone");
        JsonObject job = begun(page, "Delete 2 runs");

        assertThat(jobs.completed(job.getString("id"), SOON).getInt("done")).isEqualTo(2);
        assertThat(status(living)).isEqualTo("Waiting");
        assertThat(page.locator("td.became").first()).hasText("deleted");
        api.cancel(living);
        page.context().close();
    }

    @Test
    void allRunsOfAnErrorAreReplayed() {
        String broken = calls.ended("test/bulk-broken", "{\"key\": \"" + key + "\"}", "bulk-broken")
                .getString("run_id");
        Page page = pages.open("/errors");
        Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("bulk-broken"));
        row.getByRole(AriaRole.BUTTON).click();
        assertThat(dialog(page)).containsText(Pattern.compile("runs? will be replayed"));
        button(dialog(page), "Keep as it is").click();

        row.getByRole(AriaRole.LINK).click();
        button(page.locator("main"), "Replay all of these…").click();
        assertThat(dialog(page)).containsText("that ended with this error");
        JsonObject job = begun(page, Pattern.compile("^Replay [0-9,]+ runs?$"));

        assertThat(jobs.completed(job.getString("id"), SOON).getInt("failed")).isZero();
        assertThat(api.get("/v1/runs/" + broken + "/reruns").list()).hasSize(1);
        page.context().close();
    }

    @Test
    void eventsAreGivenToTheFunctionsThatAreChosen() {
        fill(3, false);
        Page page = pages.open("/events?name=test%2Fbulk-quick&text=" + key);
        button(page.locator("main"), "Replay to functions…").click();
        assertThat(dialog(page).locator("fieldset label")).hasCount(1);
        dialog(page).getByLabel("bulk-quick").check();
        assertThat(dialog(page)).containsText("3 events will go to 1 function");
        JsonObject job = begun(page, "Replay 3 events");

        assertThat(jobs.completed(job.getString("id"), SOON).getInt("done")).isEqualTo(3);
        assertThat(page.locator(".sentence")).containsText("Events called test/bulk-quick");
        assertThat(page.locator("td.became").first()).containsText("started as");
        page.locator("td.became a").first().click();
        assertThat(page.locator(".facts")).containsText(job.getString("id"));
        page.context().close();
    }

    @Test
    void whatGoesWrongIsSaidAndNothingIsLost() {
        String run = asleep(1).get(0);
        Page page = pages.open(ofThisTest);
        box(page, run).check();
        page.route("**/v1/bulk", DashboardSelectionIT::refuse);
        button(bar(page), "Cancel…").click();
        assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("the database is away");
        assertThat(button(dialog(page), "Cancel 1 run")).hasCount(0);

        page.unroute("**/v1/bulk");
        button(dialog(page), "Count again").click();
        assertThat(button(dialog(page), "Cancel 1 run")).isEnabled();
        page.route("**/v1/bulk", DashboardSelectionIT::refuse);
        button(dialog(page), "Cancel 1 run").click();
        assertThat(dialog(page).getByRole(AriaRole.ALERT)).containsText("the database is away");
        assertThat(status(run)).isEqualTo("Waiting");

        page.unroute("**/v1/bulk");
        JsonObject job = begun(page, "Cancel 1 run");
        assertThat(jobs.completed(job.getString("id"), SOON).getInt("done")).isEqualTo(1);
        pages.forgive("/v1/bulk");
        page.context().close();
    }

    private static void refuse(Route route) {
        route.fulfill(new Route.FulfillOptions()
                .setStatus(503)
                .setContentType("application/json")
                .setBody("{\"error\": \"the database is away\", \"status\": 503}"));
    }

    /** Confirms, and follows the link to the job. */
    private JsonObject begun(Page page, Object verb) {
        Locator.GetByRoleOptions named = verb instanceof Pattern pattern
                ? new Locator.GetByRoleOptions().setName(pattern)
                : new Locator.GetByRoleOptions().setName((String) verb).setExact(true);
        dialog(page).getByRole(AriaRole.BUTTON, named).click();
        page.getByText("See how it goes").click();
        assertThat(page).hasURL(A_JOB);
        return jobs.get(page.url().substring(page.url().length() - 26));
    }

    private void fill(int count, boolean runs) {
        calls.ended(
                "test/bulk-fill",
                "{\"count\": %d, \"runs\": %s, \"key\": \"%s\"}".formatted(count, runs, key),
                "bulk-fill");
    }

    /** @return runs that sleep, the oldest first */
    private List<String> asleep(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> api.send("test/bulk-asleep", "{\"key\": \"" + key + "\"}"))
                .map(event -> Await.run(api, event, "bulk-asleep", "Waiting").getString("run_id"))
                .toList();
    }

    private String status(String run) {
        return api.get("/v1/runs/" + run).data().getString("status");
    }

    private static Locator box(Page page, String run) {
        return page.locator("tr[data-id='" + run + "'] input[type=checkbox]");
    }

    private static Locator bar(Page page) {
        return page.locator(".selection");
    }

    private static Locator dialog(Page page) {
        return page.locator("dialog");
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
