package dev.gamelan.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunErrorTest {

    private static final int LIMIT = 64 * 1024;
    private static final String SUFFIX = "… (truncated)";

    @Test
    void namesTheExceptionItsMessageAndItsStack() {
        RunError error = RunError.of(new IllegalStateException("no \"luck\"", new NullPointerException()));

        assertThat(error.name()).isEqualTo("java.lang.IllegalStateException");
        assertThat(error.message()).isEqualTo("no \"luck\"");
        assertThat(error.stack())
                .startsWith("java.lang.IllegalStateException: no \"luck\"")
                .contains("at dev.gamelan.engine.run.RunErrorTest")
                .contains("Caused by: java.lang.NullPointerException");
        assertThat(error.toJson())
                .startsWith(
                        "{\"name\":\"java.lang.IllegalStateException\",\"message\":\"no \\\"luck\\\"\",\"stack\":\"");
    }

    @Test
    void longTextsAreCut() {
        RunError atTheLimit = new RunError("E", "m".repeat(LIMIT), "s".repeat(LIMIT));
        RunError beyond = new RunError("E", "m".repeat(LIMIT + 1), "s".repeat(LIMIT * 2));

        assertThat(atTheLimit.message()).isEqualTo("m".repeat(LIMIT));
        assertThat(atTheLimit.stack()).isEqualTo("s".repeat(LIMIT));
        assertThat(beyond.message()).isEqualTo("m".repeat(LIMIT) + SUFFIX);
        assertThat(beyond.stack()).isEqualTo("s".repeat(LIMIT) + SUFFIX);
    }

    @Test
    void cutDoesNotLeaveHalfOfASurrogatePair() {
        RunError error = new RunError("E", "m".repeat(LIMIT - 1) + "\uD83D\uDE00", "");

        assertThat(error.message()).isEqualTo("m".repeat(LIMIT - 1) + "?" + SUFFIX);
    }

    @Test
    void whatDatabasesDoNotStoreIsReplaced() {
        RunError error = new RunError("E", "a\0b\uD83Dc\uDE00", "\0\uD83D\uDE00");

        assertThat(error.message()).isEqualTo("a\uFFFDb?c?");
        assertThat(error.stack()).isEqualTo("\uFFFD\uD83D\uDE00");
    }

    @Test
    void missingMessageIsToldByItsAbsence() {
        assertThat(RunError.of(new IllegalStateException()).message()).isEqualTo("null");
    }

    @Test
    void exceptionWithABrokenMessageIsAnErrorAllTheSame() {
        class Broken extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("not today");
            }
        }

        RunError error = RunError.of(new Broken());

        assertThat(error.name()).isEqualTo(Broken.class.getName());
        assertThat(error.message()).contains("UnsupportedOperationException");
    }

    @Test
    void circularCausesEnd() {
        Exception first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(RunError.of(first).stack()).contains("second").contains("CIRCULAR REFERENCE");
    }
}
