package dev.gamelan.bench.history;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Counts what comes, and keeps the last line of it. */
final class LineCounter extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long bytes;
    private long lines;
    private boolean ended;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        bytes += length;
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (ended) {
                line.reset();
                from = i;
                ended = false;
            }
            if (buffer[i] == '\n') {
                lines++;
                ended = true;
                line.write(buffer, from, i - from);
                from = i + 1;
            }
        }
        if (!ended) {
            line.write(buffer, from, offset + length - from);
        }
    }

    long count() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    /** Without its end. */
    String lastLine() {
        return line.toString(StandardCharsets.UTF_8);
    }
}
