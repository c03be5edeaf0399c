package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Cpu;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Subject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Something to do with a subject, and figures about it. */
public interface Workload {

    /** A subject that is slower than this is reported with what it has done. */
    Duration LIMIT = Duration.ofSeconds(120);

    List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception;

    /** Nothing has moved for so long: it will not. */
    Duration STANDSTILL = Duration.ofSeconds(30);

    /** Compilers at work take more than this share of the CPU: the subject is not itself yet. */
    double COMPILERS_BUSY = 0.08;

    /** One round of a workload that is not measured. */
    @FunctionalInterface
    interface Round {
        void run() throws Exception;
    }

    /** Repeats a round until the Java compilers have little left to do. */
    static void warmUp(Subject subject, Sizes sizes, Round round) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(sizes.warmUpSeconds());
        double share;
        do {
            Cpu cpu = Cpu.of(subject.processes());
            round.run();
            share = cpu.compilerShare();
        } while (share > COMPILERS_BUSY && System.nanoTime() < deadline);
    }

    static Progress finished(long count) {
        return new Progress(0, count, 0);
    }

    /** Waits until so many functions are finished, none does any more, or the limit is reached. */
    static Progress awaitFinished(Subject subject, long count) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Progress before = new Progress(0, -1, 0);
        Progress present = subject.await(finished(count), STANDSTILL);
        while (present.finished() < count && present.finished() > before.finished() && System.nanoTime() < deadline) {
            before = present;
            present = subject.await(finished(count), STANDSTILL);
        }
        return present;
    }
}
