package dev.gamelan.launcher.client;

import dev.gamelan.launcher.HomeOption;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shared by the commands that ask a server: which one, and how to print. */
final class ServerOption {

    @Mixin
    private HomeOption home;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's address. Default: $GAMELAN_URL, else that of the server in --home")
    private String url;

    @Option(names = "--json", description = "Print what the server answers, as JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    Rest rest() {
        String address = Optional.ofNullable(url)
                .or(() -> Optional.ofNullable(System.getenv("GAMELAN_URL")))
                .filter(text -> !text.isBlank())
                .orElseGet(home::url);
        return new Rest(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
    }

    boolean isJson() {
        return json;
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }
}
