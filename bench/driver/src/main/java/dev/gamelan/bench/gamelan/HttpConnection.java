package dev.gamelan.bench.gamelan;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection of HTTP/1.1 that is kept open. Blocking and plain, since the driver shares its cores with what it measures:
 * java.net.http takes several times the CPU.
 */
public final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 150_000;

    private final URI server;
    private static final long STALE_NANOS = 10_000_000_000L;

    private long usedAt = System.nanoTime();
    private Socket socket;
    private InputStream in;

    public HttpConnection(URI server) {
        this.server = server;
    }

    public record Answer(int status, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Answer get(String path) throws IOException {
        return send("GET", path, new byte[0]);
    }

    Answer post(String path, byte[] body) throws IOException {
        return send("POST", path, body);
    }

    /**
     * For what need not fit into memory.
     *
     * @return the status
     */
    public int download(String path, OutputStream body) throws IOException {
        return send("GET", path, new byte[0], body);
    }

    @Override
    public void close() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // it is closed as far as we are concerned
            }
            socket = null;
        }
    }

    private Answer send(String method, String path, byte[] body) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int status = send(method, path, body, answer);
        return new Answer(status, answer.toByteArray());
    }

    private int send(String method, String path, byte[] body, OutputStream answer) throws IOException {
        byte[] head = (method + " " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nContent-Length: "
                        + body.length + "\r\nContent-Type: application/json\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        closeIfStale();
        try {
            open();
            socket.getOutputStream().write(request);
            int status = readAnswer(answer);
            usedAt = System.nanoTime();
            return status;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The server closes a connection that was idle for 30 s; a request on one that is just being closed would be lost. */
    private void closeIfStale() {
        if (System.nanoTime() - usedAt > STALE_NANOS) {
            close();
        }
    }

    private void open() throws IOException {
        if (socket == null) {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            in = new BufferedInputStream(socket.getInputStream());
        }
    }

    private int readAnswer(OutputStream body) throws IOException {
        int status = Integer.parseInt(readLine().split(" ")[1]);
        int length = 0;
        boolean chunked = false;
        boolean last = false;
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            } else if (header.startsWith("connection:")) {
                last = header.contains("close");
            }
        }
        if (chunked) {
            copyChunks(body);
        } else {
            body.write(readFully(length));
        }
        if (last) {
            close();
        }
        return status;
    }

    private void copyChunks(OutputStream body) throws IOException {
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(readFully(size));
            readLine();
        }
        readLine();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLine().split(";")[0].strip(), 16);
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within an answer");
        }
        return bytes;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended before an answer");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
