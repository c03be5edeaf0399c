package dev.gamelan.systemtests.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Receives spans as a collector does, by OTLP over HTTP, and keeps them. */
public final class SpanReceiver {

    private static final String PATH = "/v1/traces";

    private final int port;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    SpanReceiver(int port) {
        this.port = port;
        open();
    }

    /** A span as it came. */
    public record Received(Resource resource, Span span) {

        public String traceId() {
            return HexFormat.of().formatHex(span.getTraceId().toByteArray());
        }

        public String id() {
            return HexFormat.of().formatHex(span.getSpanId().toByteArray());
        }

        public String parentId() {
            return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
        }

        public String name() {
            return span.getName();
        }

        /** Whole numbers as decimal text. */
        public Map<String, String> attributes() {
            return span.getAttributesList().stream()
                    .collect(Collectors.toMap(
                            attribute -> attribute.getKey(),
                            attribute -> attribute.getValue().hasIntValue()
                                    ? Long.toString(attribute.getValue().getIntValue())
                                    : attribute.getValue().getStringValue()));
        }
    }

    /** Where it is, for the setting of that name. */
    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** Takes spans again, at the same place. */
    public void open() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::receive);
        server.start();
    }

    /** Nobody is there any more. */
    public void close() {
        server.stop(0);
    }

    /** All of a trace that have come so far. */
    public List<Received> trace(String traceId) {
        return received.stream().filter(span -> span.traceId().equals(traceId)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
            for (ResourceSpans spans : request.getResourceSpansList()) {
                spans.getScopeSpansList().stream()
                        .flatMap(scope -> scope.getSpansList().stream())
                        .forEach(span -> received.add(new Received(spans.getResource(), span)));
            }
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
