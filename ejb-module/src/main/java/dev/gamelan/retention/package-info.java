/** What is older than it has to be kept is deleted: ended runs with their steps, events, and the memory of senders' ids. */
package dev.gamelan.retention;
