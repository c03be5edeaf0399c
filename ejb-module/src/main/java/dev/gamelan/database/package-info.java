/** The database as all others use it: its schema, SQL on the connection of the transaction, what its failures mean. */
package dev.gamelan.database;
