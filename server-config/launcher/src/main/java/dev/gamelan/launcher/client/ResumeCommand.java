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
        Rest rest = server.rest();
        return new EachRun(server).carryOut("resumed", ids, id -> rest.post("/v1/runs/" + id + "/resume", ""));
    }
}
