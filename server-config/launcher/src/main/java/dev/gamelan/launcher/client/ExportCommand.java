package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes runs or events down, all of them or one run. */
@Command(
        name = "export",
        description =
                "Writes down all runs or events that the filters leave, the newest first; or one run with all that is known of"
                        + " it, for another server to import.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {

    private static final String RUN = "run";

    /** Characters of the last line. */
    private static final int LONGEST_END = 2_000;

    @Mixin
    private ServerOption server;

    @Parameters(index = "0", paramLabel = "WHAT", description = "runs, events or run")
    private String what;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The run's id, after run")
    private String id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "ndjson or csv. Default: ${DEFAULT-VALUE}",
            defaultValue = "ndjson")
    private String format;

    @Option(
            names = "--filter",
            paramLabel = "NAME=VALUE",
            description = "As in the list, such as status=Failed or received_after=2026-01-31T12:00:00Z. Repeatable.")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write. Default: the standard output")
    private Path file;

    @Override
    public Integer call() {
        if (!Set.of("runs", "events", RUN).contains(what)) {
            throw new LauncherException("WHAT has to be runs, events or run, is " + what);
        }
        if (what.equals(RUN) != (id != null)) {
            throw new LauncherException(
                    what.equals(RUN)
                            ? "say which run: ./gamelan export run RUN"
                            : what + " are not exported by an id; see --filter");
        }
        try (Reader export = server.rest().stream(path())) {
            if (file == null) {
                copy(export, server.out());
            } else {
                try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                    copy(export, out);
                }
            }
        } catch (IOException e) {
            throw new LauncherException("the export was cut off: " + e);
        }
        return 0;
    }

    /** Whether it is complete the last line tells. */
    private void copy(Reader export, PrintWriter out) throws IOException {
        StringBuilder end = new StringBuilder();
        char[] some = new char[8 * 1024];
        for (int length = export.read(some); length >= 0; length = export.read(some)) {
            out.write(some, 0, length);
            end.append(some, 0, length);
            end.delete(0, Math.max(0, end.length() - LONGEST_END));
        }
        out.flush();
        if (out.checkError()) {
            throw new LauncherException("what was exported could not be written" + (file == null ? "" : " to " + file));
        }
        String last = end.toString().strip();
        last = last.substring(last.lastIndexOf('\n') + 1);
        if (!what.equals(RUN) && !last.startsWith("{\"end\":true,") && !last.startsWith("#end,")) {
            throw new LauncherException("the export was cut off: " + last);
        }
    }

    private String path() {
        if (what.equals(RUN)) {
            return "/v1/runs/" + RunId.of(id) + "/export";
        }
        List<String> query = new ArrayList<>(List.of("format=" + encoded(format)));
        for (String filter : filters) {
            String[] parts = filter.split("=", 2);
            if (parts.length < 2) {
                throw new LauncherException(
                        "--filter " + filter + ": expected a name and a value such as status=Failed");
            }
            query.add(encoded(parts[0]) + "=" + encoded(parts[1]));
        }
        return "/v1/" + what + "/export?" + String.join("&", query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
