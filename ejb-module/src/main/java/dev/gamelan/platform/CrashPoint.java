package dev.gamelan.platform;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Moments at which a crash would hurt most, between two things that have to be survived together. Tests arm one of them, and
 * the process ends there as {@code kill -9} would end it; otherwise passing one costs the read of a variable.
 */
public final class CrashPoint {

    /** Every moment there is; a test that does not know them all is not complete. */
    public static final List<String> NAMES = List.of(
            "accept.written",
            "accept.committed",
            "start.written",
            "start.committed",
            "claim.written",
            "claim.claimed",
            "claim.committed",
            "transition.written",
            "transition.progress",
            "transition.wait-registered",
            "transition.suspend",
            "transition.complete",
            "transition.fail",
            "transition.retry",
            "transition.resolve",
            "transition.cancel",
            "transition.give-up",
            "transition.committed",
            "transition.progress-committed",
            "transition.suspend-committed",
            "transition.resolve-committed",
            "transition.complete-committed",
            "transaction.written",
            "transaction.committed",
            "relay.before-send",
            "relay.after-send",
            "admission.admitted",
            "driver.claimed-before-call",
            "driver.called-before-conclusion",
            "waits.committed-before-look",
            "waits.matched",
            "waits.resolved",
            "retention.steps-deleted",
            "retention.deleted",
            "retention.committed");

    private static final int KILLED = 137;
    private static volatile Armed armed;

    private record Armed(String name, AtomicInteger passages) {}

    private CrashPoint() {}

    /** The process ends when this moment comes for the so-many-th time. */
    public static void arm(String name, int times) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("there is no crash point " + name);
        }
        armed = new Armed(name, new AtomicInteger(times));
    }

    public static boolean isArmed() {
        return armed != null;
    }

    public static void at(String name) {
        Armed now = armed;
        if (now != null && now.name.equals(name) && now.passages.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    public static void at(String what, String moment) {
        if (isArmed()) {
            at(what + "." + moment);
        }
    }
}
