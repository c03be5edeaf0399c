package dev.gamelan.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code asadmin multimode} prints: for each command its messages and then a line that says whether it succeeded.
 * The exit code says so of the last command only.
 */
final class MultimodeOutput {

    private static final Pattern VERDICT =
            Pattern.compile("^(?:asadmin> )?Command (\\S+) (executed successfully|failed).*$", Pattern.MULTILINE);

    /** Scripts may be run again: what a create- command would create may be there. */
    private static final Pattern EXISTS = Pattern.compile("already exist|already registered|duplicate|exists in");

    /** One command's part of the output. */
    record Verdict(String command, boolean success, String messages) {}

    private MultimodeOutput() {}

    static List<Verdict> parse(String output) {
        List<Verdict> verdicts = new ArrayList<>();
        Matcher matcher = VERDICT.matcher(output);
        int begin = 0;
        while (matcher.find()) {
            boolean success = matcher.group(2).startsWith("executed");
            verdicts.add(new Verdict(
                    matcher.group(1),
                    success,
                    output.substring(begin, matcher.start()).strip()));
            begin = matcher.end();
        }
        return verdicts;
    }

    static void requireSuccess(List<List<String>> commands, String output) {
        List<Verdict> verdicts = parse(output);
        for (int i = 0; i < commands.size(); i++) {
            String line = Script.line(commands.get(i));
            if (i >= verdicts.size()) {
                throw new LauncherException("The server did not carry out: " + line + "\n" + indent(output.strip()));
            }
            Verdict verdict = verdicts.get(i);
            boolean kept = verdict.command.matches("create-.*|add-library")
                    && EXISTS.matcher(verdict.messages).find();
            if (!verdict.success && !kept) {
                throw new LauncherException("The server refused: " + line + "\n" + indent(verdict.messages));
            }
        }
    }

    private static String indent(String text) {
        return "  " + text.replace("\n", "\n  ");
    }
}
