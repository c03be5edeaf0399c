package dev.gamelan.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An asadmin script with its placeholders filled: one command a line, in the words asadmin would make of it. */
record Script(String name, List<List<String>> commands) {

    /** Only names of ours: the server has variables of the same form. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(gamelan\\.[a-z.]+)}");

    static Script load(String name, Map<String, String> placeholders) {
        try (InputStream in = Script.class.getResourceAsStream("/asadmin/" + name + ".asadmin")) {
            if (in == null) {
                throw new IllegalArgumentException("no script " + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8), placeholders);
        } catch (IOException e) {
            throw new LauncherException("Cannot read the script " + name, e);
        }
    }

    static Script parse(String name, String text, Map<String, String> placeholders) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                commands.add(words(line).stream()
                        .map(word -> fill(name, word, placeholders))
                        .toList());
            }
        }
        return new Script(name, List.copyOf(commands));
    }

    /** The command as a line of a multimode file. */
    static String line(List<String> command) {
        return command.stream().map(Script::quote).reduce((a, b) -> a + " " + b).orElse("");
    }

    String text() {
        return String.join("\n", commands.stream().map(Script::line).toList());
    }

    private static String fill(String name, String word, Map<String, String> placeholders) {
        Matcher matcher = PLACEHOLDER.matcher(word);
        return matcher.replaceAll(match -> {
            String value = placeholders.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + ".asadmin: no value for " + match.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String quote(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || "\"'\\".indexOf(c) >= 0);
        return plain ? word : "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isWhitespace(c) && !quoted) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (c == '"') {
                quoted = !quoted;
            } else {
                word.append(c == '\\' && i + 1 < line.length() ? line.charAt(++i) : c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
