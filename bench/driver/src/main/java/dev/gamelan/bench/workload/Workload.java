package dev.gamelan.bench.workload;

import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.subject.Subject;
import java.time.Duration;
import java.util.List;

/** Something to do with a subject, and figures about it. */
public interface Workload {

    /** A subject that is slower than this is reported with what it has done. */
    Duration LIMIT = Duration.ofSeconds(120);

    List<Measurement> run(Subject subject, Keys keys, Sizes sizes) throws Exception;

    static Progress finished(long count) {
        return new Progress(0, count, 0);
    }
}
