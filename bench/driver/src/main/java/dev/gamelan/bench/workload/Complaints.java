package dev.gamelan.bench.workload;

import dev.gamelan.bench.subject.Subject;
import java.util.concurrent.atomic.AtomicInteger;

/** Says why submissions fail, but not ten thousand times. */
final class Complaints {

    private static final AtomicInteger LEFT = new AtomicInteger(5);

    private Complaints() {}

    static void say(Subject subject, Exception problem) {
        if (LEFT.getAndDecrement() > 0) {
            System.err.println(subject.name() + ": a submission failed: " + problem);
        }
    }
}
