package dev.gamelan.web.export;

import jakarta.ws.rs.BadRequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is written. */
public enum ExportFormat {
    NDJSON("application/x-ndjson") {
        @Override
        Lines lines(List<String> columns) {
            return new NdjsonLines();
        }
    },

    CSV("text/csv; charset=utf-8; header=present") {
        @Override
        Lines lines(List<String> columns) {
            return new CsvLines(columns);
        }
    };

    /** Of the parameter. */
    public static final String NAME = "format";

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** @throws BadRequestException naming the parameter */
    public static ExportFormat of(String text) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(text))
                .findFirst()
                .orElseThrow(() -> new BadRequestException(NAME + " must be "
                        + Arrays.stream(values()).map(ExportFormat::extension).collect(Collectors.joining(" or "))
                        + ", is '" + text + "'"));
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param columns the members that have a column, where there are columns */
    abstract Lines lines(List<String> columns);
}
