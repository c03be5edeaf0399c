package dev.gamelan.examples.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What happened, for the auditors. One row for each run, however often it is tried. */
@Entity
@Table(schema = "examples", name = "audit_entry")
public class AuditEntry {

    @Id
    @Column(name = "run_id")
    private String runId;

    @Column(name = "event_name")
    private String eventName;

    private String subject;

    protected AuditEntry() {}

    public AuditEntry(String runId, String eventName, String subject) {
        this.runId = runId;
        this.eventName = eventName;
        this.subject = subject;
    }

    public String runId() {
        return runId;
    }

    public String eventName() {
        return eventName;
    }

    public String subject() {
        return subject;
    }
}
