package dev.gamelan.launcher.client;

import dev.gamelan.launcher.LauncherException;

/** The server is not there, or cannot answer now; perhaps it can later. */
final class NoAnswerException extends LauncherException {

    private static final long serialVersionUID = 1L;

    NoAnswerException(String message) {
        super(message);
    }
}
