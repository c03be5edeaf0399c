package dev.gamelan.retention;

import dev.gamelan.engine.run.RunStatus;

/** Ended runs that are kept equally long: those of one function that have ended in one way. */
record Shelf(String functionId, RunStatus status) {}
