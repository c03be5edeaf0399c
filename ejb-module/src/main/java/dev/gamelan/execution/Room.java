package dev.gamelan.execution;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How many runs a node works on at once, in all and of each function: a slow function leaves room for the others. */
final class Room {

    private final int total;
    private final int perFunction;
    private final Map<String, Integer> takenByFunction = new HashMap<>();
    private int taken;

    Room(int total, int perFunction) {
        this.total = total;
        this.perFunction = Math.min(total, perFunction);
    }

    synchronized boolean reserve(String functionId) {
        if (taken >= total || takenBy(functionId) >= perFunction) {
            return false;
        }
        reserveAnyway(functionId);
        return true;
    }

    synchronized void reserveAnyway(String functionId) {
        taken++;
        takenByFunction.merge(functionId, 1, Integer::sum);
    }

    synchronized void giveBack(String functionId) {
        taken--;
        takenByFunction.merge(functionId, -1, (before, change) -> before + change == 0 ? null : before + change);
        if (taken == 0) {
            notifyAll();
        }
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int free() {
        return Math.max(0, total - taken);
    }

    /** For each of these functions with room for any: for how many of its runs there is. */
    synchronized Map<String, Integer> quotas(Set<String> functionIds) {
        Map<String, Integer> quotas = new HashMap<>();
        for (String functionId : functionIds) {
            int quota = roomFor(functionId);
            if (quota > 0) {
                quotas.put(functionId, quota);
            }
        }
        return quotas;
    }

    /** Those of these functions that there is no room for at all. */
    synchronized Set<String> full(Set<String> functionIds) {
        return functionIds.stream()
                .filter(functionId -> roomFor(functionId) <= 0)
                .collect(Collectors.toUnmodifiableSet());
    }

    private int roomFor(String functionId) {
        return Math.min(free(), perFunction - takenBy(functionId));
    }

    /** Whether a quarter of the room is free, in all or of this function: what comes free next can wait for that. */
    synchronized boolean isWorthClaiming(String functionId) {
        return roomFor(functionId) >= Math.max(1, perFunction / 4);
    }

    /** Whether an eighth of all the room is free. */
    synchronized boolean isWorthClaiming() {
        return free() >= Math.max(1, total / 8);
    }

    /** Waits until nothing is going on, or the time is over. */
    synchronized void awaitEmpty(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; taken > 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    synchronized int takenBy(String functionId) {
        return takenByFunction.getOrDefault(functionId, 0);
    }

    int total() {
        return total;
    }

    int perFunction() {
        return perFunction;
    }
}
