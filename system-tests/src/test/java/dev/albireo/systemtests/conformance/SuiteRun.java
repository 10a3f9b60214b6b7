package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;

/** One complete authorization, with all checks that the suite applies to every one. */
record SuiteRun(SuiteClient client, Person person, Answer tokens, JWTClaimsSet idToken) {

    /** Runs with a new browser and user. */
    static SuiteRun of(SuiteClient client, Map<String, String> more) {
        return by(client, Running.journey().person(), more);
    }

    static SuiteRun by(SuiteClient client, Person person, Map<String, String> more) {
        Map<String, String> request = client.request(more);
        return ended(client, person, request, SuiteClient.ask(person, request));
    }

    /** Returns the rest of an authorization that came as far as this answer. */
    static SuiteRun ended(SuiteClient client, Person person, Map<String, String> request, Answer first) {
        Map<String, String> received = client.answer(person, SuitePerson.USERNAME, first);
        assertThat(received)
                .containsEntry("state", request.get("state"))
                .containsEntry("iss", Running.stack().edgeUri().toString())
                .containsKey("code");
        Answer tokens = client.redeem(received.getOrDefault("code", ""), Map.of());
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        assertThat(tokens.header("cache-control").orElse("")).contains("no-store");
        assertThat(tokens.header("content-type").orElse("")).startsWith("application/json");
        assertThat(tokens.json().get("token_type").asText()).isEqualToIgnoringCase("Bearer");
        assertThat(tokens.json().get("expires_in").asInt()).isPositive();
        JWTClaimsSet idToken = verified(tokens.json().get("id_token").asText(), JWSAlgorithm.RS256);
        assertThat(idToken.getIssuer()).isEqualTo(Running.stack().edgeUri().toString());
        assertThat(idToken.getAudience()).containsExactly(client.id());
        assertThat(idToken.getSubject()).isNotBlank();
        assertThat(idToken.getExpirationTime()).isAfter(Instant.now());
        assertThat(idToken.getIssueTime()).isBefore(Instant.now().plusSeconds(5));
        assertThat(idToken.getClaim("nonce")).isEqualTo(request.get("nonce"));
        return new SuiteRun(client, person, tokens, idToken);
    }

    String accessToken() {
        return tokens.json().get("access_token").asText();
    }

    /** Returns the answer of userinfo, which is about the same person. */
    Answer userinfo() {
        Answer answer = bearer("GET");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("content-type").orElse("")).startsWith("application/json");
        assertThat(answer.json().get("sub").asText()).isEqualTo(idToken.getSubject());
        return answer;
    }

    Answer bearer(String method) {
        URI uri = Running.stack().edgeUri().resolve("/userinfo");
        return new Person(uri)
                .send(
                        uri,
                        request -> request.header("Authorization", "Bearer " + accessToken())
                                .method(method, BodyPublishers.noBody()));
    }

    /** Returns the claims of a token that one of the published keys has signed, by its kid. */
    static JWTClaimsSet verified(String token, JWSAlgorithm algorithm) {
        return verified(token, algorithm, JOSEObjectType.JWT);
    }

    /** As {@link #verified(String, JWSAlgorithm)}, of a token of this type. */
    static JWTClaimsSet verified(String token, JWSAlgorithm algorithm, JOSEObjectType type) {
        try {
            DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
            processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type, null));
            URI keys = Running.stack().edgeUri().resolve("/.well-known/jwks.json");
            processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                    algorithm, JWKSourceBuilder.create(keys.toURL()).build()));
            return processor.process(token, null);
        } catch (Exception e) {
            throw new AssertionError(token, e);
        }
    }
}
