package dev.gamelan.execution;

import dev.gamelan.catalog.Moment;
import dev.gamelan.catalog.Moments;
import dev.gamelan.commit.ChangeKind;
import dev.gamelan.commit.Notice;
import dev.gamelan.commit.Notices;
import dev.gamelan.database.AfterCommit;
import dev.gamelan.engine.wire.IncomingEvent;
import dev.gamelan.eventlog.EventLog;
import dev.gamelan.eventlog.EventSpans;
import dev.gamelan.eventlog.LoggedEvent;
import dev.gamelan.metrics.RunMeters;
import dev.gamelan.platform.CrashPoint;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Carries transitions out, those of many runs in one transaction: locks the runs, decides for each transition whether it may,
 * and writes what follows from those that do.
 *
 * <p>The row of work of a run is its lock; steps, waits and the run itself are changed only under it, and runs are locked in
 * the order of their ids. So two transactions never wait for each other in a circle, and of two transitions that exclude each
 * other exactly one is recorded.
 */
@ApplicationScoped
class Transitions implements ChangeKind<Transition, Verdict> {

    @EJB
    private EventLog eventLog;

    @Inject
    private Moments moments;

    @Inject
    RunStore runs;

    @Inject
    WorkStore work;

    @Inject
    StepStore steps;

    @Inject
    AttemptStore attempts;

    @Inject
    OrphanStore orphans;

    @Inject
    WaitStore waits;

    @Inject
    RunFactory factory;

    @Inject
    private RunDriver driver;

    @Inject
    private AfterCommit afterCommit;

    @Inject
    private RunMeters meters;

    @Inject
    private Notices notices;

    @Inject
    RunTraces traces;

    @Inject
    private RunSpans spans;

    @Inject
    private EventSpans eventSpans;

    @Override
    public String name() {
        return "transition";
    }

    @Override
    public int rank() {
        return 3;
    }

    @Override
    public Object subject(Transition transition) {
        return transition.runId();
    }

    @Override
    public List<Verdict> write(List<Transition> submitted) {
        List<Transition> transitions = themselves(submitted);
        boolean mayBeStored = submitted.stream().anyMatch(Transition.Again.class::isInstance);
        TransitionBatch batch = new TransitionBatch(this, moments.current(), lock(transitions), mayBeStored);
        batch.know(waitingSteps(transitions, batch.runs()), causes(transitions, batch.runs()));
        List<Verdict> verdicts = transitions.stream().map(batch::apply).toList();
        batch.flush();
        passCrashPoints(transitions, verdicts, "");
        return verdicts;
    }

    /**
     * The same in the caller's transaction, which will change another run afterwards: that one is locked in its turn.
     *
     * @return what becomes of each, in order, if that transaction commits
     */
    List<Verdict> writeInTransaction(List<Transition> transitions, String otherRun) {
        Set<String> ids = subjects(transitions);
        ids.add(otherRun);
        work.lock(ids);
        List<Verdict> verdicts = write(transitions);
        afterCommit.run(() -> committed(transitions, verdicts));
        return verdicts;
    }

    @Override
    public void committed(List<Transition> submitted, List<Verdict> verdicts) {
        List<Transition> transitions = themselves(submitted);
        for (int i = 0; i < transitions.size(); i++) {
            Transition transition = transitions.get(i);
            if (transition instanceof Transition.Cancel && verdicts.get(i).isDone()) {
                driver.cancelled(transition.runId());
            }
        }
        passCrashPoints(transitions, verdicts, "-committed");
    }

    private static List<Transition> themselves(List<Transition> submitted) {
        return submitted.stream().map(Transition::itself).toList();
    }

    private void passCrashPoints(List<Transition> transitions, List<Verdict> verdicts, String moment) {
        if (CrashPoint.isArmed()) {
            IntStream.range(0, transitions.size())
                    .filter(i -> verdicts.get(i).isDone())
                    .forEach(i -> CrashPoint.at(name(), transitions.get(i).name() + moment));
        }
    }

    /**
     * When the transaction has committed what it has written is counted, and told to those who want to know.
     *
     * @param changed the runs; asked for only if somebody does
     * @param over what there are to be spans of; likewise
     */
    void tellAfterCommit(Consumer<RunMeters> written, Supplier<List<Notice>> changed, Supplier<List<RunFact>> over) {
        afterCommit.run(() -> {
            written.accept(meters);
            notices.tell(changed);
            spans.tell(over);
        });
    }

    /** @param events of runs that others have invoked; asked for only when there are to be spans of them */
    void invokedAfterCommit(Supplier<List<LoggedEvent>> events) {
        afterCommit.run(() -> eventSpans.tell(events));
    }

    /** Runs that are woken are due when the transaction has committed. */
    void woken() {
        driver.workIsDueAfterCommit();
    }

    /**
     * @param events of the server's own making
     * @param sent by steps
     */
    void accept(List<IncomingEvent> events, List<IncomingEvent> sent, Moment moment) {
        if (!events.isEmpty()) {
            eventLog.acceptNew(events, moment);
        }
        if (!sent.isEmpty()) {
            eventLog.acceptSent(sent, moment);
        }
    }

    private Map<String, Live> lock(List<Transition> transitions) {
        return work.lock(subjects(transitions));
    }

    /** The runs that these change, those that wait for them among them. */
    private Set<String> subjects(List<Transition> transitions) {
        Set<String> ids = new TreeSet<>();
        Set<String> cancelled = new TreeSet<>();
        for (Transition transition : transitions) {
            ids.add(transition.runId());
            if (transition instanceof Transition.Conclusion conclusion) {
                conclusion.claim().parent().ifPresent(parent -> ids.add(parent.runId()));
            } else if (transition instanceof Transition.Cancel) {
                cancelled.add(transition.runId());
            }
        }
        if (!cancelled.isEmpty()) {
            ids.addAll(work.parentsOf(cancelled));
        }
        return ids;
    }

    /** The steps whose state decides: those that are resolved or given up, and those that wait for a run that ends. */
    private List<StepStore.Stored> waitingSteps(List<Transition> transitions, Map<String, Live> live) {
        Set<String> runIds = new TreeSet<>();
        Set<String> keys = new TreeSet<>();
        for (Transition transition : transitions) {
            if (transition instanceof Transition.Resolution resolution) {
                runIds.add(resolution.runId());
                keys.add(resolution.stepKey());
            } else if (transition instanceof Transition.GiveUp giveUp) {
                runIds.add(giveUp.runId());
                keys.add(giveUp.over().key());
            } else if (live.containsKey(transition.runId())) {
                live.get(transition.runId()).parent.ifPresent(parent -> {
                    runIds.add(parent.runId());
                    keys.add(parent.stepKey());
                });
            }
        }
        List<StepStore.Stored> waiting = new ArrayList<>(runIds.isEmpty() ? List.of() : steps.find(runIds, keys));
        Set<String> hurried = transitions.stream()
                .filter(Transition.RetryNow.class::isInstance)
                .map(Transition::runId)
                .collect(Collectors.toSet());
        if (!hurried.isEmpty()) {
            waiting.addAll(steps.retrying(hurried));
        }
        return waiting;
    }

    /** What started the runs that are cancelled; the others bring it with them. */
    private Map<String, LoggedEvent> causes(Collection<Transition> transitions, Map<String, Live> live) {
        Set<String> ids = transitions.stream()
                .filter(transition -> transition instanceof Transition.Cancel && live.containsKey(transition.runId()))
                .map(transition -> live.get(transition.runId()).eventId)
                .collect(Collectors.toSet());
        return ids.isEmpty() ? Map.of() : eventLog.findAll(ids);
    }
}
