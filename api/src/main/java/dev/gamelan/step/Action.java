package dev.gamelan.step;

/** What a step without a result does. */
@FunctionalInterface
public interface Action {
    void run() throws Exception;
}
