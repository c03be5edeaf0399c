package dev.gamelan.database;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * EclipseLink 4.0 stores an {@link Instant} as a serialised object; this makes it a timestamp with time zone, which H2 hands
 * back as {@link OffsetDateTime} and PostgreSQL as {@link Timestamp}.
 */
@Converter(autoApply = true)
class InstantConverter implements AttributeConverter<Instant, Object> {

    @Override
    public Object convertToDatabaseColumn(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public Instant convertToEntityAttribute(Object column) {
        if (column instanceof Timestamp timestamp) {
            return timestamp.toInstant();
        }
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }
}
