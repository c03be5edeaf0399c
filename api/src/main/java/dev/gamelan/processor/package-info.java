/** Generates the beans of each durable function at compile time. */
package dev.gamelan.processor;
