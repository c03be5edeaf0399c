package dev.gamelan.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {

    @Test
    void h2LivesInTheHomeDirectory() {
        assertThat(Database.parse("h2").placeholders(Path.of("/home/x")))
                .containsEntry("gamelan.database.file", "/home/x/data/h2/gamelan");
    }

    @Test
    void postgresqlIsReadFromAUrl() {
        assertThat(Database.parse("postgresql://me:secret@db.example:5433/runs"))
                .isEqualTo(new Database.PostgreSql("db.example", 5433, "runs", "me", "secret", Map.of()));
    }

    @Test
    void specialCharactersOfThePasswordAreEncoded() {
        Database.PostgreSql database = (Database.PostgreSql) Database.parse("postgresql://me:p%40ss%3A+%2F@db/runs");
        assertThat(database.password()).isEqualTo("p@ss:+/");
        assertThat(Database.parse(database.toText())).isEqualTo(database);
    }

    @Test
    void parametersOfTheUserWin() {
        Database.PostgreSql database =
                (Database.PostgreSql) Database.parse("postgresql://me:x@db/runs?sslmode=require&socketTimeout=90");
        assertThat(database.jdbcUrl())
                .startsWith("jdbc:postgresql://db:5432/runs?")
                .contains("sslmode=require", "socketTimeout=90", "reWriteBatchedInserts=true")
                .doesNotContain("socketTimeout=40");
    }

    @Test
    void thePasswordIsNeitherInTheUrlNorInWhatIsPrinted() {
        Database.PostgreSql database = (Database.PostgreSql) Database.parse("postgresql://me:geheim@db/runs");
        assertThat(database.jdbcUrl()).doesNotContain("geheim");
        assertThat(database.describe()).isEqualTo("PostgreSQL me@db:5432/runs");
        assertThat(database).hasToString(database.describe());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:geheim@db/runs",
                "postgresql://db/runs",
                "postgresql://me:geheim@db",
                "postgresql://me:geheim@db/",
                "postgresql://me:ge heim@db/runs",
                ""
            })
    void anythingElseIsRefusedWithTheExpectedForm(String text) {
        assertThatThrownBy(() -> Database.parse(text))
                .isInstanceOf(LauncherException.class)
                .hasMessageContaining("postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    }
}
