package dev.gamelan.bench.peers;

import dev.gamelan.bench.PeerProcess;
import dev.gamelan.bench.measure.Measurement;
import dev.gamelan.bench.workload.Crash;
import dev.gamelan.bench.workload.Keys;
import dev.gamelan.bench.workload.Sizes;
import dev.gamelan.bench.workload.Workloads;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One peer in this process. Started by the driver, which reads what it prints. */
final class PeerMain {

    private final InProcess peer;
    private final Sizes sizes;

    private PeerMain(InProcess peer, Sizes sizes) {
        this.peer = peer;
        this.sizes = sizes;
    }

    /** Peer, JDBC URL, process of PostgreSQL, sizes; then all and the workloads, or crash or recovery and the journal. */
    public static void main(String[] arguments) throws Exception {
        long database = Long.parseLong(arguments[2]);
        PeerMain main = new PeerMain(peer(arguments[0], arguments[1], database), Sizes.parse(arguments[3]));
        switch (arguments[4]) {
            case "all" -> main.measure(Set.of(arguments[5].split(",")));
            case "crash" -> main.crash(Path.of(arguments[5]));
            case "recovery" -> main.recover(Path.of(arguments[5]));
            default -> throw new IllegalArgumentException(arguments[4]);
        }
        System.exit(0);
    }

    private static InProcess peer(String name, String jdbcUrl, long database) throws Exception {
        return switch (name) {
            case "dbos" -> new DbosPeer(jdbcUrl, database);
            case "db-scheduler" -> new DbSchedulerPeer(jdbcUrl, database);
            case "jobrunr" -> new JobRunrPeer(jdbcUrl, database);
            default -> throw new IllegalArgumentException("unknown peer " + name);
        };
    }

    private void measure(Set<String> workloads) throws Exception {
        peer.open();
        Workloads.run(peer, workloads, new Keys(), sizes, PeerMain::print);
        peer.close();
    }

    private void crash(Path journal) throws Exception {
        InProcess.RECORDER.journal(journal);
        peer.open();
        Crash.prepare(peer, new Keys(), sizes.inFlight());
        System.out.println(PeerProcess.KILL);
        TimeUnit.MINUTES.sleep(1);
        throw new IllegalStateException("nobody has killed this process");
    }

    /** The database was empty before the crash, and everything was accepted, or the process before would have failed. */
    private void recover(Path journal) throws Exception {
        long age = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        long start = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(age);
        InProcess.RECORDER.journal(journal);
        peer.submittedBefore(sizes.inFlight());
        peer.open();
        Crash crash = new Crash(0, sizes.inFlight(), sizes.inFlight(), 0, 0);
        print(crash.recover(peer, start, System.nanoTime(), journal));
        peer.close();
    }

    private static void print(Measurement measurement) {
        System.out.println(PeerProcess.RESULT + measurement.toJson());
    }
}
