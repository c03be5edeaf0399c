package dev.gamelan.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CPU time, user and system, of processes and all that they have started, as Linux counts it. */
public final class Cpu {

    /** USER_HZ, which is 100 on every Linux that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    /** What HotSpot calls the threads of its compilers, as far as Linux keeps names. */
    private static final Pattern COMPILER = Pattern.compile("C[12] CompilerThre.*");

    private final List<Long> processes;
    private double begin;
    private double compilersBegin;

    private Cpu(List<Long> processes) {
        this.processes = processes;
        this.begin = seconds();
        this.compilersBegin = compilerSeconds();
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

    /** How much of the CPU time since this was made went into compiling Java, from 0 to 1; at least, since these threads end. */
    public double compilerShare() {
        double used = seconds() - begin;
        return used <= 0 ? 0 : Math.max(0, compilerSeconds() - compilersBegin) / used;
    }

    private double compilerSeconds() {
        return processes.stream().mapToDouble(Cpu::compilers).sum();
    }

    private static double compilers(long pid) {
        try (Stream<ProcessHandle> descendants =
                        ProcessHandle.of(pid).map(ProcessHandle::descendants).orElse(Stream.empty());
                Stream<Path> threads = Stream.concat(Stream.of(pid), descendants.map(ProcessHandle::pid))
                        .map(process -> Path.of("/proc", Long.toString(process), "task"))
                        .flatMap(Cpu::list)) {
            return threads.map(Cpu::stat)
                    .filter(stat -> COMPILER.matcher(name(stat)).matches())
                    .mapToDouble(stat -> ticks(stat, false) / TICKS_PER_SECOND)
                    .sum();
        }
    }

    private static Stream<Path> list(Path directory) {
        try {
            return Files.list(directory);
        } catch (IOException e) {
            return Stream.empty(); // it has ended meanwhile
        }
    }

    private static String name(String stat) {
        return stat.isEmpty() ? "" : stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
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
        String stat = stat(Path.of("/proc", Long.toString(pid)));
        return stat.isEmpty() ? 0 : ticks(stat, withEndedChildren);
    }

    private static String stat(Path processOrThread) {
        try {
            return Files.readString(processOrThread.resolve("stat"));
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static long ticks(String stat, boolean withEndedChildren) {
        // The name, in parentheses, may contain anything; what follows is counted from the state, field 3.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
    }
}
