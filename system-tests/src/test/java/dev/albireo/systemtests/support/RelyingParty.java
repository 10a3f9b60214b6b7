package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.Sha256;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client with users: registered by itself, public unless it has a secret, with PKCE. */
public final class RelyingParty {
    public static final String REDIRECT = "http://localhost:4321/callback";
    public static final String SIGNED_OUT = "http://localhost:4321/signed-out";
    public static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String ALL_SCOPES = "openid profile email offline_access admin payment transfer delete";

    private final URI issuer;
    private final String clientId;
    private final String redirect;
    private final String secret;

    private RelyingParty(URI issuer, String clientId, String redirect, String secret) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.redirect = redirect;
        this.secret = secret.isEmpty() ? secret : Secrets.remember(secret);
    }

    /** Returns the built-in command line, at a loopback port of its own choice (RFC 8252 section 7.3). */
    public static RelyingParty commandLine(URI issuer, int port) {
        return new RelyingParty(issuer, "albireo-cli", "http://127.0.0.1:" + port + "/callback", "");
    }

    /** Returns a public client that was registered before. */
    public static RelyingParty known(URI issuer, String clientId) {
        return new RelyingParty(issuer, clientId, REDIRECT, "");
    }

    /** The state of one request until its response. */
    public record Pending(String verifier, String state, String nonce, URI uri) {}

    /** Registers a new client. */
    public static RelyingParty register(URI issuer) {
        return register(issuer, Map.of());
    }

    /** Registers a new confidential client that may use every grant and introspect tokens. */
    public static RelyingParty confidential(URI issuer) {
        return confidential(issuer, Map.of());
    }

    /** As {@link #confidential(URI)}, with this metadata in addition. */
    public static RelyingParty confidential(URI issuer, Map<String, ?> more) {
        Map<String, Object> metadata = new LinkedHashMap<>(more);
        metadata.put("token_endpoint_auth_method", "client_secret_basic");
        metadata.put("grant_types", List.of("authorization_code", "refresh_token", "client_credentials", DEVICE_CODE));
        metadata.put("scope", ALL_SCOPES + " orders");
        return register(issuer, metadata);
    }

    /** Registers a new client that browsers return to at this redirect URI. */
    public static RelyingParty register(URI issuer, String redirect) {
        return new RelyingParty(
                issuer,
                register(issuer, Map.of("redirect_uris", List.of(redirect))).clientId(),
                redirect,
                "");
    }

    /** Registers a new client with this metadata in addition to that of {@link #register(URI)}. */
    public static RelyingParty register(URI issuer, Map<String, ?> over) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("client_name", "Test Shop");
        metadata.put("redirect_uris", List.of(REDIRECT));
        metadata.put("post_logout_redirect_uris", List.of(SIGNED_OUT));
        metadata.put("token_endpoint_auth_method", "none");
        metadata.put("grant_types", List.of("authorization_code", "refresh_token"));
        metadata.put("scope", ALL_SCOPES);
        metadata.putAll(over);
        Answer answer = new Person(issuer).postJson("/connect/register", metadata);
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        String secret = answer.json().path("client_secret").asText("");
        return new RelyingParty(issuer, answer.json().get("client_id").asText(), REDIRECT, secret);
    }

    /** Declares a confidential client under a new id, as an administrator does. */
    public static RelyingParty declare(URI issuer) {
        return declare(issuer, Running.resources());
    }

    /** As {@link #declare(URI)}, by another administrator. */
    public static RelyingParty declare(URI issuer, Resources resources) {
        String id = "shop-" + UUID.randomUUID();
        Map<String, Object> code = Map.of("redirect_uri", REDIRECT, "pkce", true, "refresh_token", true);
        resources.declare(
                "Client/" + id,
                Map.of(
                        "secret", WebApp.SECRET,
                        "first_party", true,
                        "grant_types", List.of("code", "refresh_token", "client_credentials", DEVICE_CODE),
                        "scope", List.of("openid", "profile", "offline_access", "orders"),
                        "auth", Map.of("authorization_code", code)));
        return new RelyingParty(issuer, id, REDIRECT, WebApp.SECRET);
    }

    public String clientId() {
        return clientId;
    }

    /** Returns a request for these scopes with these further parameters. */
    public Pending request(String scope, Map<String, String> more) {
        String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        String state = UUID.randomUUID().toString();
        String nonce = UUID.randomUUID().toString();
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", clientId);
        query.put("redirect_uri", redirect);
        query.put("response_type", "code");
        query.put("scope", scope);
        query.put("state", state);
        query.put("nonce", nonce);
        query.put("code_challenge", Sha256.of(verifier));
        query.put("code_challenge_method", "S256");
        query.putAll(more);
        return new Pending(verifier, state, nonce, issuer.resolve("/authorize?" + Form.encode(query)));
    }

    /** Redeems the code of an answer that came to the redirect URI. */
    public Answer redeem(Pending pending, URI callback) {
        return redeem(issuer, pending, Form.query(callback).getOrDefault("code", ""));
    }

    /** As {@link #redeem(Pending, URI)}, at another token endpoint. */
    public Answer redeem(URI at, Pending pending, String code) {
        return token(
                at,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "redirect_uri", redirect,
                        "code", code,
                        "code_verifier", pending.verifier()));
    }

    public Answer refresh(URI at, String refreshToken) {
        return token(at, Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    public Answer token(URI at, Map<String, String> form) {
        return post(at.resolve("/token"), form);
    }

    /** Requests a token for the client itself. */
    public Answer ownToken(String scope) {
        return token(issuer, Map.of("grant_type", "client_credentials", "scope", scope));
    }

    /** Pushes a request; the answer has the {@code request_uri}. */
    public Answer push(Pending pending) {
        return post(issuer.resolve("/par"), Form.query(pending.uri()));
    }

    /** Starts a device authorization. */
    public Answer beginDevice(String scope) {
        return post(issuer.resolve("/device_authorization"), Map.of("client_id", clientId, "scope", scope));
    }

    /** Polls for its result. */
    public Answer redeemDevice(String deviceCode) {
        return token(issuer, Map.of("grant_type", DEVICE_CODE, "client_id", clientId, "device_code", deviceCode));
    }

    public Answer introspect(String token) {
        return post(issuer.resolve("/introspect"), Map.of("token", token));
    }

    public Answer revoke(String token) {
        return post(issuer.resolve("/revoke"), Map.of("token", token, "client_id", clientId));
    }

    /** Posts a form, with the secret in the header if there is one. */
    public Answer post(URI uri, Map<String, String> form) {
        return new Person(issuer).send(uri, request -> {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(Form.encode(form)));
            return secret.isEmpty() ? request : request.header("Authorization", authorization());
        });
    }

    /** The {@code Authorization} header by which it proves its secret (RFC 6749 section 2.3.1). */
    public String authorization() {
        return "Basic " + basic();
    }

    private String basic() {
        return Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    public Answer userinfo(String accessToken) {
        return new Person(issuer)
                .send(issuer.resolve("/userinfo"), request -> request.header("Authorization", "Bearer " + accessToken));
    }

    /** Returns the claims of the ID token in a token response. */
    public static JWTClaimsSet idToken(Answer tokens) {
        JsonNode token = tokens.json().get("id_token");
        if (token == null) {
            throw new AssertionError("no ID token in " + tokens);
        }
        try {
            return SignedJWT.parse(token.asText()).getJWTClaimsSet();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
