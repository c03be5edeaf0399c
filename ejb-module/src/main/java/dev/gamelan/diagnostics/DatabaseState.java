package dev.gamelan.diagnostics;

import java.util.Map;

/**
 * The database.
 *
 * @param url without secrets
 * @param schema the number of the last migration
 * @param sessions how many connections it has of this user, by what they do; of all servers
 */
public record DatabaseState(
        String product, String version, String driver, String url, String schema, Map<String, Long> sessions) {}
