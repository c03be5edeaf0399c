package dev.gamelan.launcher;

import dev.gamelan.launcher.client.BulkCommand;
import dev.gamelan.launcher.client.CancelCommand;
import dev.gamelan.launcher.client.ExportCommand;
import dev.gamelan.launcher.client.ImportCommand;
import dev.gamelan.launcher.client.ReplayCommand;
import dev.gamelan.launcher.client.RerunCommand;
import dev.gamelan.launcher.client.ResumeCommand;
import dev.gamelan.launcher.client.RunCommand;
import dev.gamelan.launcher.client.RunsCommand;
import dev.gamelan.launcher.client.SendCommand;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of {@code ./gamelan}. */
@Command(
        name = "./gamelan",
        description = "Runs Gamelan: a Payara Server with the application, a database and a message broker.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DeployCommand.class,
            SendCommand.class,
            RunsCommand.class,
            RunCommand.class,
            RerunCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            CancelCommand.class,
            ResumeCommand.class,
            ReplayCommand.class,
            BulkCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "./gamelan help COMMAND explains a command. docs/operations.md explains the settings."})
public final class Main implements Runnable {

    static final int NOT_RUNNING = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The commands. {@code @FILE} is a matter of each of them. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main()).setExpandAtFiles(false).setExecutionExceptionHandler(Main::report);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The directory {@code ./gamelan} works in unless told otherwise. */
    static Path defaultHome() {
        String home = System.getenv("GAMELAN_HOME");
        if (home != null && !home.isBlank()) {
            return Path.of(home);
        }
        return Installation.ofCheckout().payara().resolveSibling("").normalize();
    }

    private static int report(Exception problem, CommandLine commandLine, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(problem instanceof LauncherException)) {
            throw problem;
        }
        commandLine.getErr().println("error: " + problem.getMessage());
        commandLine.getErr().flush();
        return 1;
    }
}
