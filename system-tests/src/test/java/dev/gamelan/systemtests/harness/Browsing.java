package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A browser without a window, for the tests of the dashboard. It notes whatever a page complains of: errors on the console, exceptions, and
 * breaches of the content security policy.
 */
public final class Browsing implements AutoCloseable {

    /** Where distributions put Chromium and its relatives. */
    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium");

    private final Playwright playwright;
    private final Browser browser;
    private final String url;
    private final List<String> complaints = new ArrayList<>();

    private Browsing(Path executable, String url) {
        this.url = url;
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")));
    }

    /** The browser that {@code gamelan.browser} names, or one where they usually are. */
    public static Optional<Path> executable() {
        return Stream.concat(Stream.ofNullable(System.getProperty("gamelan.browser")), PLACES.stream())
                .filter(place -> !place.isBlank())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static Browsing start() {
        return new Browsing(
                executable().orElseThrow(), TestServer.get().options().url());
    }

    /** A page of 1280 by 800, light. */
    public Page open(String path) {
        return open(path, 1280, ColorScheme.LIGHT);
    }

    /** A page in a profile of its own. */
    public Page open(String path, int width, ColorScheme colors) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(url)
                .setViewportSize(width, 800)
                .setColorScheme(colors)
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text() + " (" + message.location() + ")");
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.navigate(path);
        return page;
    }

    /** Complaints of what a test has brought about on purpose are taken back. */
    public void forgive(String part) {
        complaints.removeIf(complaint -> complaint.contains(part));
    }

    /** What pages have complained of since the last call. */
    public List<String> complaints() {
        List<String> all = List.copyOf(complaints);
        complaints.clear();
        return all;
    }

    /** Fails if people could not use the page as it is now, by any rule. */
    public static void checkAccessibility(Page page) {
        checkAccessibility(page, List.of());
    }

    /** @param rules of axe; none for all that are on by default */
    public static void checkAccessibility(Page page, List<String> rules) {
        AxeBuilder axe = new AxeBuilder(page);
        assertThat((rules.isEmpty() ? axe : axe.withRules(rules)).analyze().getViolations())
                .as(page.url())
                .extracting(violation -> violation.getId() + ": "
                        + violation.getNodes().stream()
                                .limit(3)
                                .map(node -> node.getHtml())
                                .toList())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("how much wider than the window is %s?", page.url())
                .isEqualTo(0);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
