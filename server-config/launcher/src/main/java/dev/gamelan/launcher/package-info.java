/**
 * Brings a Payara Server with Gamelan up and down. {@link dev.gamelan.launcher.Main} is the command line,
 * {@link dev.gamelan.launcher.Server} the same for programs. What is set in the server is said in the asadmin scripts,
 * not here.
 */
package dev.gamelan.launcher;
