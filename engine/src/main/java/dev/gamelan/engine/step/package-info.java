/** The steps of one call of a function: which are known, which are carried out, which the run has to wait for. */
package dev.gamelan.engine.step;
