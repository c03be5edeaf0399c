/** Something that happens every night: a function that sleeps until then, and starts its own successor. */
package dev.gamelan.examples.digest;
