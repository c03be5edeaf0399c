package dev.gamelan.errors;

import java.util.List;

/**
 * A page of groups.
 *
 * @param hasMore whether there are others behind them
 * @param isComplete false when there are so many groups that not all have been looked at
 */
public record ErrorPage(List<ErrorGroup> groups, boolean hasMore, boolean isComplete) {}
