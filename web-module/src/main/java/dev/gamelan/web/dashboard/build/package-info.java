/** Makes the dashboard's files ready to be served. Part of the build; not in the application. */
package dev.gamelan.web.dashboard.build;
