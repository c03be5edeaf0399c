package dev.gamelan.bench.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Which steps were executed, in a file that survives {@code kill -9}: one write a step, not forced to the disk, since the machine
 * does not crash.
 */
public sealed interface Journal {

    Journal NONE = new None();

    void step(int key, int number);

    void close() throws IOException;

    /** How often each step was executed, by {@code key step}. */
    static Map<String, Integer> read(Path file) throws IOException {
        Map<String, Integer> executions = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            executions.merge(line, 1, Integer::sum);
        }
        return executions;
    }

    static Journal ifPresent(Path file) throws IOException {
        return Files.exists(file) ? new InFile(FileChannel.open(file, StandardOpenOption.APPEND)) : NONE;
    }

    /** The usual one, which costs nothing. */
    record None() implements Journal {
        @Override
        public void step(int key, int number) {
            // nothing is written
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** An append of a few bytes is written whole or not at all. */
    record InFile(FileChannel file) implements Journal {
        @Override
        public void step(int key, int number) {
            try {
                file.write(ByteBuffer.wrap((key + " " + number + "\n").getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
