package dev.gamelan.systemtests.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The browser of a class that tests the dashboard, to be registered as a static extension: the functions of the tests are deployed, and after
 * each test no page may have complained. Without a browser on this machine the class is left out.
 */
public final class DashboardPages implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private Browsing browsing;

    @Override
    public void beforeAll(ExtensionContext context) {
        assumeTrue(
                Browsing.executable().isPresent(), "no Chromium is installed; -Dgamelan.browser=… names one elsewhere");
        TestServer.get().deployExtended();
        browsing = Browsing.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(browsing.complaints()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (browsing != null) {
            browsing.close();
        }
    }

    /** A page of 1280 by 800, light, in a profile of its own. */
    public Page open(String path) {
        return browsing.open(path);
    }

    public Page open(String path, int width, ColorScheme colors) {
        return browsing.open(path, width, colors);
    }

    /** Complaints of what a test has brought about on purpose are taken back. */
    public void forgive(String part) {
        browsing.forgive(part);
    }
}
