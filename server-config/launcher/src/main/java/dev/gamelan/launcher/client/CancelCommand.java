package dev.gamelan.launcher.client;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels runs. */
@Command(name = "cancel", description = "Cancels runs.", mixinStandardHelpOptions = true)
public final class CancelCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "The ids of the runs")
    private List<String> ids;

    @Override
    public Integer call() {
        ids.forEach(RunId::of);
        Rest rest = server.rest();
        for (String id : ids) {
            rest.delete("/v1/runs/" + id);
            server.out().println(server.isJson() ? "{\"run_id\":\"" + id + "\"}" : "cancelled " + id);
            server.out().flush();
        }
        return 0;
    }
}
