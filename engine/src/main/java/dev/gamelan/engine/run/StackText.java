package dev.gamelan.engine.run;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stack trace as it was printed. */
final class StackText {

    private static final int MOST_FRAMES = 3;
    private static final int MOST_CAUSES = 5;

    /** Of the exception and of its causes; suppressed ones are indented further. */
    private static final Pattern FRAME = Pattern.compile("\tat (?:[^(]*/)?([\\w.$]+)\\(.*");

    private static final Pattern CAUSE = Pattern.compile("Caused by: ([\\w.$]+).*");

    /** The JDK, the server and Gamelan. */
    private static final Pattern NOT_THE_AUTHORS = Pattern.compile("(?:java|javax|jdk|sun|com\\.sun|jakarta|"
            + "org\\.glassfish|fish\\.payara|org\\.jboss|org\\.apache\\.catalina|org\\.eclipse|org\\.hibernate|"
            + "org\\.postgresql|org\\.h2|"
            + "dev\\.gamelan\\.(?:event|function|step|deploy|engine|execution|commit|database|platform|catalog|eventlog|waits|"
            + "admission|housekeeping|retention|search|metrics|web|processor|test))\\..*");

    /** Classes that nobody has written. */
    private static final Pattern GENERATED = Pattern.compile(
            ".*(?:\\$\\$Lambda|\\$Proxy|_WeldSubclass|_WeldClientProxy|__EJB31_Generated|GeneratedMethodAccessor"
                    + "|_Function\\.call).*");

    private static final Pattern LAMBDA_NUMBER = Pattern.compile("(lambda\\$.*)\\$\\d+$");

    private final List<String> causes = new ArrayList<>();
    private final List<List<String>> traces = new ArrayList<>();

    StackText(String text) {
        traces.add(new ArrayList<>());
        for (String line : text.lines().toList()) {
            Matcher cause = CAUSE.matcher(line);
            Matcher frame = FRAME.matcher(line);
            if (cause.matches()) {
                if (causes.size() < MOST_CAUSES) {
                    causes.add(cause.group(1));
                }
                traces.add(new ArrayList<>());
            } else if (frame.matches()) {
                add(frame.group(1));
            }
        }
    }

    /** Recursion leaves one frame, however deep it went. */
    private void add(String method) {
        List<String> trace = traces.get(traces.size() - 1);
        String name = LAMBDA_NUMBER.matcher(method).replaceFirst("$1");
        if (trace.isEmpty() || !trace.get(trace.size() - 1).equals(name)) {
            trace.add(name);
        }
    }

    /** The types of the causes, the outermost first. */
    List<String> causes() {
        return causes;
    }

    /** The innermost methods of the author's: of the exception itself, else of the first cause that has some, else whatever there is. */
    List<String> frames() {
        return traces.stream()
                .map(trace -> trace.stream()
                        .filter(StackText::isTheAuthors)
                        .limit(MOST_FRAMES)
                        .toList())
                .filter(frames -> !frames.isEmpty())
                .findFirst()
                .orElseGet(() -> traces.get(0).stream().limit(MOST_FRAMES).toList());
    }

    private static boolean isTheAuthors(String method) {
        return !NOT_THE_AUTHORS.matcher(method).matches()
                && !GENERATED.matcher(method).matches();
    }
}
