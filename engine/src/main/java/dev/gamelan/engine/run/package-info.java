/** Runs: their ids, their states, and what happens to them, decided without a container. */
package dev.gamelan.engine.run;
