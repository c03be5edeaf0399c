/** Commands that talk to a running server over its REST API: send, runs, run, rerun, cancel, resume. */
package dev.gamelan.launcher.client;
