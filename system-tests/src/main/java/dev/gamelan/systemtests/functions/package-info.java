/** Functions that only tests need, deployed beside those of the EAR that ships. */
package dev.gamelan.systemtests.functions;
