package dev.gamelan.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time, user and system, of processes and all that they have started, as Linux counts it. */
public final class Cpu {

    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private final List<Long> processes;
    private double begin;

    private Cpu(List<Long> processes) {
        this.processes = processes;
        this.begin = seconds();
    }

    public static Cpu of(List<Long> processes) {
        return new Cpu(processes);
    }

    /** CPU time since this was made or last asked, per unit of work. */
    public double microsPer(double units) {
        double now = seconds();
        double used = now - begin;
        begin = now;
        return used * 1e6 / Math.max(1, units);
    }

    private double seconds() {
        return processes.stream().mapToDouble(Cpu::withDescendants).sum();
    }

    private static double withDescendants(long pid) {
        try (Stream<ProcessHandle> descendants =
                ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty())) {
            // Those that have ended are in their parent's account.
            return ticks(pid, true) / TICKS_PER_SECOND
                    + descendants
                            .mapToDouble(child -> ticks(child.pid(), false) / TICKS_PER_SECOND)
                            .sum();
        }
    }

    private static long ticks(long pid, boolean withEndedChildren) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // The name, in parentheses, may contain anything; what follows is counted from the state, field 3.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0; // it has ended meanwhile
        }
    }
}
