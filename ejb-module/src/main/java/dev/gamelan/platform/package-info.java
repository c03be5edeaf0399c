/** The only technical package: the database connection, its schema, this node, its settings. */
package dev.gamelan.platform;
