package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.albireo.protocol.Sha256;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An application that signs people in: registered by itself, public, with PKCE. */
public final class RelyingParty {
    public static final String REDIRECT = "http://localhost:4321/callback";
    public static final String SIGNED_OUT = "http://localhost:4321/signed-out";
    private static final String ALL_SCOPES = "openid profile email offline_access admin payment transfer delete";

    private final URI issuer;
    private final String clientId;
    private final String redirect;

    private RelyingParty(URI issuer, String clientId, String redirect) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.redirect = redirect;
    }

    /** The built-in command line, at a loopback port of its own choice (RFC 8252 section 7.3). */
    public static RelyingParty commandLine(URI issuer, int port) {
        return new RelyingParty(issuer, "albireo-cli", "http://127.0.0.1:" + port + "/callback");
    }

    /** What was kept of one request until its answer comes. */
    public record Pending(String verifier, String state, String nonce, URI uri) {}

    /** Registers a new application. */
    public static RelyingParty register(URI issuer) {
        Answer answer = new Person(issuer)
                .postJson(
                        "/connect/register",
                        Map.of(
                                "client_name",
                                "Test Shop",
                                "redirect_uris",
                                List.of(REDIRECT),
                                "post_logout_redirect_uris",
                                List.of(SIGNED_OUT),
                                "token_endpoint_auth_method",
                                "none",
                                "grant_types",
                                List.of("authorization_code", "refresh_token"),
                                "scope",
                                ALL_SCOPES));
        if (answer.status() != 201) {
            throw new AssertionError(answer.toString());
        }
        return new RelyingParty(issuer, answer.json().get("client_id").asText(), REDIRECT);
    }

    public String clientId() {
        return clientId;
    }

    /** A request for these scopes with these further parameters. */
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

    /** As {@link #redeem(Pending, URI)}, at a token endpoint of one's choice. */
    public Answer redeem(URI at, Pending pending, String code) {
        return token(
                at,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", clientId,
                        "redirect_uri", REDIRECT,
                        "code", code,
                        "code_verifier", pending.verifier()));
    }

    public Answer refresh(URI at, String refreshToken) {
        return token(at, Map.of("grant_type", "refresh_token", "client_id", clientId, "refresh_token", refreshToken));
    }

    public Answer token(URI at, Map<String, String> form) {
        return new Person(at)
                .send(
                        at.resolve("/token"),
                        request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.encode(form))));
    }

    public Answer userinfo(String accessToken) {
        return new Person(issuer)
                .send(issuer.resolve("/userinfo"), request -> request.header("Authorization", "Bearer " + accessToken));
    }

    /** The claims of the ID token in a token response. */
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
