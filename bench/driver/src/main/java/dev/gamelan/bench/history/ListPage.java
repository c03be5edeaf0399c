package dev.gamelan.bench.history;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * A page of the API that is asked for again and again, each time with something else.
 *
 * @param name what is asked for, in words
 * @param path of the request, with the run that it is about
 */
record ListPage(String name, Function<SampledRun, String> path) {

    static ListPage of(String name, String path) {
        return new ListPage(name, run -> path);
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
