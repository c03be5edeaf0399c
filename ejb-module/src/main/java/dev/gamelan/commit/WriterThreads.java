package dev.gamelan.commit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;

/** The life of the {@link Writer}: from when the schema is there until everything else has stopped. */
@Startup
@Singleton
@DependsOn("NodeTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WriterThreads {

    @Inject
    private Writer writer;

    @Resource
    private ManagedThreadFactory threadFactory;

    @PostConstruct
    void start() {
        writer.start(threadFactory);
    }

    @PreDestroy
    void stop() {
        writer.stop();
    }
}
