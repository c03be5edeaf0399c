package dev.gamelan.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The diagram in {@code docs/run-lifecycle.md} is the transition table. */
class RunLifecycleDocTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", ""), "..", "docs", "run-lifecycle.md");
    private static final Pattern DIAGRAM = Pattern.compile("(?<=```mermaid\n).*?(?=```)", Pattern.DOTALL);
    private static final String WRITE = "gamelan.docs.write";

    /** A run that its node claims in the commit that creates it is RUNNING from the start. */
    private static final Set<RunStatus> FIRST = EnumSet.of(RunStatus.QUEUED, RunStatus.RUNNING);

    @Test
    void theDiagramIsTheTransitionTable() throws IOException {
        String document = Files.readString(DOCUMENT);
        Matcher diagram = DIAGRAM.matcher(document);
        assertThat(diagram.find()).as("%s has a diagram", DOCUMENT).isTrue();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, diagram.replaceFirst(Matcher.quoteReplacement(diagram())));
            return;
        }

        assertThat(diagram.group())
                .as(
                        "%s; to write it anew: ./mvnw -pl engine -am test -Dtest=RunLifecycleDocTest -D%s=true"
                                + " -Dsurefire.failIfNoSpecifiedTests=false",
                        DOCUMENT, WRITE)
                .isEqualTo(diagram());
    }

    private static String diagram() {
        return Stream.of(
                        FIRST.stream().map(status -> "[*] --> " + status),
                        Arrays.stream(RunStatus.values()).flatMap(RunLifecycleDocTest::transitions),
                        Arrays.stream(RunStatus.values())
                                .filter(RunStatus::isTerminal)
                                .map(status -> status + " --> [*]"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n    ", "stateDiagram-v2\n    ", "\n"));
    }

    private static Stream<String> transitions(RunStatus from) {
        return Arrays.stream(RunStatus.values()).filter(from::canBecome).map(to -> from + " --> " + to);
    }
}
