package dev.gamelan.engine.run;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of states as people and the REST API write them: {@code Completed}, {@code NeedsAttention}. */
public final class StateNames {

    private StateNames() {}

    public static String of(Enum<?> state) {
        return Arrays.stream(state.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
