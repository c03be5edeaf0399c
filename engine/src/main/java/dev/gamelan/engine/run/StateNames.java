package dev.gamelan.engine.run;

import java.util.Locale;

/** The names of states as people and the REST API write them: {@code Completed}. */
public final class StateNames {

    private StateNames() {}

    public static String of(Enum<?> state) {
        return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
    }
}
