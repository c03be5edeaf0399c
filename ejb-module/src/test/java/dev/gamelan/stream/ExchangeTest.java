package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node tells another, and what it makes of what it is told; the database is a list. */
class ExchangeTest {

    private static final String PEER = "01KE0000000000000000000000";
    private static final Notice RUN = Notice.ofRun("run", "function");
    private static final Notice ANOTHER = Notice.ofRun("another", "function");

    private final Notices notices = new Notices();
    private final Collected collected = new Collected();
    private final Exchange exchange = new Exchange();
    private final Table table = new Table();
    private long now;

    /** What other nodes have written, and what this one writes. */
    private static final class Table extends StreamWork {

        private List<Peer> peers = List.of();
        private final List<Bundle> told = new ArrayList<>();
        private final List<Bundle> published = new ArrayList<>();
        private boolean isLeaseUnbroken;
        private boolean isAway;

        @Override
        public List<Peer> peers() {
            return peers;
        }

        @Override
        public boolean listen() {
            boolean unbroken = isLeaseUnbroken;
            isLeaseUnbroken = true;
            return unbroken;
        }

        @Override
        public void publish(long number, List<Notice> changed, boolean isComplete) {
            if (isAway) {
                throw new IllegalStateException("the database does not answer");
            }
            published.add(new Bundle("self", number, changed, isComplete));
        }

        @Override
        public List<Bundle> published(Map<String, Long> read) {
            return told.stream()
                    .filter(bundle -> bundle.number() > read.getOrDefault(bundle.incarnation(), Long.MAX_VALUE))
                    .toList();
        }
    }

    @SuppressWarnings("UnnecessaryAssignment") // there is no container here
    @BeforeEach
    void start() {
        collected.notices = notices;
        exchange.collected = collected;
        exchange.work = table;
        collected.elsewhere(true);
    }

    @Test
    void nothingIsCollectedWhenNobodyListens() {
        tick();

        notices.tell(() -> {
            throw new AssertionError("nobody wants to know");
        });
        assertThat(table.published).isEmpty();
    }

    @Test
    void whatChangesIsToldWhileAnotherListens() {
        table.peers = List.of(new Peer(PEER, true));
        tick();
        change(RUN);
        change(ANOTHER);
        tick();
        tick();
        change(RUN);
        tick();

        assertThat(table.published)
                .containsExactly(
                        new Bundle("self", 1, List.of(RUN, ANOTHER), true), new Bundle("self", 2, List.of(RUN), true));
    }

    @Test
    void whatChangesBeforeThisNodeHasLookedIsToldToo() {
        table.peers = List.of(new Peer(PEER, true));
        change(RUN);
        tick();

        assertThat(table.published).containsExactly(new Bundle("self", 1, List.of(RUN), true));
    }

    @Test
    void whoListensLaterIsToldThatWhatWasBeforeIsMissing() {
        table.peers = List.of(new Peer(PEER, false));
        tick();
        change(ANOTHER);
        tick();
        table.peers = List.of(new Peer(PEER, true));
        tick();
        change(RUN);
        tick();
        tick();

        assertThat(table.published)
                .containsExactly(new Bundle("self", 1, List.of(), false), new Bundle("self", 2, List.of(RUN), true));
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLaterBehindAGap() {
        table.peers = List.of(new Peer(PEER, true));
        change(RUN);
        table.isAway = true;
        assertThatThrownBy(this::tick).hasMessageContaining("does not answer");
        table.isAway = false;
        tick();

        assertThat(table.published).containsExactly(new Bundle("self", 2, List.of(RUN), true));
    }

    @Test
    void moreThanCanBeKeptIsToldToBeIncomplete() {
        table.peers = List.of(new Peer(PEER, true));
        tick();
        for (int i = 0; i < 10_001; i++) {
            change(Notice.ofRun("run" + i, "function"));
        }
        tick();
        change(RUN);
        tick();

        assertThat(table.published)
                .containsExactly(new Bundle("self", 1, List.of(), false), new Bundle("self", 2, List.of(RUN), true));
    }

    @Test
    void aloneItIsHeardAtOnce() {
        collected.here(true);
        tick();

        assertThat(exchange.isHeard()).isTrue();
    }

    @Test
    void otherNodesAreGivenTimeToNoticeThatThisOneListens() {
        table.peers = List.of(new Peer(PEER, false));
        collected.here(true);
        tick();
        assertThat(exchange.isHeard()).isFalse();

        tick(Duration.ofMillis(800));
        assertThat(exchange.isHeard()).isTrue();
    }

    @Test
    void whatOthersChangeIsCollected() {
        long before = listen();
        tell(5, RUN);
        tell(6, ANOTHER);
        tick();

        assertThat(unread(before)).containsExactly(RUN, ANOTHER);
        tick();
        assertThat(unread(before)).containsExactly(RUN, ANOTHER);
    }

    @Test
    void afterAGapEverybodyBeginsAnew() {
        tell(5, RUN);
        long before = listen();
        tell(7, ANOTHER);
        tick();

        assertThat(collected.forHere().reaches(before)).isFalse();
    }

    @Test
    void afterAnIncompleteBundleEverybodyBeginsAnew() {
        long before = listen();
        table.told.add(new Bundle(PEER, 5, List.of(), false));
        tick();

        assertThat(collected.forHere().reaches(before)).isFalse();
    }

    @Test
    void whenANodeGoesEverybodyBeginsAnew() {
        long before = listen();
        table.peers = List.of();
        tick();

        assertThat(collected.forHere().reaches(before)).isFalse();
    }

    @Test
    void whoWasNotHeardForAWhileBeginsAnew() {
        long before = listen();
        table.isLeaseUnbroken = false;
        tick(Duration.ofSeconds(20));
        assertThat(exchange.isHeard()).isFalse();
        tick(Duration.ofSeconds(1));

        assertThat(exchange.isHeard()).isTrue();
        assertThat(collected.forHere().reaches(before)).isFalse();
    }

    @Test
    void aLeaseThatIsRenewedInTimeMissesNothing() {
        long before = listen();
        tick(Duration.ofSeconds(6));
        tick(Duration.ofSeconds(6));

        assertThat(exchange.isHeard()).isTrue();
        assertThat(collected.forHere().reaches(before)).isTrue();
    }

    /** @return where a client begins that comes now */
    private long listen() {
        table.peers = List.of(new Peer(PEER, false));
        collected.here(true);
        tick();
        tick(Duration.ofSeconds(1));
        return collected.forHere().latest();
    }

    private void tell(long number, Notice notice) {
        table.told.add(new Bundle(PEER, number, List.of(notice), true));
    }

    private List<Notice> unread(long number) {
        return collected
                .forHere()
                .after(number, Interest.ALL, 10, 10)
                .orElseThrow()
                .newest();
    }

    private void change(Notice notice) {
        notices.tell(() -> List.of(notice));
    }

    private void tick() {
        tick(Duration.ofMillis(250));
    }

    private void tick(Duration later) {
        now += later.toNanos();
        exchange.tick(now);
    }
}
