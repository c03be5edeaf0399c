package dev.gamelan.diagnostics;

/**
 * A setting of the application.
 *
 * @param value as it is set, without secrets; the default where it is not
 * @param isSet whether somebody has set it
 * @param about what it is for; empty for those that only their name tells
 */
public record Setting(String name, String value, boolean isSet, String about) {}
