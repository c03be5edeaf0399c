package dev.gamelan.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardPathsTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/runs",
                "/runs/01M83GVQ147QXFK62Q070JVAY6",
                "/events",
                "/charts",
                "/settings",
                "/nobody-knows",
                "/v10"
            })
    void pagesAreAnsweredWithThePage(String path) {
        assertThat(DashboardPaths.isPage("GET", path, BROWSER)).isTrue();
        assertThat(DashboardPaths.isPage("HEAD", path, BROWSER)).isTrue();
        assertThat(DashboardPaths.isPage("POST", path, BROWSER)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/runs",
                "/e/key",
                "/api/hello",
                "/health/ready",
                "/metrics",
                "/openapi",
                "/docs",
                "/fn/x",
                "/x/y",
                "/.well-known/security.txt",
                "/ui/0123/main.js",
                "/WEB-INF/dashboard/index.html"
            })
    void whatHasAnotherOwnerIsLeftAlone(String path) {
        assertThat(DashboardPaths.isPage("GET", path, BROWSER)).isFalse();
    }

    @Test
    void programsGetThePageAtTheRootOnly() {
        assertThat(DashboardPaths.isPage("GET", "/", "*/*")).isTrue();
        assertThat(DashboardPaths.isPage("GET", "/runs", "*/*")).isFalse();
        assertThat(DashboardPaths.isPage("GET", "/runs", null)).isFalse();
    }
}
