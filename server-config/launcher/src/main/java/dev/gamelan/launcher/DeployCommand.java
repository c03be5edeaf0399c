package dev.gamelan.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "deploy",
        description = "Deploys an application into the running server, in the place of the one that is there.",
        mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home;

    @Parameters(arity = "0..1", paramLabel = "EAR", description = "Default: ear/target/gamelan.ear")
    private Path ear;

    @Override
    public Integer call() {
        Server server = home.remembered();
        Path application = ear == null ? server.options().installation().application() : ear.toAbsolutePath();
        if (!Files.isRegularFile(application)) {
            throw new LauncherException("There is no application " + application);
        }
        if (server.pid().isEmpty()) {
            throw new LauncherException("Nothing is running. ./gamelan up starts the server and deploys");
        }
        server.deploy(application);
        return 0;
    }
}
