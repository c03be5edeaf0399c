package dev.gamelan.examples.onboarding;

import static dev.gamelan.engine.run.RunStatus.CANCELLED;
import static dev.gamelan.engine.run.RunStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gamelan.examples.onboarding.Onboarding.Outcome;
import dev.gamelan.test.FunctionTest;
import dev.gamelan.test.TestRun;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnboardingTest {

    private static final Registered ANN = new Registered("u1", "ann@example.org");

    private final List<String> mails = new ArrayList<>();
    private final Mailer mailer = new Mailer() {
        @Override
        public void send(String messageId, String to, String subject) {
            mails.add(to + ": " + subject);
        }
    };
    private final FunctionTest test =
            FunctionTest.of(new Onboarding(mailer, new Crm())).strict();

    @Test
    void remindsAfterThreeDays() {
        TestRun run = test.send(ANN);
        assertThat(run.status()).isEqualTo(WAITING);
        assertThat(run.waitsFor(Activated.class)).isTrue();

        test.advance(Duration.ofDays(3));

        assertThat(run.result()).isEqualTo(new Outcome("contact-u1", true));
        assertThat(run.steps()).startsWith("welcome").endsWith("activation", "remind");
        assertThat(mails)
                .containsExactly(
                        "ann@example.org: Welcome! Please activate",
                        "team@example.org: New user u1",
                        "ann@example.org: You have not activated yet");
    }

    @Test
    void leavesActiveUsersAlone() {
        TestRun run = test.send(ANN);

        test.advance(Duration.ofDays(2));
        test.send(new Activated("u1"));

        assertThat(run.result()).isEqualTo(new Outcome("contact-u1", false));
        assertThat(mails).hasSize(2);
    }

    @Test
    void isCancelledWhenTheUserIsDeleted() {
        TestRun run = test.send(ANN);
        TestRun other = test.send(new Registered("u2", "bob@example.org"));

        test.send(new Deleted("u1"));

        assertThat(run.status()).isEqualTo(CANCELLED);
        assertThat(other.status()).isEqualTo(WAITING);
    }

    @Test
    void survivesAMailServerThatIsDown() {
        test.failStep("welcome").times(2).with(new IOException("connection refused"));
        TestRun run = test.send(ANN);

        assertThat(mails).isEmpty();
        test.advance(Duration.ofMinutes(1));

        assertThat(run.attempts("welcome")).isEqualTo(3);
        assertThat(mails).hasSize(2);
    }
}
