package dev.gamelan.search;

import java.util.List;

/**
 * Some rows, newest first.
 *
 * @param isLast no others are behind them
 */
public record Lot<T>(List<T> rows, boolean isLast) {}
