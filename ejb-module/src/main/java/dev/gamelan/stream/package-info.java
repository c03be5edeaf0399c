/** What changes, as it changes: for those who look on. */
package dev.gamelan.stream;
