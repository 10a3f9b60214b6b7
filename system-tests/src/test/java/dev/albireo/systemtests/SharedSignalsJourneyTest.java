package dev.albireo.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Form;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Receiver;
import dev.albireo.systemtests.support.Receiver.Delivery;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A receiver that knows only the issuer, through the edge and all services, with the library of Nimbus for its tokens. {@code
 * SharedSignalsTest} of webhooks has the rules.
 */
@DisplayName("Shared Signals reach a receiver")
class SharedSignalsJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
    private static final String SSF = "https://schemas.openid.net/secevent/ssf/event-type/";
    private static final String SECRET = "a-secret-of-the-receiver-0123456789";

    private final Admin admin = Running.admin();
    private final Journey journey = Running.journey();
    private final String issuer = Running.edge("");
    private final String client = "receiver-" + UUID.randomUUID();
    private final Person receiver = journey.person();
    private final JsonNode metadata =
            receiver.getJson("/.well-known/ssf-configuration").json();

    @Test
    void an_ended_session_is_pushed_and_what_follows_is_polled() throws Exception {
        assertThat(metadata.get("issuer").asText()).isEqualTo(issuer);
        assertThat(receiver.json("POST", "/ssf/streams", "{}").header("www-authenticate"))
                .hasValueSatisfying(challenge -> assertThat(challenge).contains("resource_metadata="));
        Running.resources()
                .declare(
                        "Client/" + client,
                        Map.of(
                                "secret",
                                SECRET,
                                "grant_types",
                                List.of("client_credentials"),
                                "scope",
                                List.of("ssf.read", "ssf.manage")));
        receiver.saying("Authorization", "Bearer " + token());
        String name = admin.newUser("sally");
        try (Receiver push = new Receiver()) {
            Answer created = receiver.postJson(
                    "/ssf/streams",
                    Map.of(
                            "events_requested",
                            List.of(CAEP + "session-revoked"),
                            "delivery",
                            Map.of(
                                    "method", "urn:ietf:rfc:8935",
                                    "endpoint_url", push.uri().toString(),
                                    "authorization_header", "Bearer of-the-receiver")));
            assertThat(created.status()).as(created.toString()).isEqualTo(201);
            String stream = created.json().get("stream_id").asText();

            assertThat(receiver.postJson("/ssf/verification", Map.of("stream_id", stream, "state", "hello"))
                            .status())
                    .isEqualTo(204);
            await().atMost(SOON).until(() -> push.deliveries().size() == 1);
            Delivery verification = push.deliveries().getFirst();
            assertThat(verification.header("Content-Type")).isEqualTo("application/secevent+jwt");
            assertThat(verification.header("Authorization")).isEqualTo("Bearer of-the-receiver");
            assertThat(content(verified(verification.body()), SSF + "verification")
                            .get("state"))
                    .isEqualTo("hello");

            journey.login(journey.person(), name);
            admin.data("mutation { endSessions(username: \"" + name + "\", reason: \"a stolen laptop\") { success } }");
            await().atMost(SOON).until(() -> push.deliveries().size() == 2);
            JWTClaimsSet revoked = verified(push.deliveries().getLast().body());
            assertThat(content(revoked, CAEP + "session-revoked").get("initiating_entity"))
                    .isEqualTo("admin");
            assertThat(revoked.getClaim("sub_id").toString()).contains("session", issuer);

            polls(stream, name);
        }
    }

    private void polls(String stream, String name) throws Exception {
        Answer changed = receiver.json(
                "PATCH",
                "/ssf/streams",
                "{\"stream_id\":\"" + stream + "\",\"delivery\":{\"method\":\"urn:ietf:rfc:8936\"}}");
        String endpoint = changed.json().at("/delivery/endpoint_url").asText();
        journey.login(journey.person(), name);
        admin.data("mutation { endSessions(username: \"" + name + "\", reason: \"another\") { success } }");
        JsonNode sets = poll(endpoint, "{}");
        assertThat(sets).hasSize(1);
        String id = sets.fieldNames().next();
        assertThat(verified(sets.get(id).asText()).getJWTID()).isEqualTo(id);
        assertThat(poll(endpoint, "{\"ack\":[\"" + id + "\"],\"returnImmediately\":true}"))
                .isEmpty();

        Answer deleted = receiver.send(
                URI.create(metadata.get("configuration_endpoint").asText() + "?stream_id=" + stream),
                request -> request.DELETE());
        assertThat(deleted.status()).as(deleted.toString()).isEqualTo(204);
    }

    private JsonNode poll(String endpoint, String body) {
        Answer answer = receiver.json("POST", URI.create(endpoint).getPath(), body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("sets");
    }

    private String token() {
        String basic = Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(UTF_8));
        Answer answer = journey.person()
                .send(
                        URI.create(issuer + "/token"),
                        request -> request.header("Authorization", "Basic " + basic)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.encode(
                                        Map.of("grant_type", "client_credentials", "scope", "ssf.manage")))));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().get("access_token").asText();
    }

    /** Verifies a token as a receiver does: by the keys of the transmitter's metadata, its type, issuer and audience. */
    private JWTClaimsSet verified(String token) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("secevent+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256,
                JWKSourceBuilder.create(
                                URI.create(metadata.get("jwks_uri").asText()).toURL())
                        .build()));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                client,
                new JWTClaimsSet.Builder().issuer(issuer).build(),
                Set.of("iat", "jti", "txn", "sub_id", "events")));
        return processor.process(token, null);
    }

    private static Map<?, ?> content(JWTClaimsSet claims, String type) {
        Map<?, ?> events = (Map<?, ?>) Objects.requireNonNull(claims.getClaim("events"));
        assertThat(events).hasSize(1);
        return (Map<?, ?>) Objects.requireNonNull(events.get(type), type);
    }
}
