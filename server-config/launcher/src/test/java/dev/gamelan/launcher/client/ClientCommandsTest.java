package dev.gamelan.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gamelan.launcher.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientCommandsTest {

    private static final String ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private static final String RUN = """
            {"run_id":"%s","function_id":"pay","event_id":"E1","status":"%s","attempt":1,
            "queued_at":"2026-01-31T12:00:00Z","run_started_at":"2026-01-31T12:00:00Z","ended_at":%s%s}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final List<String> requests = new ArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, Runnable> afterwards = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add((request + " " + body).strip());
            String answer = answers.getOrDefault(request, "404 {\"error\":\"there is no such thing\"}");
            byte[] bytes = answer.substring(4).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    Integer.parseInt(answer.substring(0, 3)), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
            Optional.ofNullable(afterwards.remove(request)).ifPresent(Runnable::run);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendPostsTheEventAndPrintsItsId(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("data.json"), "{\"a\": 1}");
        answers.put("POST /e/cli", "200 {\"ids\":[\"E1\"],\"status\":200}");

        assertThat(execute("send", "shop/paid", "@" + file, "--id", "x")).isZero();

        assertThat(out).hasToString("E1" + System.lineSeparator());
        assertThat(requests).containsExactly("POST /e/cli {\"name\":\"shop/paid\",\"data\":{\"a\":1},\"id\":\"x\"}");
    }

    @Test
    void sendWaitsForTheRunsAndTellsHowTheyEnded() {
        answers.put("POST /e/cli", "200 {\"ids\":[\"E1\"]}");
        answers.put(
                "GET /v1/events/E1/runs", "200 {\"data\":[" + run("Failed", "\"2026-01-31T12:00:02.5Z\"", "") + "]}");

        assertThat(execute("send", "shop/paid", "--wait")).isEqualTo(SendCommand.NOT_COMPLETED);

        assertThat(out.toString()).contains("RUN", ID, "Failed", "pay", "2.50 s");
    }

    @Test
    void dataThatIsNoObjectIsNotSent() {
        assertThat(execute("send", "shop/paid", "[1]")).isNotZero();
        assertThat(errors.toString()).contains("DATA has to be a JSON object such as '{\"orderId\": 17}', is [1]");
        assertThat(execute("send", "shop/paid", "@/no/such/file")).isNotZero();
        assertThat(errors.toString()).contains("DATA @/no/such/file cannot be read: there is no such file");
        assertThat(requests).isEmpty();
    }

    @Test
    void runsAsksWithItsFiltersAndSaysHowToGoOn() {
        answers.put(
                "GET /v1/runs?status=Failed&status=Cancelled&function_id=pay&text=a+%26+b&limit=1",
                "200 {\"data\":[" + run("Failed", "null", "") + "],\"page\":{\"has_more\":true,\"cursor\":\"" + ID
                        + "\"}}");

        int exitCode =
                execute("runs", "--status=Failed", "--status=Cancelled", "--function=pay", "--text=a & b", "--limit=1");

        assertThat(errors).hasToString("");
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("more: --cursor " + ID);
    }

    @Test
    void runShowsItsSteps() {
        answers.put("GET /v1/runs/" + ID, "200 {\"data\":" + run("Waiting", "null", ",\"origin_run_id\":\"O\"") + "}");
        answers.put("GET /v1/runs/" + ID + "/steps", """
                200 {"data":[
                {"name":"charge","index":0,"kind":"run","status":"Completed","output":{"paid":true}},
                {"name":"night","index":2,"kind":"sleep","status":"Waiting","until":"2026-02-01T00:00:00Z"},
                {"name":"mail","index":0,"kind":"run","status":"Retrying","until":"2026-02-01T00:00:00Z",
                 "error":{"name":"IOException","message":"no route"}}]}
                """);

        assertThat(execute("run", ID)).isZero();

        assertThat(out.toString())
                .contains(
                        "status    Waiting, attempt 2",
                        "repeats   O",
                        "charge   {\"paid\":true}",
                        "night:2   until 2026-0")
                .contains("IOException: no route; again at ");
    }

    @Test
    void rerunSaysWhatIsToBeDifferent() {
        answers.put("POST /v1/runs/" + ID + "/rerun", "201 {\"data\":{\"run_id\":\"N\"}}");

        String key = "d8f2".repeat(10);
        execute("rerun", ID, "--data={\"a\":1}", "--from-step=" + key, "--output=7", "--request-id=once");

        assertThat(out).hasToString("N" + System.lineSeparator());
        assertThat(requests)
                .containsExactly(
                        "POST /v1/runs/" + ID + "/rerun {\"request_id\":\"once\",\"event\":{\"data\":{\"a\":1}},"
                                + "\"from_step\":{\"step_id\":\"" + key + "\",\"output\":7}}");
    }

    @Test
    void runSaysWhyItRestsAndWhatNobodyAsksForAnyMore() {
        answers.put(
                "GET /v1/runs/" + ID,
                "200 {\"data\":"
                        + run(
                                "Queued",
                                "null",
                                ",\"waiting_for\":{\"cause\":\"function-removed\",\"text\":\"no server\"}")
                        + "}");
        answers.put("GET /v1/runs/" + ID + "/steps", """
                200 {"data":[{"name":"charge","index":0,"kind":"run","status":"Completed","output":1,"orphaned":true}]}
                """);

        assertThat(execute("run", ID)).isZero();

        assertThat(out.toString()).contains("rests     no server", "charge (orphaned)   1");
    }

    @Test
    void resumeCallsEach() {
        answers.put("POST /v1/runs/" + ID + "/resume", "204 ");
        assertThat(execute("resume", ID)).isZero();
        assertThat(out).hasToString("resumed " + ID + System.lineSeparator());
        answers.put("POST /v1/runs/" + ID + "/resume", "409 {\"error\":\"run X needs no attention\"}");
        assertThat(execute("resume", ID)).isEqualTo(1);
        assertThat(errors.toString()).contains("error: run X needs no attention");
    }

    /** One that is over does not keep the others from being cancelled. */
    @Test
    void cancelGoesOnToTheOthers() {
        String other = ID.replace('F', 'G');
        answers.put("DELETE /v1/runs/" + ID, "409 {\"error\":\"run X is over already: Completed\"}");
        answers.put("DELETE /v1/runs/" + other, "204 ");

        assertThat(execute("cancel", ID, other, "--json")).isEqualTo(1);

        assertThat(out).hasToString("{\"run_id\":\"" + other + "\"}" + System.lineSeparator());
        assertThat(errors.toString()).contains("error: run X is over already: Completed");
        assertThat(execute("cancel", other, "17")).isEqualTo(1);
        assertThat(errors.toString()).contains("RUN '17' is not the id of a run");
        assertThat(requests).hasSize(2);
    }

    @Test
    void aStepIsFoundByItsName() {
        String key = "d8f2".repeat(10);
        answers.put("GET /v1/runs/" + ID + "/steps", """
                200 {"data":[{"step_id":"other","name":"charge","index":0},{"step_id":"%s","name":"charge","index":2}]}
                """.formatted(key));
        answers.put("POST /v1/runs/" + ID + "/rerun", "201 {\"data\":{\"run_id\":\"N\"}}");

        assertThat(execute("rerun", ID, "--from-step=charge:2")).isZero();
        assertThat(execute("rerun", ID, "--from-step=" + key)).isZero();
        assertThat(execute("rerun", ID, "--from-step=pay")).isEqualTo(1);

        String rerun = "POST /v1/runs/" + ID + "/rerun {\"from_step\":{\"step_id\":\"" + key + "\"}}";
        String look = "GET /v1/runs/" + ID + "/steps";
        assertThat(requests).containsExactly(look, rerun, rerun, look);
        assertThat(errors.toString())
                .contains("--from-step pay: run " + ID + " has no such step; it has charge, charge:2");
    }

    /** The server starts again while somebody looks on. */
    @Test
    void aServerThatIsAwayForAMomentIsWaitedFor() {
        answers.put("GET /v1/bulk/" + ID, "503 {\"error\":\"the database does not answer\"}");
        whenAsked(
                "GET /v1/bulk/" + ID,
                () -> answers.put("GET /v1/bulk/" + ID, "200 {\"data\":" + job("COMPLETED", 11, 0) + "}"));

        assertThat(execute("bulk", ID, "--watch")).isZero();

        assertThat(out.toString()).startsWith("job " + ID).contains("11 of 11: 11 done");
        assertThat(requests).hasSize(2);
    }

    @Test
    void jobsAreNoRuns() {
        assertThat(execute("bulk", "17")).isEqualTo(1);
        assertThat(errors.toString()).contains("ID '17' is not the id of a bulk job");
    }

    @Test
    void rerunInsists() {
        answers.put("POST /v1/runs/" + ID + "/rerun", "201 {\"data\":{\"run_id\":\"N\"}}");

        execute("rerun", ID, "--force");

        assertThat(requests).containsExactly("POST /v1/runs/" + ID + "/rerun {\"force\":true}");
    }

    @Test
    void exportWritesEverythingAndKnowsWhetherThatIsAll(@TempDir Path directory) throws IOException {
        String table = "run_id,error\r\n1,\"two\nlines\"\r\n#end,1\r\n";
        answers.put("GET /v1/runs/export?format=csv&status=Failed", "200 " + table);
        Path file = directory.resolve("runs.csv");

        assertThat(execute("export", "runs", "--format=csv", "--filter=status=Failed", "-o", file.toString()))
                .isZero();
        assertThat(file).hasContent(table);
        assertThat(Files.readString(file)).isEqualTo(table);

        answers.put(
                "GET /v1/events/export?format=ndjson",
                "200 {\"name\":\"a\"}\n{\"end\":false,\"count\":1,\"error\":\"why\"}\n");
        assertThat(execute("export", "events")).isEqualTo(1);
        assertThat(errors.toString()).contains("the export was cut off: {\"end\":false,\"count\":1,\"error\":\"why\"}");
        assertThat(out.toString()).startsWith("{\"name\":\"a\"}\n");
    }

    @Test
    void exportSaysWhatIsWrong() {
        answers.put("GET /v1/runs/export?format=xml", "400 {\"error\":\"format must be ndjson or csv, is 'xml'\"}");

        assertThat(execute("export", "runs", "--format=xml")).isEqualTo(1);
        assertThat(execute("export", "run")).isEqualTo(1);
        assertThat(execute("export", "functions")).isEqualTo(1);
        assertThat(execute("export", "runs", "--filter=Failed")).isEqualTo(1);

        assertThat(errors.toString())
                .contains(
                        "error: format must be ndjson or csv, is 'xml'",
                        "error: say which run: ./gamelan export run RUN",
                        "error: WHAT has to be runs, events or run, is functions",
                        "error: --filter Failed: expected a name and a value");
    }

    @Test
    void aRunGoesFromOneServerToAnother(@TempDir Path directory) {
        answers.put("GET /v1/runs/" + ID + "/export", "200 {\"format\":\"gamelan-run\"}");
        answers.put("POST /v1/runs/import", "201 {\"data\":{\"run_id\":\"" + ID + "\"}}");
        Path file = directory.resolve("run.json");

        assertThat(execute("export", "run", ID, "-o", file.toString())).isZero();
        assertThat(execute("import", file.toString())).isZero();

        assertThat(out).hasToString(ID + System.lineSeparator());
        assertThat(requests).last().isEqualTo("POST /v1/runs/import {\"format\":\"gamelan-run\"}");
        assertThat(execute("import", directory.resolve("other.json").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("other.json cannot be read");
    }

    @Test
    void cancelSaysWhatTheServerSays() {
        answers.put("DELETE /v1/runs/" + ID, "204 ");
        assertThat(execute("cancel", ID)).isZero();
        answers.put("DELETE /v1/runs/" + ID, "409 {\"error\":\"run X is over already: Completed\"}");
        assertThat(execute("cancel", ID)).isEqualTo(1);
        assertThat(errors.toString()).contains("error: run X is over already: Completed");
        assertThat(execute("cancel", "../../e")).isNotZero();
        assertThat(errors.toString()).contains("is not the id of a run");
    }

    @Test
    void replayCountsAndThenBeginsAJobAndShowsItsEnd() {
        answers.put("POST /v1/bulk", "202 {\"data\":{\"count\":7,\"count_exact\":true,\"id\":\"" + ID + "\"}}");
        answers.put("GET /v1/bulk/" + ID, "200 {\"data\":" + job("COMPLETED", 7, 1) + "}");

        int exitCode = execute(
                "replay", "--function=pay", "--after=2026-01-31T12:00:00Z", "--per-second=50", "--actor=mary", "--yes");

        assertThat(errors).hasToString("");
        assertThat(exitCode).isEqualTo(JobProgress.NOT_ALL_DONE);
        String runs = "\"runs\":{\"function_id\":[\"pay\"],\"queued_after\":[\"2026-01-31T12:00:00Z\"],"
                + "\"status\":[\"Failed\"]}";
        assertThat(requests)
                .containsExactly(
                        "POST /v1/bulk {\"kind\":\"replay\"," + runs + ",\"dry_run\":true}",
                        "POST /v1/bulk {\"kind\":\"replay\"," + runs + ",\"per_second\":50.0,\"actor\":\"mary\"}",
                        "GET /v1/bulk/" + ID);
        assertThat(out.toString())
                .contains(
                        "[===================           ] 7 of 11: 6 done, 1 failed, 0 skipped, 12.5/s, completed",
                        "job " + ID);
    }

    @Test
    void aDryRunBeginsNothing() {
        answers.put("POST /v1/bulk", "200 {\"data\":{\"count\":10000,\"count_exact\":false}}");

        assertThat(execute("cancel", "--all", "--dry-run")).isZero();

        assertThat(out.toString()).contains("more than 10000 runs");
        assertThat(requests)
                .containsExactly("POST /v1/bulk {\"kind\":\"cancel\",\"runs\":{\"status\":[\"Queued\",\"Running\","
                        + "\"Waiting\",\"NeedsAttention\"]},\"dry_run\":true}");
    }

    @Test
    void nothingIsDoneToRunsThatNobodyHasChosen() {
        assertThat(execute("replay")).isEqualTo(1);
        assertThat(execute("cancel")).isEqualTo(1);
        assertThat(errors.toString())
                .contains(
                        "say which runs, as in --function ID --status Failed, or --all",
                        "say which runs: by their ids");
        answers.put("POST /v1/bulk", "200 {\"data\":{\"count\":3,\"count_exact\":true}}");
        assertThat(execute("cancel", "--function=pay")).isEqualTo(1);
        assertThat(errors.toString()).contains("that would cancel 3 runs; say --yes to have it done");
        assertThat(execute("cancel", ID, "--function=pay")).isEqualTo(1);
        assertThat(errors.toString()).contains("either the ids of runs, or filters");
        assertThat(requests).hasSize(1);
    }

    @Test
    void bulkListsShowsAndStopsJobs() {
        answers.put("GET /v1/bulk", "200 {\"data\":[" + job("RUNNING", 2, 0) + "]}");
        answers.put("POST /v1/bulk/" + ID + "/pause", "200 {\"data\":" + job("PAUSED", 2, 0) + "}");

        assertThat(execute("bulk")).isZero();
        assertThat(execute("bulk", ID, "--pause")).isZero();
        assertThat(execute("bulk", ID, "--pause", "--abort")).isEqualTo(2);

        assertThat(out.toString()).contains(ID + "  replay  [", "2 of 11: 2 done", "running", "paused");
        assertThat(requests).hasSize(2);
    }

    private static String job(String status, int processed, int failed) {
        return """
                {"id":"%s","kind":"replay","status":"%s","total":11,"done":%d,"failed":%d,"skipped":0,"remaining":%d,
                 "rate":12.50}
                """.formatted(ID, status, processed - failed, failed, 11 - processed);
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        server.stop(0);
        assertThat(execute("runs")).isNotZero();
        assertThat(errors.toString()).contains("no answer from http://127.0.0.1:", "./gamelan status tells");
    }

    @Test
    void durationsAreShort() {
        assertThat(Runs.format(Duration.ofMillis(-3))).isEqualTo("0 ms");
        assertThat(Runs.format(Duration.ofMillis(488))).isEqualTo("488 ms");
        assertThat(Runs.format(Duration.ofMillis(6780))).isEqualTo("6.78 s");
        assertThat(Runs.format(Duration.ofSeconds(200))).isEqualTo("3 min 20 s");
        assertThat(Runs.format(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
        assertThat(Runs.format(Duration.ofDays(3))).isEqualTo("3 d 0 h");
    }

    private void whenAsked(String request, Runnable then) {
        afterwards.put(request, then);
    }

    private static String run(String status, String ended, String more) {
        return RUN.formatted(ID, status, ended, more);
    }

    private int execute(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url=http://127.0.0.1:" + server.getAddress().getPort());
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(all.toArray(String[]::new));
    }
}
