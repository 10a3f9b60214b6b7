package dev.albireo.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.albireo.events.SessionState;
import dev.albireo.events.SessionState.ProofFact;
import dev.albireo.events.UserState;
import dev.albireo.oauth.key.SigningKeys;
import dev.albireo.protocol.SessionCookie;
import dev.albireo.protocol.Sha256;
import dev.albireo.testkit.JsonMember;
import dev.albireo.testkit.PostgresResource;
import dev.albireo.web.Cookies;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The starting points of tests over HTTP: clients, signed-in browsers, codes. All of them use the service's own endpoints. */
@Singleton
public class Stage {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    public static final String REDIRECT_URI = "https://app.example/cb";
    /** RFC 7636 appendix B. */
    public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    /** The acting user of {@link #administrator()}. */
    public static final String ADMINISTRATOR = "00000000-0000-4000-8000-00000000000a";

    private static final String GIVE_GRANT = """
            INSERT INTO authorization_grant
                   (id, client_id, subject, session_id, scopes, offline, proofs, given_at, expires_at)
            VALUES ($1, 'albireo-cli', $2, $1, '{openid,albireo:admin}', false, '[]', now(), now() + interval '99 years')
            """;

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");

    private final Cookies cookies;
    private final Clock clock;
    private final ObjectMapper json;
    private final SigningKeys keys;
    private final Pool db;
    private final String serviceSecret;
    private final AtomicReference<String> administratorsGrant = new AtomicReference<>("");

    Stage(
            Cookies cookies,
            Clock clock,
            ObjectMapper json,
            SigningKeys keys,
            Pool db,
            @ConfigProperty(name = "albireo.service-clients.credentials.secret") String serviceSecret) {
        this.cookies = cookies;
        this.clock = clock;
        this.json = json;
        this.keys = keys;
        this.db = db;
        this.serviceSecret = serviceSecret;
    }

    /** A registered client and its secret. */
    public record App(String id, String secret) {}

    /** A browser with its cookies, and its user. */
    public record Browser(Map<String, String> jar, UserState user, SessionState session) {
        public RequestSpecification request() {
            return given().redirects().follow(false).cookies(jar);
        }

        /** Requests {@code path}, and stores the cookies of the response. */
        public Response get(String path) {
            Response response = request().urlEncodingEnabled(false).get(path);
            jar.putAll(response.cookies());
            return response;
        }
    }

