package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;

/** Ids that become part of an address, of runs and of jobs. */
final class RunId {

    private RunId() {}

    static String of(String text) {
        return checked(text, "RUN '" + text + "' is not the id of a run; ids have 26 letters and digits");
    }

    static String ofJob(String text) {
        return checked(text, "ID '" + text + "' is not the id of a bulk job; ids have 26 letters and digits");
    }

    private static String checked(String text, String problem) {
        if (!text.matches("[0-9A-Za-z]{26}")) {
            throw new LauncherException(problem);
        }
        return text;
    }
}
