/** The SDK protocol and the event API as values: what is accepted, and what is wrong with the rest. */
package dev.gamelan.engine.wire;
