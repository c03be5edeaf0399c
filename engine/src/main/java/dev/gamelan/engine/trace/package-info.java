/** The history of one run as people look at it: spans of time, what it waited for in between, and why it does not go on now. */
package dev.gamelan.engine.trace;
