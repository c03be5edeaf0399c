/**
 * Jobs that do one thing to many runs: replay, cancel, run again, delete. A job is a run of a durable function: it writes down what
 * it will work on, and then carries out page after page, each in one transaction with what it writes of itself.
 */
package dev.gamelan.bulk;
