package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortsTest {

    @Test
    void aFreePortIsFine() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Ports.requireFree("127.0.0.1", port, "--port");
    }

    @Test
    void aPortThatBecomesFreeInTimeIsFine() throws Exception {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CompletableFuture<Void> closing = CompletableFuture.runAsync(
                () -> close(socket), CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));

        Ports.requireFree("127.0.0.1", socket.getLocalPort(), "--port", Duration.ofSeconds(10));

        closing.join();
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void aPortThatStaysTakenIsNot() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() ->
                            Ports.requireFree("127.0.0.1", socket.getLocalPort(), "--port", Duration.ofMillis(100)))
                    .hasMessageContaining("is taken");
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOwnerOfATakenPortIsNamedWithTheFlagThatHelps() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThat(Ports.owner(port)).contains(ProcessHandle.current());
            assertThatThrownBy(() -> Ports.requireFree("127.0.0.1", port, "--admin-port"))
                    .isInstanceOf(LauncherException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("--admin-port");
        }
    }
}
