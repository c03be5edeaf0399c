package dev.gamelan.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs Payara's command line. Each call costs the start of a JVM, so that commands are best given together. */
final class Asadmin {

    /** What the server calls a success; asadmin's own exit code counts only the last command of a file. */
    record Result(int exitCode, String output) {}

    private final Path executable;
    private final Path work;

    /** @param work a directory for output, which must not be a pipe that the server would inherit and keep open */
    Asadmin(Path executable, Path work) {
        this.executable = executable;
        this.work = work;
    }

    Result run(Duration limit, List<String> arguments) {
        return run(limit, Map.of(), arguments);
    }

    Result run(Duration limit, Map<String, String> environment, List<String> arguments) {
        Path output = work.resolve("asadmin.out");
        try {
            Process process = start(arguments, environment, output);
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new LauncherException("asadmin " + String.join(" ", arguments) + " did not end within "
                        + limit.toSeconds() + " s:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output));
        } catch (IOException e) {
            throw new LauncherException("Cannot run " + executable + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while running asadmin", e);
        }
    }

    /** Runs the commands in one session and fails unless each of them succeeded. */
    void runAll(Duration limit, List<String> connection, List<List<String>> commands) {
        Path file = work.resolve("commands.asadmin");
        PrivateFile.write(
                file, String.join("\n", commands.stream().map(Script::line).toList()) + "\n");
        List<String> arguments = new ArrayList<>(connection);
        arguments.addAll(List.of("multimode", "--file", file.toString()));
        Result result = run(limit, arguments);
        MultimodeOutput.requireSuccess(commands, result.output());
    }

    Process start(List<String> arguments, Map<String, String> environment, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.add("--interactive=false");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile());
        // The server runs on the JDK that runs the launcher, whatever is first in the path.
        builder.environment().put("AS_JAVA", System.getProperty("java.home"));
        // asadmin lives for seconds: what makes long runs fast only costs time here.
        builder.environment().put("AS_EXTRA_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto");
        builder.environment().putAll(environment);
        return builder.start();
    }
}
