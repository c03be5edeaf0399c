/** Runs that one server writes down and another reads, to be looked at. */
package dev.gamelan.transfer;
