package dev.gamelan.launcher.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs many runs again. */
@Command(
        name = "replay",
        description =
                "Starts runs that are over again, those that have failed unless --status says otherwise, as a job on the"
                        + " server, and shows how far it is. Exit code 4 when it has not done everything.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Mixin
    private BulkJob job;

    @Override
    public Integer call() {
        return job.carryOut("replay", Map.of("status", List.of("Failed")), server);
    }
}
