package dev.gamelan.web.rest;

import java.util.Locale;

/** The names of states as the API says them: {@code Completed}. */
final class StateNames {

    private StateNames() {}

    static String of(Enum<?> state) {
        return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
