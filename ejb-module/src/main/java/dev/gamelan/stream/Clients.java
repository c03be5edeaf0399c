package dev.gamelan.stream;

import dev.gamelan.platform.Settings;
import dev.gamelan.platform.Workers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;

/** Those who listen on this node. */
@ApplicationScoped
class Clients {

    /** So long a client may take to come back and find everything that it has missed, when nobody else listens. */
    private static final Duration RETURN = Duration.ofMinutes(1);

    @Inject
    private Collected collected;

    @Inject
    private Settings settings;

    @Inject
    private Workers workers;

    private final List<Client> clients = new CopyOnWriteArrayList<>();
    private volatile Runnable comes = () -> {};
    private boolean stopped;
    private long lastSeen;

    /** @param greeting has to be quick */
    void whenOneComes(Runnable greeting) {
        comes = greeting;
    }

    /** @return false when there are as many as there may be, or the application stops */
    synchronized boolean add(Client client) {
        if (stopped || clients.size() >= settings.streamClients()) {
            return false;
        }
        lastSeen = System.nanoTime();
        if (!collected.isWantedHere()) {
            collected.here(true);
        }
        clients.add(client);
        comes.run();
        return true;
    }

    int count() {
        return clients.size();
    }

    List<Client> ready() {
        return clients.stream().filter(Client::isReady).toList();
    }

    /**
     * Those who have gone are forgotten, and when nobody has come back for some time nothing is collected any more.
     *
     * @param now nanoseconds, of {@link System#nanoTime}
     */
    synchronized void tidy(long now) {
        List<Client> lost =
                clients.stream().filter(client -> client.isLost(now)).toList();
        clients.removeAll(lost);
        lost.forEach(this::endElsewhere);
        if (!clients.isEmpty()) {
            lastSeen = now;
        } else if (collected.isWantedHere() && now - lastSeen >= RETURN.toNanos()) {
            collected.here(false);
        }
    }

    synchronized void stop() {
        stopped = true;
        clients.forEach(client -> {
            if (client.isReady()) {
                client.end();
            } else {
                endElsewhere(client);
            }
        });
        clients.clear();
    }

    /** Its connection may be stuck, and with it whoever wants to close it. */
    private void endElsewhere(Client client) {
        try {
            workers.execute(client::end);
        } catch (RejectedExecutionException e) {
            // The application stops, and its connections with it.
        }
    }
}
