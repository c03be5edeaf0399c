/**
 * The JMS provider of Gamelan: Apache Artemis as one resource adapter, which either starts a durable broker inside the
 * server or connects to an external one. Which of the two is configuration, so the application is the same archive.
 */
package dev.gamelan.artemis;
