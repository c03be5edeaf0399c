package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Stores a run of another server. */
@Command(
        name = "import",
        description =
                "Stores a run that ./gamelan export run has written down, perhaps elsewhere, to be looked at. It is never executed.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", paramLabel = "FILE", description = "What export has written")
    private Path file;

    @Override
    public Integer call() {
        JsonObject answer = server.rest().post("/v1/runs/import", document());
        server.out()
                .println(server.isJson() ? answer : answer.getJsonObject("data").getString("run_id"));
        server.out().flush();
        return 0;
    }

    private String document() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new LauncherException(file + " cannot be read: there is no such file");
        } catch (IOException e) {
            throw new LauncherException(file + " cannot be read: " + e.getMessage());
        }
    }
}
