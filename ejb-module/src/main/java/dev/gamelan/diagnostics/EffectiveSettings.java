package dev.gamelan.diagnostics;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** How the application is set up, without secrets. */
@ApplicationScoped
public class EffectiveSettings {

    private static final String PREFIX = "gamelan.";

    /** The known ones first, then whatever else is set. */
    public List<Setting> all() {
        Config config = ConfigProvider.getConfig();
        return all(config.getPropertyNames(), name -> config.getOptionalValue(name, String.class));
    }

    static List<Setting> all(Iterable<String> names, Function<String, Optional<String>> values) {
        List<Setting> settings = new ArrayList<>();
        TreeSet<String> others = new TreeSet<>();
        StreamSupport.stream(names.spliterator(), false)
                .filter(name -> name.startsWith(PREFIX))
                .forEach(others::add);
        for (KnownSetting known : KnownSetting.ALL) {
            others.remove(known.name());
            Optional<String> value = values.apply(known.name());
            settings.add(new Setting(
                    known.name(),
                    value.map(text -> Secrets.masked(known.name(), text)).orElse(known.otherwise()),
                    value.isPresent(),
                    known.about()));
        }
        for (String name : others) {
            values.apply(name).ifPresent(text -> settings.add(new Setting(name, Secrets.masked(name, text), true, "")));
        }
        return settings;
    }
}
