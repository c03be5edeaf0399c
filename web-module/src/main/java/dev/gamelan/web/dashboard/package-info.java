/** Serves the dashboard: its page, and what the page is made of. */
package dev.gamelan.web.dashboard;
