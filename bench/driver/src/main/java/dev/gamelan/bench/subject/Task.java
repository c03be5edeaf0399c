package dev.gamelan.bench.subject;

/**
 * One thing to submit.
 *
 * @param key the number that the recorder knows it by
 * @param argument {@link Work#SLEEP}: until when, in milliseconds since 1970; {@link Work#LONG}: how many steps
 */
public record Task(Work work, int key, long argument) {

    public static Task of(Work work, int key) {
        return new Task(work, key, 0);
    }
}
