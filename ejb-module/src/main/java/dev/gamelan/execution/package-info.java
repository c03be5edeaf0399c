/** Runs: creating, claiming, working on and finishing them. */
package dev.gamelan.execution;
