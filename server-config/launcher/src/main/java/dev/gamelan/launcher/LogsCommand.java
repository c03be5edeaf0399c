package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "logs", description = "Prints the log of the server.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is added, until interrupted.")
    private boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path file = home.remembered().log();
        if (!Files.exists(file)) {
            throw new LauncherException("There is no log yet: " + file);
        }
        long length = Files.copy(file, System.out);
        System.out.flush();
        if (follow) {
            new ServerLog(file).follow(System.out, length);
        }
        return 0;
    }
}
