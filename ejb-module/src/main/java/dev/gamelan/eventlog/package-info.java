/** The log of every event, and the relay that tells the topic of them. */
package dev.gamelan.eventlog;
