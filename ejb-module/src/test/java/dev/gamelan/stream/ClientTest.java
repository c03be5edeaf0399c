package dev.gamelan.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** A client that takes its time, and one that goes. */
class ClientTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final Heard listener = new Heard();
    private final Client client = new Client(Interest.ALL, listener, null);

    @Test
    void isToldTheNextThingWhenItHasTakenTheLast() {
        client.tell(threads::add, Listener::heartbeat);
        assertThat(client.isReady()).isFalse();

        threads.remove().run();

        assertThat(client.isReady()).isTrue();
        assertThat(listener.heard).containsExactly("heartbeat");
    }

    @Test
    void isLostWhenItTakesTooLong() {
        client.tell(threads::add, Listener::heartbeat);

        assertThat(client.isLost(in(Duration.ofSeconds(20)))).isFalse();
        assertThat(client.isLost(in(Duration.ofSeconds(31)))).isTrue();
    }

    @Test
    void isLostWhenItCannotBeToldAnything() {
        client.tell(threads::add, told -> {
            throw new IllegalStateException("the connection is closed");
        });
        threads.remove().run();

        assertThat(client.isReady()).isFalse();
        assertThat(client.isLost(System.nanoTime())).isTrue();
    }

    @Test
    void isQuietSomeTimeAfterTheLastWord() {
        client.tell(Runnable::run, Listener::heartbeat);

        assertThat(client.isQuiet(in(Duration.ofSeconds(10)))).isFalse();
        assertThat(client.isQuiet(in(Duration.ofSeconds(16)))).isTrue();
    }

    private static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    private static final class Heard implements Listener {

        private final List<String> heard = new ArrayList<>();

        @Override
        public void hello(String id, boolean resumed, Instant now) {
            heard.add("hello");
        }

        @Override
        public void changed(String id, Changes changes) {
            heard.add("changes");
        }

        @Override
        public void reset(String id) {
            heard.add("reset");
        }

        @Override
        public void heartbeat() {
            heard.add("heartbeat");
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public void end() {
            heard.add("end");
        }
    }
}
