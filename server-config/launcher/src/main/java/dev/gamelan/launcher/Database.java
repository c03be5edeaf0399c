package dev.gamelan.launcher;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where Gamelan keeps its state, as written after {@code --database}. */
public sealed interface Database {

    static Database parse(String text) {
        if (text.equals("h2")) {
            return new H2();
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            return PostgreSql.parse(text);
        }
        throw new LauncherException(
                "Unknown database \"" + text + "\". Use h2, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    }

    /** The form {@link #parse} reads, with the password. */
    String toText();

    /** For people: without the password. */
    String describe();

    String script();

    String password();

    Map<String, String> placeholders(Path home);

    /** A file in the home directory. */
    record H2() implements Database {
        @Override
        public String toText() {
            return "h2";
        }

        @Override
        public String describe() {
            return "H2, a file in the home directory";
        }

        @Override
        public String script() {
            return "database-h2";
        }

        /** The file is protected by its mode; whoever may read it needs no password. */
        @Override
        public String password() {
            return "gamelan";
        }

        @Override
        public Map<String, String> placeholders(Path home) {
            return Map.of(
                    "gamelan.database.file", home.resolve("data/h2/gamelan").toString());
        }
    }

    /** A PostgreSQL server. */
    record PostgreSql(String host, int port, String name, String user, String password, Map<String, String> parameters)
            implements Database {

        private static final int DEFAULT_PORT = 5432;

        public PostgreSql {
            parameters = Map.copyOf(parameters);
        }

        static PostgreSql parse(String text) {
            URI uri;
            try {
                uri = new URI(text);
            } catch (URISyntaxException e) {
                // Not the exception's message: it quotes the password.
                throw refused("it is not a URL at character " + e.getIndex()
                        + "; special characters of the password are written as %XX");
            }
            String userInfo = uri.getRawUserInfo();
            String path = uri.getRawPath();
            if (uri.getHost() == null || userInfo == null || path == null || path.length() < 2) {
                throw refused("user, host or database is missing");
            }
            String[] userPassword = userInfo.split(":", 2);
            return new PostgreSql(
                    uri.getHost(),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    Query.decode(path.substring(1)),
                    Query.decode(userPassword[0]),
                    userPassword.length == 2 ? Query.decode(userPassword[1]) : "",
                    Query.parse(uri.getRawQuery()));
        }

        @Override
        public String toText() {
            String query = parameters.isEmpty() ? "" : "?" + Query.format(parameters);
            return "postgresql://" + Query.encode(user) + ":" + Query.encode(password) + "@" + address() + query;
        }

        @Override
        public String describe() {
            return "PostgreSQL " + user + "@" + address();
        }

        @Override
        public String script() {
            return "database-postgresql";
        }

        @Override
        public Map<String, String> placeholders(Path home) {
            return Map.of("gamelan.database.url", jdbcUrl(), "gamelan.database.user", user);
        }

        /** The parameters of the user win over these. */
        String jdbcUrl() {
            Map<String, String> all = new LinkedHashMap<>();
            all.put("ApplicationName", "gamelan");
            all.put("reWriteBatchedInserts", "true");
            all.put("connectTimeout", "5");
            all.put("socketTimeout", "40");
            all.put("tcpKeepAlive", "true");
            all.put(
                    "options",
                    "-c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s"
                            + " -c enable_seqscan=off -c jit=off");
            all.putAll(parameters);
            return "jdbc:postgresql://" + address() + "?" + Query.format(all);
        }

        private String address() {
            return host + ":" + port + "/" + Query.encode(name);
        }

        @Override
        public String toString() {
            return describe();
        }

        private static LauncherException refused(String why) {
            return new LauncherException(
                    "--database: " + why + ". Expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
        }
    }
}
