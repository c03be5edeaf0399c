/** Commands that talk to a running server over its REST API. */
package dev.gamelan.launcher.client;
