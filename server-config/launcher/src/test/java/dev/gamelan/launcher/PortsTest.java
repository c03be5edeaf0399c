package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
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
