package dev.gamelan.diagnostics;

import dev.gamelan.platform.Workers;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the broker answers. Nothing depends on that: without it runs start later, from the database. */
@ApplicationScoped
public class Broker {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Resource(lookup = "jms/gamelan")
    private ConnectionFactory connections;

    @Inject
    private Workers workers;

    /** A question that has not been answered yet; as long as there is one, no other is asked. */
    private CompletableFuture<String> asked;

    public BrokerState state() {
        try {
            return new BrokerState(true, question().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "");
        } catch (ExecutionException | RejectedExecutionException e) {
            return away(Causes.reason(e));
        } catch (TimeoutException e) {
            return away("no answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return away("the server is stopping");
        }
    }

    private static BrokerState away(String problem) {
        return new BrokerState(false, "", problem);
    }

    private synchronized CompletableFuture<String> question() {
        if (asked == null || asked.isDone()) {
            asked = CompletableFuture.supplyAsync(this::provider, workers);
        }
        return asked;
    }

    private String provider() {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            return context.getMetaData().getJMSProviderName() + " "
                    + context.getMetaData().getProviderVersion();
        } catch (JMSException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
