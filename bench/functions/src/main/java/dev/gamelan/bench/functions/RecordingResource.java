package dev.gamelan.bench.functions;

import dev.gamelan.bench.recording.Recorder;
import dev.gamelan.bench.recording.Recorder.Progress;
import dev.gamelan.bench.recording.Times;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** What the functions have recorded. */
@Path("recording")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class RecordingResource {

    public record Arrays(long[] started, long[] finished) {}

    @Inject
    Recording recording;

    /** A new workload: forget the last one. */
    @POST
    public Progress begin(@QueryParam("base") int base, @QueryParam("size") int size) {
        recording.openJournal();
        recorder().begin(base, size);
        return recorder().progress();
    }

    /** Answers when the workload has come this far, or the time is over. */
    @GET
    @Path("progress")
    public Progress progress(
            @QueryParam("started") long started,
            @QueryParam("finished") long finished,
            @QueryParam("steps") long steps,
            @QueryParam("millis") long millis)
            throws InterruptedException {
        return recorder().await(new Progress(started, finished, steps), millis);
    }

    @GET
    @Path("times")
    public Arrays times() {
        Times times = recorder().times();
        return new Arrays(times.started(), times.finished());
    }

    @POST
    @Path("gate/closed")
    public Progress closeGate() {
        recorder().closeGate();
        return recorder().progress();
    }

    @POST
    @Path("gate/open")
    public Progress openGate() {
        recorder().openGate();
        return recorder().progress();
    }

    private Recorder recorder() {
        return recording.recorder();
    }
}
