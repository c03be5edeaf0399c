package dev.gamelan.bench.functions;

import dev.gamelan.bench.recording.Recorder;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one recorder of this server. */
@ApplicationScoped
public class Recording {

    private final Recorder recorder = new Recorder();

    /** The file that steps are written to, if it is there. */
    @Inject
    @ConfigProperty(name = "gamelan.bench.journal")
    Optional<String> journal;

    public Recorder recorder() {
        return recorder;
    }

    /** Also right after a crash, before the first run goes on. */
    @PostConstruct
    void openJournal() {
        journal.map(Path::of).ifPresent(recorder::journal);
    }
}
