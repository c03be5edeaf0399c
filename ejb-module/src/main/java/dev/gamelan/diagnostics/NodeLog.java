package dev.gamelan.diagnostics;

import dev.gamelan.catalog.NodeState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The last things that became of servers, as one of them has seen it. */
final class NodeLog {

    private static final int MOST = 200;

    private final String self;
    private final Deque<NodeEvent> events = new ArrayDeque<>();
    private Map<String, NodeState> last = Map.of();
    private boolean hasLooked;
    private boolean isDatabaseAway;

    NodeLog(String self) {
        this.self = self;
    }

    /** These servers are there. */
    synchronized void saw(Instant now, List<NodeState> nodes) {
        if (isDatabaseAway) {
            isDatabaseAway = false;
            add(now, self, "the database answers again");
        }
        Map<String, NodeState> seen = new TreeMap<>(
                nodes.stream().collect(Collectors.toMap(NodeState::name, Function.identity(), (one, other) -> one)));
        seen.forEach((name, node) -> compare(now, last.get(name), node));
        last.keySet().stream()
                .filter(name -> !seen.containsKey(name))
                .forEach(name -> add(now, name, "was forgotten: it has been silent for too long"));
        last = seen;
        hasLooked = true;
    }

    private void compare(Instant now, NodeState before, NodeState node) {
        if (before == null) {
            String functions = " with " + node.functions() + " functions";
            add(
                    now,
                    node.name(),
                    (hasLooked ? "came" : node.isAlive() ? "was there" : "was there, silent") + functions);
            return;
        }
        if (!before.incarnation().equals(node.incarnation())) {
            add(now, node.name(), "has started anew");
        }
        if (before.isAlive() != node.isAlive()) {
            add(now, node.name(), node.isAlive() ? "gives signs of life again" : "is silent since " + node.seenAt());
        }
        if (before.functions() != node.functions()) {
            add(now, node.name(), "offers " + node.functions() + " functions instead of " + before.functions());
        }
    }

    /** Who is there could not be read. */
    synchronized void failed(Instant now, String problem) {
        if (!isDatabaseAway) {
            isDatabaseAway = true;
            add(now, self, "the database does not answer: " + Secrets.masked(problem));
        }
    }

    private void add(Instant now, String node, String text) {
        events.addLast(new NodeEvent(now, node, text));
        if (events.size() > MOST) {
            events.removeFirst();
        }
    }

    /** The oldest first. */
    synchronized List<NodeEvent> events() {
        return List.copyOf(events);
    }
}
