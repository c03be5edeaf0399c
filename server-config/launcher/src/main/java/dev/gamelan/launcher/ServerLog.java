package dev.gamelan.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The log of the server. */
final class ServerLog {

    private static final Pattern ENTRY = Pattern.compile("^\\[\\d{4}-\\d\\d-\\d\\dT", Pattern.MULTILINE);
    private static final Pattern SEVERE = Pattern.compile("\\[[^]]*] \\[[^]]*] \\[SEVERE]");
    private static final int ENTRIES = 3;
    private static final String CAUSE = "Caused by:";
    private static final String LOADING_FAILED = "Exception while loading the app";
    private static final int TAIL = 1 << 20;

    private final Path file;

    ServerLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    long length() {
        return file.toFile().length();
    }

    /** An exception that says what went wrong, with what the log says of it. */
    LauncherException failure(String what, long position) {
        StringBuilder message = new StringBuilder(what);
        List<String> severe = severe(position);
        if (!severe.isEmpty()) {
            message.append("\nWhat the log says:\n").append(String.join("\n", severe));
        }
        message.append("\nThe log: ").append(file);
        return new LauncherException(message.toString());
    }

    /** What went wrong after this position: the last different severe entries, those with a cause before others. */
    List<String> severe(long position) {
        return severe(text(position));
    }

    /** Whether an application could not be loaded: the server goes on without it, and it will not be ready. */
    boolean saysApplicationFailed(long position) {
        return severe(position, Integer.MAX_VALUE).stream().anyMatch(entry -> entry.contains(LOADING_FAILED));
    }

    private List<String> severe(long position, int limit) {
        return severe(text(position), limit);
    }

    static List<String> severe(String text) {
        return severe(text, ENTRIES);
    }

    private static List<String> severe(String text, int limit) {
        Set<String> entries = new LinkedHashSet<>();
        Matcher begin = ENTRY.matcher(text);
        int previous = -1;
        while (begin.find()) {
            addSevere(entries, text, previous, begin.start());
            previous = begin.start();
        }
        addSevere(entries, text, previous, text.length());
        List<String> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparing(entry -> entry.contains(CAUSE)));
        return sorted.subList(Math.max(0, sorted.size() - limit), sorted.size());
    }

    /** The message, the exception if there is one, and the cause of all causes. */
    private static void addSevere(Set<String> entries, String text, int begin, int end) {
        if (begin < 0 || !SEVERE.matcher(text).region(begin, end).lookingAt()) {
            return;
        }
        List<String> lines = text.substring(begin, end)
                .lines()
                .skip(1)
                .map(line -> line.replace("]]", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("... "))
                .toList();
        Stream<String> first =
                lines.stream().filter(line -> !line.startsWith(CAUSE)).limit(2);
        Stream<String> root =
                lines.stream().filter(line -> line.startsWith(CAUSE)).reduce((one, next) -> next).stream();
        entries.add(Stream.concat(first, root).map(line -> "  " + line).collect(Collectors.joining("\n")));
    }

    private String text(long position) {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            // After a rotation the file is shorter than it was.
            long from = position > in.length() ? 0 : Math.max(position, in.length() - TAIL);
            byte[] bytes = new byte[(int) Math.min(TAIL, in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** Prints what is there and then, until interrupted, what comes; a rotated file is read from its beginning. */
    void follow(PrintStream out, long from) throws IOException, InterruptedException {
        long position = from;
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            long length = length();
            if (length < position) {
                position = 0;
            }
            if (length > position) {
                try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                    in.seek(position);
                    int read = in.read(buffer);
                    out.write(buffer, 0, Math.max(read, 0));
                    out.flush();
                    position += Math.max(read, 0);
                }
            } else {
                Thread.sleep(200);
            }
        }
    }
}