    public App register(String... scopes) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "App");
        metadata.put("redirect_uris", List.of(REDIRECT_URI));
        metadata.put("post_logout_redirect_uris", List.of("https://app.example/bye"));
        if (scopes.length > 0) {
            metadata.put("scope", String.join(" ", scopes));
        }
        Response response = given().contentType(ContentType.JSON).body(metadata).post("/connect/register");
        assertThat(response.statusCode()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    /** Registers a client without a secret. */
    public App registerPublic() {
        Response response = given().contentType(ContentType.JSON)
                .body(Map.of("redirect_uris", List.of(REDIRECT_URI), "token_endpoint_auth_method", "none"))
                .post("/connect/register");
        assertThat(response.statusCode()).isEqualTo(201);
        return new App(JsonMember.read(response.asString(), "client_id"), "");
    }

    public Browser signIn(String... amr) {
        UserState user = user(1, true);
        SessionCookie cookie = cookies.newSession();
        SessionState session = session(user.subject(), cookie, 1, amr);
        tell(user);
        tell(session);
        Map<String, String> jar = new LinkedHashMap<>(Map.of("albireo-session", cookie.value()));
        return new Browser(jar, user, session);
    }

    public UserState user(int version, boolean enabled) {
        String subject = UUID.randomUUID().toString();
        return new UserState(
                subject,
                version,
                "alice",
                "alice@example.org",
                true,
                enabled,
                false,
                false,
                List.of(),
                Map.of(),
                null,
                false);
    }

    public SessionState session(String subject, SessionCookie cookie, int version, String... amr) {
        Instant now = clock.instant();
        List<ProofFact> proofs =
                Arrays.stream(amr).map(method -> new ProofFact(method, now)).toList();
        return new SessionState(
                UUID.randomUUID().toString(),
                version,
                subject,
                cookie.hash(),
                proofs,
                false,
                now,
                now,
                now.plusSeconds(43_200),
                3600,
                null,
                null);
    }

    public SessionState ended(SessionState live, String reason) {
        return new SessionState(
                live.id(),
                live.version() + 1,
                live.subject(),
                live.cookieHash(),
                live.proofs(),
                live.mfaRequired(),
                live.createdAt(),
                live.lastSeenAt(),
                live.expiresAt(),
                live.idleSeconds(),
                clock.instant(),
                reason);
    }

    public void tell(SessionState session) {
        put("/internal/sessions/" + session.id(), session);
    }

    public void tell(UserState user) {
        put("/internal/users/" + user.subject(), user);
    }

    /** Returns a session cookie of valid form and checksum. */
    public SessionCookie newCookie() {
        return cookies.newSession();
    }

    public String authorize(App app, String... parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("client_id", app.id());
        values.put("redirect_uri", REDIRECT_URI);
        values.put("response_type", "code");
        values.put("scope", "openid");
        values.put("state", "s");
        values.put("code_challenge", Sha256.of(VERIFIER));
        values.put("code_challenge_method", "S256");
        for (int i = 0; i < parameters.length; i += 2) {
            values.put(parameters[i], parameters[i + 1]);
        }
        List<String> pairs = new ArrayList<>();
        values.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return "/authorize?" + String.join("&", pairs);
    }

    /** Returns a code for these scopes, with consent given on the way. */
    public String code(App app, Browser browser, String scope) {
        Response response = browser.get(authorize(app, "scope", scope, "nonce", "n"));
        if (response.header("Location").startsWith("/consent")) {
            response = approve(browser, response.header("Location"));
            response = browser.get(response.header("Location"));
        }
        return query(response.header("Location")).get("code");
    }

    public Response approve(Browser browser, String consentPage) {
        String page = browser.get(consentPage).asString();
        return browser.request()
                .formParam("interaction", query(consentPage).get("interaction"))
                .formParam("form_token", formToken(page))
                .formParam("action", "approve")
                .post("/consent");
    }

    public Response redeem(App app, String code) {
        return token(app)
                .formParam("grant_type", "authorization_code")
                .formParam("code", code)
                .formParam("redirect_uri", REDIRECT_URI)
                .formParam("code_verifier", VERIFIER)
                .post("/token");
    }

    public Response refresh(App app, String refreshToken) {
        return token(app)
                .formParam("grant_type", "refresh_token")
                .formParam("refresh_token", refreshToken)
                .post("/token");
    }

    /** Returns a request with the authentication of the client; a public client names itself. */
    public RequestSpecification token(App app) {
        return app.secret().isEmpty()
                ? given().formParam("client_id", app.id())
                : given().auth().preemptive().basic(app.id(), app.secret());
    }

    public int userinfoStatus(String accessToken) {
        return given().auth().oauth2(accessToken).get("/userinfo").statusCode();
    }

    public static String formToken(String page) {
        Matcher matcher = FORM_TOKEN.matcher(page);
        assertThat(matcher.find()).as("a form token in %s", page).isTrue();
        return matcher.group(1);
    }

    public static Map<String, String> query(String location) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair :
                List.of(String.valueOf(URI.create(location).getRawQuery()).split("&", -1))) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private void put(String path, Object body) {
        try {
            given().auth()
                    .oauth2(serviceToken())
                    .contentType(ContentType.JSON)
                    .body(json.writeValueAsString(body))
                    .put(path)
                    .then()
                    .statusCode(204);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a client as the admin API does; the body is JSON. */
    public Response declare(String id, String body) {
        return administrator().contentType(ContentType.JSON).body(body).put("/internal/resources/Client/" + id);
    }

    /** Returns a request of the admin API for an administrator who proved a second factor. */
    public RequestSpecification administrator() {
        return administrator(administratorToken("aal2"));
    }

    /** As above, with this token. */
    public RequestSpecification administrator(String token) {
        return given().auth().oauth2(serviceToken()).header("Albireo-Actor", token);
    }

    public String administratorToken(String acr) {
        return administratorToken(ADMINISTRATOR, administratorsGrant(), acr);
    }

    /** Returns the token of an administrator whose second factor has this age. */
    public String administratorToken(Duration age) {
        return administratorToken(ADMINISTRATOR, administratorsGrant(), "aal2", age);
    }

    /** Returns the token of a user who was an administrator when it was issued, with this grant. */
    public String administratorToken(String subject, String grant, String acr) {
        return administratorToken(subject, grant, acr, Duration.ZERO);
    }

    private String administratorToken(String subject, String grant, String acr, Duration age) {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(PostgresResource.ISSUER)
                .subject(subject)
                .audience("albireo-admin")
                .issueTime(Date.from(clock.instant()))
                .claim("grant", grant)
                .expirationTime(Date.from(clock.instant().plusSeconds(300)))
                .claim("scope", "albireo:admin")
                .claim("groups", List.of("administrators"))
                .claim("acr", acr)
                .claim("second_factor_at", clock.instant().minus(age).getEpochSecond())
                .build();
        return keys.ring().chain(ring -> ring.sign("at+jwt", claims)).await().atMost(LIMIT);
    }

    /** Creates a grant of this user to the command line, as a sign-in would. */
    public String grant(String subject) {
        UUID grant = UUID.randomUUID();
        db.preparedQuery(GIVE_GRANT)
                .execute(Tuple.of(grant, UUID.fromString(subject)))
                .await()
                .atMost(LIMIT);
        return grant.toString();
    }

    private synchronized String administratorsGrant() {
        if (administratorsGrant.get().isEmpty()) {
            tell(member(ADMINISTRATOR, 1, true, "administrators"));
            administratorsGrant.set(grant(ADMINISTRATOR));
        }
        return administratorsGrant.get();
    }

    /** Returns a user in these groups. */
    public UserState member(String subject, int version, boolean enabled, String... groups) {
        return new UserState(
                subject,
                version,
                "member " + subject,
                null,
                false,
                enabled,
                false,
                false,
                List.of(groups),
                Map.of(),
                null,
                false);
    }

    public String serviceToken() {
        return JsonMember.read(
                given().auth()
                        .preemptive()
                        .basic("credentials", URLEncoder.encode(serviceSecret, StandardCharsets.UTF_8))
                        .formParam("grant_type", "client_credentials")
                        .post("/token")
                        .asString(),
                "access_token");
    }
}
