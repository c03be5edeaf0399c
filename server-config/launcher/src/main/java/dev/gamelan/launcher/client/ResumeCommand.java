package dev.gamelan.launcher.client;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Calls runs that need attention again. */
@Command(name = "resume", description = "Calls runs that need attention again.", mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "The ids of the runs")
    private List<String> ids;

    @Override
    public Integer call() {
        ids.forEach(RunId::of);
        Rest rest = server.rest();
        for (String id : ids) {
            rest.post("/v1/runs/" + id + "/resume", "");
            server.out().println(server.isJson() ? "{\"run_id\":\"" + id + "\"}" : "resumed " + id);
            server.out().flush();
        }
        return 0;
    }
}
