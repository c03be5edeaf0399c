package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels runs. */
@Command(
        name = "cancel",
        description = "Cancels runs: those named, or with filters those that are not over, as a job on the server.",
        mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Mixin
    private BulkJob job;

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "The ids of the runs")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
        if (ids.isEmpty() && !job.isSelected()) {
            throw new LauncherException(
                    "say which runs: by their ids, by filters as in --function ID --status Waiting, or --all");
        }
        if (ids.isEmpty()) {
            return job.carryOut(
                    "cancel", Map.of("status", List.of("Queued", "Running", "Waiting", "NeedsAttention")), server);
        }
        if (job.isSelected()) {
            throw new LauncherException("either the ids of runs, or filters");
        }
        Rest rest = server.rest();
        return new EachRun(server).carryOut("cancelled", ids, id -> rest.delete("/v1/runs/" + id));
    }
}
