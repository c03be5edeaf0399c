package dev.gamelan.bulk;

/** What a job is to work on can never be written down completely: where that had come to is gone. */
final class LostPlaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LostPlaceException(String message) {
        super(message);
    }
}
