/** Between generated code and the server; authors of functions never call it. */
package dev.gamelan.deploy;
