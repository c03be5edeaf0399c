package dev.gamelan.engine.trace;

/**
 * Where a run could be worked on.
 *
 * @param isOffered whether some server has offered its function
 * @param isServed whether one of them is alive
 * @param isHere whether this server is one of them
 * @param atWork how many runs of the function this server works on
 * @param most how many it may
 * @param allAtWork how many runs of any function this server works on
 * @param mostOfAll how many it may
 */
public record Place(
        boolean isOffered, boolean isServed, boolean isHere, int atWork, int most, int allAtWork, int mostOfAll) {

    boolean isFull() {
        return isHere && (atWork >= most || allAtWork >= mostOfAll);
    }
}
