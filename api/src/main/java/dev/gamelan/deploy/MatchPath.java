package dev.gamelan.deploy;

import java.util.regex.Pattern;

/** Checks the paths by which events are matched. */
public final class MatchPath {

    private static final int MAX_LENGTH = 256;
    private static final Pattern PATH = Pattern.compile("(data|user)(\\.[^.\\s]+)+|id|name");

    private MatchPath() {}

    /** @throws IllegalArgumentException when it is no path */
    public static void check(String path) {
        if (path.length() > MAX_LENGTH || !PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("match '" + path
                    + "' must be a path into the event such as data.userId, of at most " + MAX_LENGTH + " characters");
        }
    }
}
