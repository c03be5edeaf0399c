package dev.gamelan.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "Stops the server; domain and data stay.", mixinStandardHelpOptions = true)
final class DownCommand implements Runnable {

    @Mixin
    private HomeOption home;

    @Override
    public void run() {
        home.remembered().down();
    }
}
