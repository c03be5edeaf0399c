package dev.gamelan.execution;

import dev.gamelan.engine.run.RunStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One execution of one function for one event, whether it lives or is over: a view, to be read. */
@SuppressWarnings("UnusedVariable") // queries read the fields
@Entity
@Table(schema = "gamelan", name = "run")
class Run {

    @Id
    private String id;

    @Column(name = "function_id")
    private String functionId;

    @Column(name = "event_id")
    private String eventId;

    @Enumerated(EnumType.STRING)
    private RunStatus status;

    private int attempt;
    private String output;
    private String error;

    @Column(name = "queued_at")
    private Instant queuedAt;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "ended_at")
    private Instant endedAt;

    @Column(name = "origin_run_id")
    private String originRunId;

    protected Run() {}
}
