package dev.gamelan.stream;

import dev.gamelan.platform.Node;
import dev.gamelan.platform.Workers;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells those who listen here what has changed. What is told is read from the database after the changes have committed, so that it is
 * never ahead of what can be read, and once for all who are told the same. Called by one thread at a time.
 */
@ApplicationScoped
class Delivery {

    private static final int AT_ONCE = 200;

    /** Retention deletes less in the time between two messages. */
    private static final int DELETED_AT_ONCE = 1_000;

    /** A little less than between two beats, which are not regular. */
    private static final long BETWEEN = LiveStream.TICK.toNanos() * 4 / 5;

    @EJB
    private StreamWork work;

    @Inject
    private Collected collected;

    @Inject
    private Exchange exchange;

    @Inject
    private Clients clients;

    @Inject
    private Workers workers;

    @Inject
    private Node node;

    private long toldAt = System.nanoTime();

    /** Clients that are told the same. */
    private record Group(long readTo, Interest interest) {}

    /** @param now nanoseconds, of {@link System#nanoTime} */
    void tick(long now) {
        List<Client> ready = clients.ready();
        if (ready.isEmpty() || !exchange.isHeard()) {
            return;
        }
        Map<Boolean, List<Client>> greeted = ready.stream().collect(Collectors.partitioningBy(Client::isGreeted));
        if (!greeted.get(false).isEmpty()) {
            Instant time = work.now();
            greeted.get(false).forEach(client -> greet(client, time));
        }
        if (!greeted.get(true).isEmpty() && now - toldAt >= BETWEEN) {
            toldAt = now;
            tellChanges(greeted.get(true), now);
        }
    }

    private void greet(Client client, Instant time) {
        ChangeLog log = collected.forHere();
        Position before = client.before();
        boolean resumed =
                before != null && before.incarnation().equals(node.incarnation()) && log.reaches(before.number());
        long from = resumed ? before.number() : log.latest();
        client.greeted();
        client.read(from);
        client.tell(workers, listener -> {
            listener.hello(id(from), resumed, time);
            if (before != null && !resumed) {
                listener.reset(id(from));
            }
        });
    }

    private void tellChanges(List<Client> greeted, long now) {
        Map<Group, List<Client>> groups = greeted.stream()
                .collect(Collectors.groupingBy(client -> new Group(client.readTo(), client.interest())));
        Map<Group, ChangeLog.Unread> unread = new HashMap<>();
        groups.forEach((group, members) -> {
            Optional<ChangeLog.Unread> found =
                    collected.forHere().after(group.readTo(), group.interest(), AT_ONCE, DELETED_AT_ONCE);
            if (found.isEmpty()) {
                members.forEach(this::reset);
            } else if (found.get().newest().isEmpty()) {
                members.forEach(client -> nothingNew(client, found.get().upTo(), now));
            } else {
                unread.put(group, found.get());
            }
        });
        if (!unread.isEmpty()) {
            Reading reading = Reading.of(unread.values(), work);
            unread.forEach((group, changed) -> {
                Changes changes = reading.changes(changed);
                String id = id(changed.upTo());
                groups.get(group).forEach(client -> {
                    client.read(changed.upTo());
                    client.tell(workers, listener -> listener.changed(id, changes));
                });
            });
        }
    }

    private void reset(Client client) {
        long latest = collected.forHere().latest();
        client.read(latest);
        client.tell(workers, listener -> listener.reset(id(latest)));
    }

    private void nothingNew(Client client, long upTo, long now) {
        client.read(upTo);
        if (client.isQuiet(now)) {
            client.tell(workers, Listener::heartbeat);
        }
    }

    private String id(long number) {
        return new Position(node.incarnation(), number).toString();
    }
}
