package dev.gamelan.execution;

/**
 * This node's right to work on a run, until its lease ends.
 *
 * @param runId which run
 * @param functionId which function to call
 * @param eventId with which event
 * @param token the fencing token: a result is recorded only under the latest one
 * @param attempt 0 for the first
 * @param lost how many attempts ended with their node
 */
record Claim(String runId, String functionId, String eventId, long token, int attempt, int lost) {}
