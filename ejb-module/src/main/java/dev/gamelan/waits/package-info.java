/** Events that somebody waits for, and the events that cancel runs. */
package dev.gamelan.waits;
