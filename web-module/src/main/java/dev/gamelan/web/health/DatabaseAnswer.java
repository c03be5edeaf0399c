package dev.gamelan.web.health;

import dev.gamelan.catalog.Catalog;
import dev.gamelan.platform.Workers;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the database answers, within the time that whoever asks for health waits. */
@ApplicationScoped
class DatabaseAnswer {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @EJB
    private Catalog catalog;

    @Inject
    private Workers workers;

    /** A question that has not been answered yet; as long as there is one, no other is asked. */
    private CompletableFuture<Void> asked = CompletableFuture.completedFuture(null);

    /** False too when it is not certain. */
    boolean comes() {
        try {
            question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized CompletableFuture<Void> question() {
        if (asked.isDone()) {
            asked = CompletableFuture.runAsync(catalog::touch, workers);
        }
        return asked;
    }

    /** What the exception that is at the bottom of it says. */
    static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
