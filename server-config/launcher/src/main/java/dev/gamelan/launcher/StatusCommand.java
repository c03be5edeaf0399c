package dev.gamelan.launcher;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Says whether the server runs and is ready. Exit code 0 if so, else 3.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private HomeOption home;

    @Override
    public Integer call() {
        Server server = home.remembered();
        Optional<ServerProcess> process = server.process();
        if (process.isEmpty()) {
            System.out.println("stopped   (" + server.options().home() + ")");
            return Main.NOT_RUNNING;
        }
        Readiness readiness = server.readiness();
        ServerOptions options = server.options();
        System.out.println("running   process " + process.get().pid()
                + process.get().uptime().map(up -> ", up " + format(up)).orElse(""));
        System.out.println("health    " + readiness.explanation());
        System.out.println("api       " + options.url());
        System.out.println("admin     http://127.0.0.1:" + options.adminPort());
        System.out.println("database  " + options.database().describe());
        System.out.println("broker    " + options.broker().describe());
        System.out.println("home      " + options.home());
        return readiness.ready() ? 0 : Main.NOT_RUNNING;
    }

    static String format(Duration duration) {
        return String.format(
                Locale.ROOT, "%d:%02d:%02d h", duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
