/** A saga: steps that undo what earlier ones did, when a later one fails for good. */
package dev.gamelan.examples.orders;
