package dev.gamelan.bulk;

import dev.gamelan.catalog.Functions;
import dev.gamelan.database.DatabaseFailure;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.NonRetriableException;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RetryAfterException;
import dev.gamelan.function.RunContext;
import dev.gamelan.step.Step;
import dev.gamelan.step.StepFailedException;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Works on a job: a step for each page. A page that cannot be stored is tried again with half as many items, down to the one that is
 * at fault. When a run has had enough steps, or the job is paused and resumed, the next turn is another run.
 */
@ApplicationScoped
public class BulkFunction {

    /** A page and a pause are two steps, of which a run can have 1,000. */
    private static final int PAGES = 300;

    static final int RETRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

    @EJB
    private Pages pages;

    /** @param turn see {@link Job.Turn} */
    public record Requested(String job, int turn) {}

    /** @param pages how many this run has worked on */
    public record Result(String job, String status, int pages) {}

    @DurableFunction(id = Functions.OWN, name = "Bulk jobs", retries = RETRIES)
    @OnEvent(name = Turns.EVENT)
    Result work(Requested requested, Step step, RunContext run) {
        int most = Pages.MOST;
        for (int number = 1; number <= PAGES; number++) {
            Page page;
            try {
                page = next(step, requested, run, most);
                most = Math.min(Pages.MOST, 2 * most);
            } catch (StepFailedException e) {
                if (!e.errorName().equals(NonRetriableException.class.getName())) {
                    throw e; // the database, not the items
                }
                if (most > 1) {
                    most /= 2;
                    continue;
                }
                page = step.transactional(
                        "give-up", () -> pages.giveUp(requested.job(), requested.turn(), e.errorMessage()));
            }
            if (page.isOver()) {
                return new Result(requested.job(), page.status(), number);
            }
            if (page.due() != null) {
                step.sleepUntil("rate", page.due());
            }
        }
        step.transactional("hand-over", () -> pages.handOver(requested.job(), requested.turn()));
        return new Result(requested.job(), "CONTINUED", PAGES);
    }

    private Page next(Step step, Requested requested, RunContext run, int most) {
        return step.transactional("page", () -> {
            try {
                return pages.next(requested.job(), requested.turn(), run.runId(), most);
            } catch (RetryAfterException e) {
                throw e; // nothing is wrong with the items
            } catch (RuntimeException e) {
                throw DatabaseFailure.isOutage(e) || DatabaseFailure.isConflict(e)
                        ? new RetryAfterException(message(e), BETWEEN_TRIES, e)
                        : new NonRetriableException(message(e), e);
            }
        });
    }

    /** Of the first cause: the container wraps what an EJB throws. */
    private static String message(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
