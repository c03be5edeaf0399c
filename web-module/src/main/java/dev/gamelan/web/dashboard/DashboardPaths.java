package dev.gamelan.web.dashboard;

import java.util.Set;

/** Which requests are for the dashboard. */
final class DashboardPaths {

    /** What its page is made of. The next segment is a digest of all of it, so that what is there never changes. */
    static final String ASSETS = "/ui/";

    /** First segments of what is not a page, now or in time. */
    private static final Set<String> OTHERS = Set.of(
            "v1", "e", "api", "health", "metrics", "openapi", "docs", "fn", "x", ".well-known", "WEB-INF", "META-INF");

    private DashboardPaths() {}

    static boolean isAsset(String path) {
        return path.startsWith(ASSETS);
    }

    /**
     * Whether the dashboard's page answers: it finds out by itself which of its views the path stands for, and says so when it is none.
     *
     * @param accept what the client accepts; browsers ask for HTML by name when somebody opens an address
     */
    static boolean isPage(String method, String path, String accept) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return false;
        }
        if (path.equals("/") || path.equals("/index.html")) {
            return true;
        }
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path.substring(1) : path.substring(1, end);
        return !isAsset(path) && !OTHERS.contains(first) && accept != null && accept.contains("text/html");
    }
}
