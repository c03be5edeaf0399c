/** What turns a method of a CDI bean into a durable function. */
package dev.gamelan.function;
