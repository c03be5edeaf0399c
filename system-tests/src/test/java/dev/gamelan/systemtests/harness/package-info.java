/** The server, databases and brokers that system tests run against, and what they do with them. */
package dev.gamelan.systemtests.harness;
