package dev.albireo.oauth.limit;

import static dev.albireo.testkit.JsonMember.member;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(GuessedClientTest.Limited.class)
@DisplayName("threat 37: guesses of a client's credentials share one budget per client and network")
class GuessedClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int BUDGET = 5;

    public static class Limited implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "albireo.trusted-proxies", "127.0.0.1",
                    "albireo.limits.enabled", "true",
                    "albireo.limits.network-requests", "1000000",
                    "albireo.limits.failures", Integer.toString(BUDGET),
                    "albireo.limits.failure-window", "PT50S");
        }
    }

    /** An endpoint that authenticates the client, and a way to do so. */
    private enum Door {
        TOKEN_BASIC("/token") {
            @Override
            Response present(RequestSpecification request, App app) {
                return basic(request, app).post(path());
            }
        },
        TOKEN_BASIC_AND_JSON("/token") {
            @Override
            Response present(RequestSpecification request, App app) {
                return header(request, app)
                        .contentType(ContentType.JSON)
                        .body(Map.of("grant_type", "x"))
                        .post(path());
            }
        },
        TOKEN_JSON("/token") {
            @Override
            Response present(RequestSpecification request, App app) {
                return json(request, app).post(path());
            }
        },
        TOKEN_FORM("/token") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        OTHER_NAME_OF_TOKEN("/auth/token") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        PAR_BASIC("/par") {
            @Override
            Response present(RequestSpecification request, App app) {
                return basic(request, app).post(path());
            }
        },
        PAR_FORM("/par") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        DEVICE_FORM("/device_authorization") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        INTROSPECT_BASIC("/introspect") {
            @Override
            Response present(RequestSpecification request, App app) {
                return basic(request, app).post(path());
            }
        },
        INTROSPECT_FORM("/introspect") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        INTROSPECT_JSON("/introspect") {
            @Override
            Response present(RequestSpecification request, App app) {
                return json(request, app).post(path());
            }
        },
        OTHER_NAME_OF_INTROSPECT("/auth/introspect") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        REVOKE_BASIC("/revoke") {
            @Override
            Response present(RequestSpecification request, App app) {
                return basic(request, app).post(path());
            }
        },
        REVOKE_FORM("/revoke") {
            @Override
            Response present(RequestSpecification request, App app) {
                return form(request, app).post(path());
            }
        },
        REGISTRATION("/connect/register/") {
            @Override
            Response present(RequestSpecification request, App app) {
                return request.header("Authorization", "Bearer ra_" + "x".repeat(43))
                        .get(path() + app.id());
            }
        };

        private final String path;

        Door(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }

        abstract Response present(RequestSpecification request, App app);

        private static RequestSpecification basic(RequestSpecification request, App app) {
            return header(request, app).formParam("grant_type", "x").formParam("token", "x");
        }

        private static RequestSpecification header(RequestSpecification request, App app) {
            String pair = app.id() + ":" + app.secret();
            return request.header(
                    "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
        }

        private static RequestSpecification form(RequestSpecification request, App app) {
            return request.formParam("client_id", app.id())
                    .formParam("client_secret", app.secret())
                    .formParam("grant_type", "x")
                    .formParam("token", "x");
        }

        private static RequestSpecification json(RequestSpecification request, App app) {
            return request.contentType(ContentType.JSON)
                    .body(Map.of(
                            "client_id", app.id(), "client_secret", app.secret(), "grant_type", "x", "token", "x"));
        }
    }

    @Inject
    Stage stage;

    @Inject
    FixedClock clock;

    @Inject
    ClientFailureStore store;

    @Inject
    RateLimitConfig config;

    @BeforeEach
    void long_after_everything() {
        clock.advance(Duration.ofHours(1));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void guesses_at_one_door_use_the_budget_of_all(Door door) {
        App app = stage.register();
        App wrong = new App(app.id(), "wrong");
        for (int i = 0; i < BUDGET; i++) {
            assertThat(door.present(request(), wrong).statusCode()).isEqualTo(401);
        }

        assertThat(door.present(request(), wrong).statusCode()).isEqualTo(429);
        Door.TOKEN_FORM
                .present(request(), app)
                .then()
                .statusCode(429)
                .header("Retry-After", "10")
                .body(member("error", equalTo("temporarily_unavailable")));
        Door.INTROSPECT_FORM.present(request(), app).then().statusCode(429);
        Door.INTROSPECT_FORM.present(request("198.51.100.7"), app).then().statusCode(200);
        Door.INTROSPECT_FORM.present(request(), stage.register()).then().statusCode(200);
        clock.advance(Duration.ofSeconds(10));
        Door.INTROSPECT_FORM.present(request(), app).then().statusCode(200);
    }

    /** A signature is no guess, but a failed one costs as much. */
    @Test
    void assertions_that_fail_use_the_same_budget() {
        stage.declare("signs", """
                        {"token_endpoint_auth_method":"private_key_jwt","grant_types":["client_credentials"],
                         "scope":["shop.read"],"jwks":{"keys":[%s]}}""".formatted(key().toPublicJWK().toJSONString()))
                .then()
                .statusCode(201);
        for (int i = 0; i < BUDGET; i++) {
            assertThat(forged("signs").statusCode()).isEqualTo(401);
        }

        assertThat(forged("signs").statusCode()).isEqualTo(429);
    }

    @Test
    void of_fifty_parallel_guesses_no_more_than_the_budget_are_looked_at() {
        App app = stage.register();
        List<Integer> answers = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> Door.INTROSPECT_FORM
                        .present(request(), new App(app.id(), "wrong " + i))
                        .statusCode())
                .toList();

        assertThat(answers).containsOnly(401, 429);
        assertThat(answers.stream().filter(status -> status == 401)).hasSizeLessThanOrEqualTo(BUDGET);
    }

    @Test
    void another_replica_knows_of_them() {
        App app = stage.register();
        for (int i = 0; i < BUDGET; i++) {
            Door.REVOKE_FORM
                    .present(request(), new App(app.id(), "wrong " + i))
                    .then()
                    .statusCode(401);
        }

        var elsewhere = new ClientFailureBudget(store, config, clock);
        var attempt = new ClientFailureBudget.AuthenticationAttempt(app.id(), "203.0.113.9", "right");
        assertThatThrownBy(() -> elsewhere
                        .check(attempt, () -> Uni.createFrom().item("found"))
                        .await()
                        .atMost(LIMIT))
                .isInstanceOfSatisfying(
                        OAuthRefusal.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OAuthError.TOO_MANY_REQUESTS));
    }

    @Test
    void right_ones_use_nothing_up_and_a_wrong_one_between_them_does() {
        App app = stage.register();
        for (int i = 0; i < 3 * BUDGET; i++) {
            Door.INTROSPECT_FORM.present(request(), app).then().statusCode(200);
        }
        for (int i = 0; i < BUDGET; i++) {
            Door.INTROSPECT_FORM
                    .present(request(), new App(app.id(), "wrong " + i))
                    .then()
                    .statusCode(401);
        }

        Door.INTROSPECT_FORM.present(request(), app).then().statusCode(429);
    }

    /** RFC 9110 section 5.3: several lines are one list, and its last entry is the one that the trusted peer wrote. */
    @Test
    void a_spoofed_first_line_is_no_other_network() {
        App app = stage.register();
        for (int i = 0; i < BUDGET; i++) {
            Door.INTROSPECT_FORM
                    .present(
                            given().header("X-Forwarded-For", "198.51.100." + i)
                                    .header("X-Forwarded-For", "203.0.113.9"),
                            new App(app.id(), "wrong"))
                    .then()
                    .statusCode(401);
        }

        Door.INTROSPECT_FORM.present(request(), app).then().statusCode(429);
    }

    private static RequestSpecification request() {
        return request("203.0.113.9");
    }

    private static RequestSpecification request(String from) {
        return given().header("X-Forwarded-For", from);
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("key").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns an assertion that is valid except for its key. */
    private Response forged(String client) {
        try {
            var jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("key").build(),
                    new JWTClaimsSet.Builder()
                            .issuer(client)
                            .subject(client)
                            .audience(PostgresResource.ISSUER)
                            .jwtID(UUID.randomUUID().toString())
                            .expirationTime(Date.from(clock.instant().plusSeconds(60)))
                            .build());
            jwt.sign(new ECDSASigner(key()));
            return request()
                    .formParam("grant_type", "client_credentials")
                    .formParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                    .formParam("client_assertion", jwt.serialize())
                    .post("/token");
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
