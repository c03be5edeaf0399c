package dev.gamelan.diagnostics;

import java.util.Locale;
import java.util.regex.Pattern;

/** Takes passwords and the like out of what is shown. What looks like a secret is one: better a setting too few than a password too many. */
public final class Secrets {

    /** In place of a secret. */
    public static final String MASK = "***";

    /** Words in the name of a setting whose value nobody shows. */
    private static final Pattern SECRET_NAME = Pattern.compile(
            "passw(or)?d|passphrase|pwd|secret|token|credential|api-?key|private-?key|signing-?key|\\bkey\\b");

    /** {@code //user:password@host}, up to the last @: nobody may have encoded those of the password. */
    private static final Pattern IN_ADDRESS = Pattern.compile("(//[^/\\s:@?]*):\\S*@");

    /** {@code password=…} between the parameters of an address, also {@code keyStorePassword=…}. */
    private static final Pattern IN_PARAMETERS = Pattern.compile(
            "(?i)([\\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|credential|apikey|api_key)[\\w.-]*\\s*[=:]\\s*)"
                    + "(?:\"[^\"]*\"|'[^']*'|[^\\s&;,)]+)");

    private Secrets() {}

    /** A setting's value as it may be shown. */
    public static String masked(String name, String value) {
        return isSecret(name) ? MASK : masked(value);
    }

    /** A text without the passwords in its addresses. */
    public static String masked(String text) {
        String addresses = IN_ADDRESS.matcher(text).replaceAll("$1:" + MASK + "@");
        return IN_PARAMETERS.matcher(addresses).replaceAll("$1" + MASK);
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME
                .matcher(name.toLowerCase(Locale.ROOT).replace('_', '-'))
                .find();
    }
}
