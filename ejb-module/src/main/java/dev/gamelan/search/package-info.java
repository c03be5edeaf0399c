/**
 * Pages of lists, newest first, and searching them: what no index can tell is asked of each row, within bounds, and an answer that
 * is not complete says so and where to go on.
 */
package dev.gamelan.search;
