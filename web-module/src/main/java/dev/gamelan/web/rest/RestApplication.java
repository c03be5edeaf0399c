package dev.gamelan.web.rest;

import dev.gamelan.web.problem.EjbProblems;
import dev.gamelan.web.problem.Problems;
import dev.gamelan.web.problem.ServerKindFilter;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** REST v1: the log, the runs, the functions, and how much there is of them, to be read and followed. */
@ApplicationPath("v1")
public class RestApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                BulkResource.class,
                CancellationsResource.class,
                DiagnosticsResource.class,
                ErrorsResource.class,
                EventLogResource.class,
                EventsExportResource.class,
                FunctionsResource.class,
                RunExportResource.class,
                RunImportResource.class,
                RunsExportResource.class,
                RunsResource.class,
                ServerResource.class,
                SignalsResource.class,
                StatsResource.class,
                StorageResource.class,
                StreamResource.class,
                TraceResource.class,
                Problems.class,
                EjbProblems.class,
                ServerKindFilter.class);
    }
}
