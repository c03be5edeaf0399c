package dev.gamelan.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log of the server. */
final class ServerLog {

    private static final Pattern ENTRY = Pattern.compile("^\\[\\d{4}-\\d\\d-\\d\\dT", Pattern.MULTILINE);
    private static final Pattern SEVERE = Pattern.compile("\\[[^]]*] \\[[^]]*] \\[SEVERE]");
    private static final int ENTRIES = 3;
    private static final int LINES_AN_ENTRY = 3;
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

    /** The last severe entries after this position, each with its first lines and its causes. */
    List<String> severe(long position) {
        return severe(text(position));
    }

    static List<String> severe(String text) {
        List<String> entries = new ArrayList<>();
        Matcher begin = ENTRY.matcher(text);
        int previous = -1;
        while (begin.find()) {
            addSevere(entries, text, previous, begin.start());
            previous = begin.start();
        }
        addSevere(entries, text, previous, text.length());
        return entries.subList(Math.max(0, entries.size() - ENTRIES), entries.size());
    }

    private static void addSevere(List<String> entries, String text, int begin, int end) {
        if (begin < 0 || !SEVERE.matcher(text).region(begin, end).lookingAt()) {
            return;
        }
        List<String> lines = text.substring(begin, end)
                .strip()
                .lines()
                .filter(line -> !line.startsWith("\tat "))
                .toList();
        List<String> kept = new ArrayList<>(lines.subList(0, Math.min(LINES_AN_ENTRY, lines.size())));
        lines.stream()
                .skip(LINES_AN_ENTRY)
                .filter(line -> line.startsWith("Caused by:"))
                .forEach(kept::add);
        entries.add(String.join("\n", kept));
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
