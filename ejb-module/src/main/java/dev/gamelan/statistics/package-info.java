/**
 * What happened in each minute and hour of the last weeks, so that charts need not look at a single run. Each server adds to it every few
 * seconds what its meters have counted; {@link dev.gamelan.statistics.Statistics} reads it.
 */
package dev.gamelan.statistics;
