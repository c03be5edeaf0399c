/** What Gamelan promises, on the EAR that ships. */
package dev.gamelan.systemtests;
