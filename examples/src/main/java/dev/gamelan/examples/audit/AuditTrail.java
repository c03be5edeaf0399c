package dev.gamelan.examples.audit;

import dev.gamelan.event.Event;
import dev.gamelan.examples.hello.Hello;
import dev.gamelan.function.DurableFunction;
import dev.gamelan.function.OnEvent;
import dev.gamelan.function.RunContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** A third function on the same event, with a persistence unit of its own module. */
@ApplicationScoped
public class AuditTrail {

    @PersistenceContext(unitName = "examples")
    EntityManager entities;

    @DurableFunction(id = "audit-trail", name = "Write the audit trail")
    @OnEvent(Hello.class)
    @Transactional
    public void record(Event<Hello> event, RunContext run) {
        entities.merge(new AuditEntry(run.runId(), event.name(), event.data().email()));
    }
}
