package dev.albireo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class PostgresResourceTest {
    @Test
    void the_settings_lead_to_an_empty_database_that_the_role_owns() throws SQLException {
        PostgresResource resource = new PostgresResource();
        try {
            Map<String, String> settings = resource.start();

            try (Connection connection = DriverManager.getConnection(
                            settings.getOrDefault("quarkus.datasource.jdbc.url", ""),
                            settings.getOrDefault("quarkus.datasource.username", ""),
                            settings.getOrDefault("quarkus.datasource.password", ""));
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("SELECT has_database_privilege(current_database(), 'CREATE')")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getBoolean(1)).isTrue();
                assertThat(connection.getCatalog()).isEqualTo(TestPostgres.NAME);
            }
            assertThat(settings.get("quarkus.datasource.reactive.url")).startsWith("postgresql://127.0.0.1:");
            assertThat(Base64.getDecoder().decode(settings.get("albireo.keys.cookie")))
                    .hasSize(32);
            assertThat(settings.values()).hasSizeGreaterThan(12);
        } finally {
            resource.stop();
        }
    }
}
