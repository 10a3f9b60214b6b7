package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Internal;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** NUL, bytes that are not text, repeated parameters, excessive length, another content type: from a signed-in user. */
final class Malformed extends Rule {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final int MAX_LOST = 4;
    private static final String MUCH = "x".repeat(100_000);

    private final Visit visit = Visit.with("openid");
    private final Person person = visit.person();

    Malformed() {
        super("malformed input", "3");
        at(Door.LOGIN, () -> form("/login"));
        at(Door.PASSWORD_RESET, () -> form("/login/reset"));
        at(Door.AUTHORIZE, () -> query(""));
        at(Door.SILENT, () -> query("&prompt=none"));
        at(Door.AUTHORIZE_POST, () -> form("/authorize"));
        at(Door.PUSHED, () -> form("/par"));
        at(Door.SIGNED, () -> query("&request=e30.e30."));
        at(Door.DEVICE, () -> form("/device_authorization") + ", " + form("/device"));
        at(Door.DEVICE_CODE, () -> form("/token", "grant_type=" + RelyingParty.DEVICE_CODE + "&"));
        at(Door.CONSENT, () -> form("/consent"));
        at(Door.CODE, () -> form("/token", "grant_type=authorization_code&"));
        at(Door.REFRESH, () -> form("/token", "grant_type=refresh_token&"));
        at(Door.CLIENT, () -> form("/token", "grant_type=client_credentials&"));
        at(Door.INTROSPECT, () -> form("/introspect"));
        at(Door.USERINFO, () -> form("/userinfo"));
        at(Door.REVOKE, () -> form("/revoke"));
        at(Door.LOGOUT, () -> form("/logout"));
        at(Door.REGISTER, () -> json(at("/connect/register"), "POST", "/connect/register", ""));
        at(Door.ACCOUNT, () -> json(at("/account/passkeys/x"), "PATCH", "/account/passkeys/x", ""));
        at(Door.WEBAUTHN, () -> json(at("/webauthn/register/finish"), "POST", "/webauthn/register/finish", ""));
        at(Door.TWO_FACTOR, () -> json(at("/auth/two-factor/enable"), "POST", "/auth/two-factor/enable", ""));
        at(Door.GRAPHQL, () -> {
            Answer much = send(Running.stack().adminUri(), "POST", "/graphql", JSON, "", MUCH);
            Answer many =
                    send(Running.stack().adminUri(), "POST", "/graphql", JSON, "", "[{\"query\":\"{__typename}\"}]");
            assertThat(many.json().has("errors")).as(many.toString()).isTrue();
            return Refused.status(much, 413);
        });
        at(Door.RESOURCES, () -> json(Running.stack().adminUri(), "PUT", "/Client/x", ""));
        at(
                Door.INTERNAL,
                () -> json(
                        Running.stack().serviceUri("credentials"),
                        "POST",
                        "/internal/sessions/lookup",
                        Internal.token("admin", "internal:credentials")));
    }

    private String query(String more) {
        String base = "/authorize?response_type=code&client_id=" + visit.shop().clientId() + more;
        String redirect = "&redirect_uri=" + RelyingParty.REDIRECT;
        for (String query : List.of("&scope=%00", "&redirect_uri=%FF", "&client_id=a", redirect + "&redirect_uri=b")) {
            refused(person.copy().get(base + query));
        }
        return refused(person.copy().get(base + redirect + "&state=" + MUCH.substring(0, 20_000)));
    }

    private String form(String path) {
        return form(path, "");
    }

    private String form(String path, String first) {
        String id = "client_id=" + visit.shop().clientId();
        for (String body :
                List.of(first + "%zz=%zz", first + id + "&token=%00&scope=%00&username=%00", id + "&" + id)) {
            loses(send(at(path), "POST", path, FORM, "", body));
        }
        loses(send(at(path), "POST", path, "application/xml", "", "<a/>"));
        return refused(send(at(path), "POST", path, FORM, "", "scope=" + MUCH));
    }

    private String json(URI at, String method, String path, String bearer) {
        for (String body :
                List.of("", "{", "[]", "null", "\"\\u0000\"", "{\"a\":" + "[".repeat(3000) + "]".repeat(3000) + "}")) {
            loses(send(at, method, path, JSON, bearer, body));
        }
        return refused(send(at, method, path, JSON, bearer, "{\"a\":\"" + MUCH + "\"}"));
    }

    /**
     * A server that responds before it has read the whole request closes the connection, and the response may be lost with it (RFC 9112
     * section 9.6): then the request is repeated.
     */
    private Answer send(URI at, String method, String path, String type, String bearer, String body) {
        for (int lost = 0; ; lost++) {
            try {
                return sendOnce(at, method, path, type, bearer, body);
            } catch (AssertionError e) {
                if (lost == MAX_LOST || !(e.getCause() instanceof IOException)) {
                    throw e;
                }
            }
        }
    }

    private Answer sendOnce(URI at, String method, String path, String type, String bearer, String body) {
        URI uri = at.resolve(path);
        return person.copyAt(uri).send(uri, request -> {
            boolean admin = at.equals(Running.stack().adminUri());
            request.header("Content-Type", type).header("Origin", (admin ? at : edge()).toString());
            return (bearer.isEmpty() ? request : request.header("Authorization", "Bearer " + bearer))
                    .method(method, BodyPublishers.ofString(body));
        });
    }

    /** Bypasses the edge, which may lose a response that arrives before the request is sent. */
    private static URI at(String path) {
        boolean credentials = path.equals("/login")
                || path.startsWith("/account")
                || path.startsWith("/webauthn")
                || path.startsWith("/auth");
        return Running.stack().serviceUri(credentials ? "credentials" : "oauth");
    }

    private static URI edge() {
        return Running.stack().edgeUri();
    }

    /** Rejected, or back to the page; never an internal error, and never the requested effect. */
    private static void loses(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(300, 499);
        assertThat(answer.body()).doesNotContain("access_token");
    }

    private static String refused(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isBetween(400, 499);
        return String.valueOf(answer.status());
    }
}
