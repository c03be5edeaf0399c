package dev.gamelan.launcher.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Bulk jobs: lists them, shows one, stops it. */
@Command(
        name = "bulk",
        description = "Lists the jobs that replay or cancel many runs; with an ID shows how far that one is.",
        mixinStandardHelpOptions = true)
public final class BulkCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The job's id")
    private String id;

    @ArgGroup
    private Wish wish = new Wish();

    private static final class Wish {

        @Option(names = "--watch", description = "Show it until it stops.")
        private boolean watch;

        @Option(names = "--pause", description = "Do nothing more until it is resumed.")
        private boolean pause;

        @Option(names = "--resume", description = "Go on.")
        private boolean resume;

        @Option(names = "--abort", description = "Do nothing more.")
        private boolean abort;

        String action() {
            return pause ? "pause" : resume ? "resume" : abort ? "abort" : "";
        }
    }

    @Override
    public Integer call() {
        Rest rest = server.rest();
        if (id == null) {
            return list(rest.get("/v1/bulk"));
        }
        String path = "/v1/bulk/" + RunId.ofJob(id);
        if (wish.watch) {
            return new JobProgress(server).watch(RunId.ofJob(id));
        }
        JsonObject job = wish.action().isEmpty()
                ? rest.get(path)
                : rest.post(
                        path + "/" + wish.action(),
                        Json.createObjectBuilder()
                                .add("actor", System.getProperty("user.name"))
                                .build()
                                .toString());
        return show(job.getJsonObject("data"));
    }

    private int list(JsonObject answer) {
        if (server.isJson()) {
            server.out().println(answer);
        } else {
            answer.getJsonArray("data").getValuesAs(JsonObject.class).forEach(this::line);
        }
        server.out().flush();
        return 0;
    }

    private int show(JsonObject job) {
        if (server.isJson()) {
            server.out().println(job);
        } else {
            line(job);
        }
        server.out().flush();
        return 0;
    }

    private void line(JsonObject job) {
        server.out()
                .println(job.getString("id") + "  " + job.getString("kind") + "  "
                        + JobProgress.line(job).strip());
    }
}
