package dev.gamelan.commit;

import dev.gamelan.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import java.time.Duration;

/** The life of the {@link Writer}: from when the schema is there until everything else has stopped. */
@Startup
@Singleton
@DependsOn("NodeTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WriterThreads {

    @Inject
    private Writer writer;

    @Inject
    private Settings settings;

    @Resource
    private ManagedThreadFactory threadFactory;

    @PostConstruct
    void start() {
        writer.start(threadFactory);
    }

    /**
     * For how long a writer has had something to write and has brought no attempt to an end, whether it succeeded or not. While
     * the database is away attempts end with an exception, so that this stays short.
     */
    @Lock(LockType.READ)
    public Duration stuckFor() {
        return writer.stuckFor();
    }

    /** Whether that is longer than it can be if all is well, or the database is away. */
    @Lock(LockType.READ)
    public boolean isStuck() {
        return stuckFor().compareTo(settings.writerPatience()) > 0;
    }

    @PreDestroy
    void stop() {
        writer.stop();
    }
}
