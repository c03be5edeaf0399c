package dev.gamelan.systemtests.harness;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody who has a waiting run and a list with it open in the dashboard while the server dies and comes back, and touches nothing. Where there
 * is no browser, nobody looks.
 */
public final class Onlooker implements AutoCloseable {

    private static final double LONGEST_MS = 60_000;

    private final Api api;
    private final String runId;
    private final Optional<Browsing> browsing = Browsing.executable().map(browser -> Browsing.start());
    private final Optional<Page> run;
    private final Optional<Page> list;

    public Onlooker(Api api) {
        this.api = api;
        String event = api.send("test/cancellable", "{\"key\": \"" + UUID.randomUUID() + "\", \"millis\": 600000}");
        runId = Await.run(api, event, "cancellable", "Waiting").getString("run_id");
        run = browsing.map(browser -> browser.open("/runs/" + runId));
        list = browsing.map(browser -> browser.open("/runs?event_id=" + event));
        sees("Live", "Waiting");
    }

    /** What is shown stays, and that the server is away is said. */
    public void seesThatTheServerIsAway() {
        sees("Reconnecting…", "Waiting");
    }

    /** Cancels the run, which both pages show. */
    public void seesWhatHappensNow() {
        sees("Live", "Waiting");
        api.cancel(runId);
        sees("Live", "Cancelled");
    }

    private void sees(String word, String status) {
        run.ifPresent(page -> sees(page, word, page.locator(".head .pill"), status));
        list.ifPresent(page -> sees(page, word, page.locator("tr[data-id='" + runId + "'] .pill"), status));
    }

    private static void sees(Page page, String word, Locator pill, String status) {
        LocatorAssertions.HasTextOptions patience = new LocatorAssertions.HasTextOptions().setTimeout(LONGEST_MS);
        assertThat(page.locator(".side-foot .live")).hasText(word, patience);
        assertThat(pill).hasText(status, patience);
    }

    @Override
    public void close() {
        browsing.ifPresent(Browsing::close);
    }
}
