package dev.gamelan.web.ingest;

import dev.gamelan.web.problem.EjbProblems;
import dev.gamelan.web.problem.Problems;
import dev.gamelan.web.problem.ServerKindFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The event API: {@code POST /e/{key}}. */
@ApplicationPath("e")
public class IngestApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                EventsResource.class,
                EventProblems.class,
                EjbProblems.class,
                Problems.class,
                ServerKindFilter.class,
                RejectionFilter.class);
    }
}
