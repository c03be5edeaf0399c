package dev.gamelan.stream;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What nodes tell each other. Through the database, because brokers may be as many as nodes: a node on which somebody listens says so
 * in its row, with a lease; while one does, the others write what they have changed, numbered without gaps, so that who
 * reads knows when something is missing. Called by one thread at a time.
 */
@ApplicationScoped
class Exchange {

    private static final long RENEWAL = StreamWork.LEASE.dividedBy(3).toNanos();

    /** Until then every other node has looked and knows that this one listens. */
    private static final long SETTLING = LiveStream.TICK.multipliedBy(3).toNanos();

    private static final long NEVER = Long.MIN_VALUE;

    @EJB
    StreamWork work;

    @Inject
    Collected collected;

    private final Map<String, Long> read = new HashMap<>();
    private Set<String> alive = Set.of();
    private long published;
    private long bundles;

    /** Whether it has left out changes because nobody listened. */
    private boolean isSilent;

    private long renewedAt = NEVER;
    private long heardFrom;
    private volatile boolean isHeard;

    /** Whether this node learns what others change from now on. */
    boolean isHeard() {
        return isHeard;
    }

    /** @param now nanoseconds, of {@link System#nanoTime} */
    void tick(long now) {
        List<Peer> peers = work.peers();
        boolean wanted = peers.stream().anyMatch(Peer::isListening);
        collected.elsewhere(wanted);
        if (wanted) {
            if (isSilent) {
                begin();
            }
            publish();
        } else {
            published = collected.forOthers().latest();
            isSilent = true;
        }
        if (collected.isWantedHere()) {
            keepListening(now, peers);
            receive(peers);
        } else {
            renewedAt = NEVER;
            isHeard = false;
        }
    }

    /** What this node has changed since another began to listen is missing: as a rule, the other one still waits until this has come. */
    private void begin() {
        bundles++;
        work.publish(bundles, List.of(), false);
        isSilent = false;
    }

    private void publish() {
        ChangeLog log = collected.forOthers();
        ChangeLog.Unread unread = log.after(published, Interest.ALL, Integer.MAX_VALUE, Integer.MAX_VALUE)
                .orElseGet(() -> new ChangeLog.Unread(List.of(), 1, log.latest()));
        if (!unread.newest().isEmpty() || unread.more() > 0) {
            // Counted before it is tried: if nobody knows whether it was written, a gap tells that something is
            // missing.
            bundles++;
            work.publish(bundles, unread.newest(), unread.more() == 0);
        }
        published = unread.upTo();
    }

    private void keepListening(long now, List<Peer> peers) {
        if (renewedAt == NEVER || now - renewedAt >= RENEWAL) {
            boolean isNew = renewedAt == NEVER;
            boolean unbroken = work.listen();
            if (isNew || !unbroken) {
                isHeard = false;
                heardFrom = peers.isEmpty() ? now : now + SETTLING;
                read.clear();
            }
            renewedAt = now;
        }
        if (!isHeard && now - heardFrom >= 0) {
            collected.forHere().forget();
            isHeard = true;
        }
    }

    private void receive(List<Peer> peers) {
        Set<String> now = peers.stream().map(Peer::incarnation).collect(Collectors.toSet());
        if (!now.equals(alive)) {
            // One that went may have told nobody what it did last, nor one that came what it did first.
            collected.forHere().forget();
        }
        alive = now;
        read.keySet().retainAll(now);
        if (now.isEmpty()) {
            return;
        }
        Map<String, Long> from = new HashMap<>();
        now.forEach(peer -> from.put(peer, read.getOrDefault(peer, 0L)));
        for (Bundle bundle : work.published(from)) {
            Long before = read.put(bundle.incarnation(), bundle.number());
            if (!bundle.isComplete() || (before != null && bundle.number() != before + 1)) {
                collected.forHere().forget();
            }
            collected.forHere().add(bundle.notices());
        }
    }
}
