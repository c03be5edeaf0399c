package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;

/** Ids that become part of an address. */
final class RunId {

    private RunId() {}

    static String of(String text) {
        if (!text.matches("[0-9A-Za-z]{26}")) {
            throw new LauncherException("RUN '" + text + "' is not the id of a run; ids have 26 characters");
        }
        return text;
    }
}
