package dev.gamelan.bench;

import dev.gamelan.bench.measure.Measurement;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A peer in a JVM of its own, which runs the workloads in itself and says on its standard output what came of them, one measurement a line;
 * or that it wants to be killed.
 */
public final class PeerProcess {

    /** Both ends of the conversation. */
    public static final String RESULT = "RESULT ";

    public static final String KILL = "KILL";

    private static final String MAIN = "dev.gamelan.bench.peers.PeerMain";
    private static final String HEAP = "-Xmx1g";

    private final String classPath;
    private final Consumer<Measurement> results;

    PeerProcess(String classPath, Consumer<Measurement> results) {
        this.classPath = classPath;
        this.results = results;
    }

    /** Returns when the process has ended, by itself or because it asked for it. */
    void run(Path log, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), HEAP, "-cp", classPath, MAIN));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        // Also when the driver is interrupted.
        Thread hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        boolean killed = false;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RESULT)) {
                    results.accept(parse(line.substring(RESULT.length())));
                } else if (line.equals(KILL)) {
                    killed = true;
                    // Of the handle: that of the process closes its output as well.
                    process.toHandle().destroyForcibly();
                }
            }
            // Its output is closed by its end, or a moment before.
            if (process.waitFor() != 0 && !killed) {
                throw new IOException("the process of the peer failed; what it said is in " + log);
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    private static Measurement parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return Measurement.fromJson(reader.readObject());
        }
    }
}
