package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamelan.deploy.Admission;
import dev.gamelan.event.EventRejectedException;
import dev.gamelan.event.Events;
import dev.gamelan.event.OutgoingEvent;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.EventQuery;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.execution.RunRecord;
import dev.gamelan.execution.Runs;
import dev.gamelan.search.Paging;
import dev.gamelan.search.Period;
import dev.gamelan.search.Terms;
import dev.gamelan.systemtests.harness.InContainerDeployment;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can only be seen from inside: transactions of a caller, doubled messages, rows of the functions' own. */
@Order(20)
@ExtendWith(ArquillianExtension.class)
class InContainerIT {

    @Deployment
    static EnterpriseArchive ear() {
        return InContainerDeployment.create(InContainerIT.class);
    }

    @Inject
    Events events;

    @EJB
    EventLog eventLog;

    @EJB
    Runs runs;

    @EJB(lookup = Admission.LOOKUP)
    Admission admission;

    @Resource
    UserTransaction transaction;

    @Resource(lookup = "jdbc/gamelan")
    DataSource dataSource;

    @Test
    void anEventIsThereWhenItsTransactionCommits() throws Exception {
        String name = uniqueName();
        transaction.begin();
        String id = events.send(name, Map.of("n", 1));
        transaction.commit();

        assertThat(eventLog.find(id)).map(LoggedEvent::name).contains(name);
    }

    @Test
    void anEventWasNeverThereWhenItsTransactionRollsBack() throws Exception {
        String name = uniqueName();
        transaction.begin();
        String id = events.send(name, Map.of("n", 1));
        String hello = events.send("test/hello.world", Map.of("email", name));
        transaction.rollback();

        assertThat(eventLog.find(id)).isEmpty();
        assertThat(count("select count(*) from gamelan.dispatch where event_id = ?", hello))
                .isZero();
    }

    @Test
    void businessRowsAndEventsShareOneTransaction() throws Exception {
        String row = UUID.randomUUID().toString().substring(0, 26);
        String name = uniqueName();
        transaction.begin();
        insertAudit(row);
        events.send(name, Map.of());
        transaction.rollback();
        assertThat(count("select count(*) from examples.audit_entry where run_id = ?", row))
                .isZero();
        assertThat(named(name)).isEmpty();

        transaction.begin();
        insertAudit(row);
        events.send(name, Map.of());
        transaction.commit();
        assertThat(count("select count(*) from examples.audit_entry where run_id = ?", row))
                .isOne();
        assertThat(named(name)).hasSize(1);
    }

    @Test
    void withoutATransactionAnEventIsStoredAtOnce() {
        String id = events.send(OutgoingEvent.named(uniqueName(), Map.of()).at(Instant.parse("2030-01-01T00:00:00Z")));

        assertThat(eventLog.find(id)).map(LoggedEvent::timestamp).contains(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void oneBadEventRejectsAllOfThem() {
        String name = uniqueName();

        assertThatThrownBy(() -> events.sendAll(
                        List.of(OutgoingEvent.named(name, Map.of()), OutgoingEvent.named("inngest/x", Map.of()))))
                .isInstanceOf(EventRejectedException.class)
                .hasMessageContaining("events[1].name is reserved");
        assertThatThrownBy(() -> events.send(new Object()))
                .isInstanceOf(EventRejectedException.class)
                .hasMessageContaining("@EventName");
        assertThat(named(name)).isEmpty();
    }

    @Test
    void aMessageThatComesAgainStartsNothing() {
        String id = events.send("test/hello.world", Map.of("email", "again@example.com"));
        awaitRuns(id);

        admission.admit("hello-world", List.of(id));
        admission.admit("hello-world", Collections.nCopies(3, id));
        admission.admit("hello-world", List.of("01ARZ3NDEKTSV4RRFFQ69G5FAV"));

        assertThat(runs.findByEvent(id)).hasSize(3);
    }

    @Test
    void functionsWriteThroughTheirOwnPersistenceUnit() {
        String id = events.send("test/hello.world", Map.of("email", "audited@example.com"));

        String runId = awaitRuns(id).stream()
                .filter(run -> run.functionId().equals("audit-trail"))
                .findFirst()
                .orElseThrow()
                .id();

        assertThat(count("select count(*) from examples.audit_entry where run_id = ?", runId))
                .isOne();
    }

    private List<RunRecord> awaitRuns(String eventId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> runs.findByEvent(eventId),
                        found -> found.size() == 3
                                && found.stream().allMatch(run -> run.status().isTerminal()));
    }

    private List<LoggedEvent> named(String name) {
        return eventLog.list(new EventQuery(
                        Optional.of(name), Optional.empty(), true, Period.ALWAYS, Terms.NONE, Paging.first(10)))
                .rows();
    }

    private void insertAudit(String id) throws Exception {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into examples.audit_entry (run_id, event_name) values (?, 'test')")) {
            insert.setString(1, id);
            insert.executeUpdate();
        }
    }

    private int count(String query, String parameter) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, parameter);
            try (ResultSet result = select.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String uniqueName() {
        return "in-container/" + UUID.randomUUID();
    }
}
