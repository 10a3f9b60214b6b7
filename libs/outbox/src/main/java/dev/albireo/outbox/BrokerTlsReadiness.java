package dev.albireo.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports not ready while the TLS handshake with the brokers fails, as it does with the wrong CA: no retry of a producer or consumer repairs
 * that. Brokers that do not answer are no reason, because the services work without them. After the first successful connection the check
 * ends.
 */
@Readiness
@Singleton
class BrokerTlsReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(BrokerTlsReadiness.class);
    private static final int PATIENCE_MILLIS = 3_000;
    private static final long PAUSE_MILLIS = 5_000;

    private final Map<String, Object> connection;
    private final Vertx vertx;
    private final AtomicReference<Handshake> handshake = new AtomicReference<>(Handshake.PENDING);
    private final AtomicReference<Optional<Admin>> client = new AtomicReference<>(Optional.empty());

    private enum Handshake {
        PENDING,
        FAILED,
        /** No broker has answered. */
        UNKNOWN,
        NOT_NEEDED,
        DONE
    }

    BrokerTlsReadiness(@Identifier("default-kafka-broker") Map<String, Object> kafka, Vertx vertx) {
        this.connection = new HashMap<>(kafka);
        this.connection.keySet().retainAll(AdminClientConfig.configNames());
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent started) {
        String protocol = String.valueOf(connection.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG));
        if (!protocol.toUpperCase(Locale.ROOT).endsWith("SSL")) {
            handshake.set(Handshake.NOT_NEEDED);
            return;
        }
        var _ = vertx.executeBlocking(() -> Admin.create(connection), false)
                .onSuccess(admin -> {
                    client.set(Optional.of(admin));
                    attempt(admin);
                })
                .onFailure(this::failed);
    }

    void stop(@Observes ShutdownEvent stopping) {
        handshake.set(Handshake.DONE);
        close();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("kafka tls")
                .status(handshake.get() != Handshake.PENDING && handshake.get() != Handshake.FAILED)
                .build();
    }

    private void attempt(Admin admin) {
        var _ = Future.fromCompletionStage(
                        admin.describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                                .clusterId()
                                .toCompletionStage(),
                        vertx.getOrCreateContext())
                .onSuccess(id -> {
                    handshake.set(Handshake.DONE);
                    close();
                })
                .onFailure(cause -> {
                    if (handshake.get() == Handshake.DONE) {
                        return;
                    }
                    if (cause(cause) instanceof SslAuthenticationException refused) {
                        failed(refused);
                    } else {
                        handshake.set(Handshake.UNKNOWN);
                    }
                    vertx.setTimer(PAUSE_MILLIS, waited -> attempt(admin));
                });
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void failed(Throwable cause) {
        if (handshake.getAndSet(Handshake.FAILED) != Handshake.FAILED) {
            LOG.errorf(
                    "kafka tls handshake failed, not ready until it succeeds brokers=%s cause=%s",
                    connection.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), deepest(cause));
        }
    }

    /** Returns the message of the last cause, which says what is wrong with a certificate. */
    private static String deepest(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, cause -> cause == null ? null : cause.getCause())
                .takeWhile(cause -> cause != null)
                .map(String::valueOf)
                .reduce("", (first, last) -> last);
    }

    private void close() {
        client.getAndSet(Optional.empty())
                .ifPresent(admin -> vertx.executeBlocking(
                        () -> {
                            admin.close(Duration.ZERO);
                            return true;
                        },
                        false));
    }
}
