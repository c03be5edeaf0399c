package dev.gamelan.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import dev.gamelan.systemtests.harness.Browsing;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dashboard's modules compute, asked in the browser that runs them. */
@Order(6)
@EnabledIfSystemProperty(named = "gamelan.test.database", matches = "h2", disabledReason = "needs no database")
class DashboardModulesIT {

    private static final double DAY = 86_400_000;

    private static Browsing browsing;
    private static Page page;

    @BeforeAll
    static void start() {
        assumeTrue(
                Browsing.executable().isPresent(), "no Chromium is installed; -Dgamelan.browser=… names one elsewhere");
        browsing = Browsing.start();
        page = browsing.open("/");
    }

    @AfterAll
    static void stop() {
        if (browsing != null) {
            browsing.close();
        }
    }

    @Test
    void idleTimeIsSqueezedAndWhatIsBesideItIsToScale() {
        List<?> places = (List<?>) call("runs/timescale.js", """
                (module, day) => {
                  const span = (stepKind, start, end) => ({ stepKind, start, end, children: [] });
                  const steps = [span('run', 0, 1000), span('sleep', 1000, 3 * day), span('run', 3 * day, 3 * day + 3000)];
                  const scale = module.timescale(steps, 0, 3 * day + 3000, { isSqueezed: true, pixels: 800 });
                  return [0, 1000, 3 * day, 3 * day + 3000].map(scale.x).concat(scale.timeAt(scale.x(3 * day + 500)), scale.gaps.length);
                }""", DAY);

        assertThat(number(places, 0)).isEqualTo(0, within(0.01));
        assertThat(number(places, 1)).isEqualTo(23.25, within(0.01));
        assertThat(number(places, 2)).isEqualTo(30.25, within(0.01));
        assertThat(number(places, 3)).isEqualTo(100, within(0.01));
        assertThat(number(places, 4)).isEqualTo(3 * DAY + 500, within(1.0));
        assertThat(number(places, 5)).isEqualTo(1);
    }

    @Test
    void aRunThatOnlyWaitsIsNotSqueezed() {
        assertThat(call("runs/timescale.js", """
                (module, day) => module.hasIdleTimes([{ stepKind: 'sleep', start: 0, end: NaN, children: [] }], 0, day)""", DAY)).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "0.25, 0.3 ms",
        "7.4, 7 ms",
        "488, 488 ms",
        "6780, 6.78 s",
        "59999, 1 min 0 s",
        "200000, 3 min 20 s",
        "3599999, 1 h 0 min",
        "7260000, 2 h 1 min",
        "259200000, 3 d 0 h",
        "-5, 0 ms"
    })
    void durationsAreForPeople(double milliseconds, String words) {
        assertThat(call("parts/format.js", "(module, ms) => module.duration(ms)", milliseconds))
                .isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":12345678901234567890,\"b\":1.10,\"c\":[1e400,-0,1,\"x\"],\"d\":{}}",
                "[]",
                "null",
                "\"</script>\"",
                "0.1"
            })
    void jsonStaysAsItIs(String json) {
        assertThat(call("parts/json.js", "(module, text) => module.write(module.parse(text), '')", json))
                .isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/bc, false",
        "*, anything, true",
        "a/*, a/b, true",
        "a/*, b/a/, false",
        "a*c, abc, true",
        "a*c, ac, true",
        "ab*b, ab, false",
        "*a*b*, xaxb, true",
        "*a*b*, xbxa, false"
    })
    void eventPatternsMatchAsOnTheServer(String pattern, String name, boolean matches) {
        assertThat(call(
                        "parts/functions.js",
                        "(module, [pattern, name]) => module.matches(pattern, name)",
                        List.of(pattern, name)))
                .isEqualTo(matches);
    }

    /** Calls a function with a module and an argument. */
    private static Object call(String module, String function, Object argument) {
        return page.evaluate(
                "async ([path, argument]) => { const base = document.querySelector('script[type=module]').src.replace('main.js', '');"
                        + " return (" + function + ")(await import(base + path), argument); }",
                List.of(module, argument));
    }

    private static double number(List<?> list, int index) {
        return ((Number) list.get(index)).doubleValue();
    }
}
