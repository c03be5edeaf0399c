package dev.gamelan.stream;

/**
 * Another node.
 *
 * @param incarnation which it is in now
 * @param isListening whether somebody there wants to know what this node changes
 */
record Peer(String incarnation, boolean isListening) {}
