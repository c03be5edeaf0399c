/** What somebody has to know who looks for what is wrong with a server: settings without secrets, database, broker, what became of servers. */
package dev.gamelan.diagnostics;
