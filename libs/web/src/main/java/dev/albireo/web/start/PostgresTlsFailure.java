package dev.albireo.web.start;

import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Recognizes that a service did not start because its TLS connection to PostgreSQL failed. */
final class PostgresTlsFailure {
    private static final int DEEPEST = 20;

    private PostgresTlsFailure() {}

    /** Returns one line for the operator, if that is why. */
    static Optional<String> of(@Nullable Throwable failure) {
        return Stream.iterate(failure, cause -> cause == null ? null : cause.getCause())
                .limit(DEEPEST)
                .filter(SQLException.class::isInstance)
                .map(cause -> String.valueOf(cause.getMessage()))
                .filter(message -> message.contains("SSL") || message.contains("hostnameverifier"))
                .findFirst()
                .map(message -> "the TLS connection to PostgreSQL failed: " + message.replaceAll("\\s+", " ")
                        + "; docs/deploy.md, \"TLS to PostgreSQL and Kafka\", has its settings");
    }
}
