package dev.gamelan.stream;

import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What commits have changed, kept for those who listen here and for those who listen elsewhere, as long as there are any. */
@ApplicationScoped
class Collected {

    private static final int MOST = 10_000;

    private final ChangeLog forHere = new ChangeLog(MOST);
    private final ChangeLog forOthers = new ChangeLog(MOST);

    @Inject
    Notices notices;

    private volatile boolean here;

    /** Until this node has looked, somebody may. */
    private volatile boolean elsewhere = true;

    ChangeLog forHere() {
        return forHere;
    }

    ChangeLog forOthers() {
        return forOthers;
    }

    boolean isWantedHere() {
        return here;
    }

    /** @param wanted whether somebody listens here, or may come back */
    synchronized void here(boolean wanted) {
        if (here != wanted) {
            here = wanted;
            forHere.forget(); // what has changed meanwhile, or will, nobody knows
        }
        listen();
    }

    /** @param wanted whether somebody listens on another node */
    synchronized void elsewhere(boolean wanted) {
        if (elsewhere && !wanted) {
            forOthers.forget();
        }
        elsewhere = wanted;
        listen();
    }

    synchronized void stop() {
        here = false;
        elsewhere = false;
        listen();
    }

    private void listen() {
        if (here || elsewhere) {
            notices.want(this::changed);
        } else {
            notices.wantNone();
        }
    }

    private void changed(List<Notice> changed) {
        if (here) {
            forHere.add(changed);
        }
        if (elsewhere) {
            forOthers.add(changed);
        }
    }
}
