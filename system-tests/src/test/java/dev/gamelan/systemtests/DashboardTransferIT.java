package dev.gamelan.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import dev.gamelan.systemtests.harness.Api;
import dev.gamelan.systemtests.harness.Browsing;
import dev.gamelan.systemtests.harness.Calls;
import dev.gamelan.systemtests.harness.DashboardPages;
import dev.gamelan.systemtests.harness.TestServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that the dashboard gives and takes: exports, a run of another server, diagnostics. */
@Order(6)
@EnabledIfSystemProperty(
        named = "gamelan.test.database",
        matches = "h2",
        disabledReason = "asks the API only, as on H2")
class DashboardTransferIT {

    @RegisterExtension
    static final DashboardPages pages = new DashboardPages();

    private final Api api = TestServer.get().api();
    private final Calls calls = new Calls(api);
    private final String mark = UUID.randomUUID().toString();

    @Test
    void listsAreExportedAsTheyAreFiltered() {
        String event = calls.ended("test/hopeless", "{\"mark\": \"" + mark + "\"}", "hopeless")
                .getString("event_id");
        Page page = pages.open("/runs?status=Failed&event_id=" + event);
        page.locator("tbody tr").first().waitFor();

        Download json = chosen(page, "As JSON, a line each");
        assertThat(json.suggestedFilename()).matches("runs-.*\\.ndjson");
        List<String> lines = content(json).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(object(lines.get(0)).getString("event_id")).isEqualTo(event);
        assertThat(object(lines.get(1)).getBoolean("end")).isTrue();

        page.navigate("/events?text=" + mark);
        page.locator("tbody tr").first().waitFor();
        Download table = chosen(page, "As a table (CSV)");
        assertThat(table.suggestedFilename()).matches("events-.*\\.csv");
        assertThat(content(table).lines().skip(1).findFirst().orElseThrow()).contains(event);
        assertThat(content(table))
                .as("the server's own events are left out as in the list")
                .doesNotContain("inngest/");
        page.context().close();
    }

    @Test
    void aRunIsExportedAndAnImportedOneIsMarked() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");
        Page page = pages.open("/runs/" + run.getString("run_id"));
        Download download = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Export").setExact(true))
                .click());
        String document = content(download);
        assertThat(object(document).getJsonObject("run").getString("run_id")).isEqualTo(run.getString("run_id"));
        assertThat(download.suggestedFilename()).isEqualTo("run-" + run.getString("run_id") + ".json");

        String other = UlidCreator.getUlid().toString();
        openImport(page);
        give(
                page,
                document.replace(run.getString("run_id"), other)
                        .replace(
                                run.getString("event_id"), UlidCreator.getUlid().toString()));
        assertThat(page).hasURL(Pattern.compile("/runs/" + other + "$"));
        assertThat(page.locator(".banner.info")).containsText("Imported");
        assertThat(page.locator(".banner.info")).containsText("completed when it was exported");
        assertThat(page.getByText("Run again", new Page.GetByTextOptions().setExact(true)))
                .hasCount(0);
        Browsing.checkAccessibility(page);

        page.navigate("/runs?function_id=sequence");
        assertThat(page.locator("tr[data-id='" + other + "']")).containsText("imported");
        page.context().close();
    }

    @Test
    void aFileThatIsNoRunIsRefusedInTheServersWords() {
        JsonObject run = calls.ended("test/sequence", "{}", "sequence");
        Page page = pages.open("/");
        openImport(page);
        Browsing.checkAccessibility(page);
        submit(page);
        assertThat(page.locator("dialog [role=alert]")).containsText("Choose a file first");

        give(page, "a,b,c");
        String notJson = api.postTo("/v1/runs/import", "a,b,c").error();
        assertThat(page.locator("dialog [role=alert]")).containsText(notJson);

        give(page, "{\"format\": \"something-else\"}");
        String noRun = api.postTo("/v1/runs/import", "{\"format\": \"something-else\"}")
                .error();
        assertThat(page.locator("dialog [role=alert]")).containsText(noRun);
        Browsing.checkAccessibility(page);

        give(
                page,
                api.text("/v1/runs/" + run.getString("run_id") + "/export", "*/*")
                        .body());
        assertThat(page.locator("dialog [role=alert]")).containsText("is here already; nothing was stored");
        pages.forgive("/v1/runs/import");
        page.context().close();
    }

    @Test
    void diagnosticsAreAFileWithoutPayloads() {
        calls.ended("test/hopeless", "{\"secret\": \"" + mark + "\"}", "hopeless");
        Page page = pages.open("/settings");
        page.getByText("Download diagnostics").waitFor();
        Download download = page.waitForDownload(
                () -> page.getByText("Download diagnostics").click());
        assertThat(download.suggestedFilename()).matches("gamelan-diagnostics-.*\\.json");
        assertThat(object(content(download)).getString("format")).isEqualTo("gamelan-diagnostics");
        assertThat(content(download)).doesNotContain(mark);

        page.route("**/v1/diagnostics", route -> route.fulfill(new Route.FulfillOptions().setStatus(500)));
        page.getByText("Download diagnostics").click();
        assertThat(page.locator(".notice.problem")).containsText("There is no file: The answer was 500");
        pages.forgive("/v1/diagnostics");
        page.context().close();
    }

    private static Download chosen(Page page, String format) {
        page.locator("summary[title=Export]").click();
        return page.waitForDownload(() -> page.getByText(format).click());
    }

    private static void openImport(Page page) {
        page.navigate("/runs");
        page.locator("summary[title=Export]").click();
        page.getByText("Import a run…").click();
    }

    private static void give(Page page, String content) {
        page.locator("dialog input[type=file]")
                .setInputFiles(new FilePayload("run.json", "application/json", content.getBytes(UTF_8)));
        submit(page);
    }

    private static void submit(Page page) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Import").setExact(true))
                .click();
    }

    private static String content(Download download) {
        try {
            return Files.readString(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject object(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }
}
