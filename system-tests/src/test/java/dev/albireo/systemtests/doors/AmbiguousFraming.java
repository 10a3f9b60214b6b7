package dev.albireo.systemtests.doors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.RawHttp;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request whose end or whose host two parsers may see differently (RFC 9112 sections 3.2, 6.1, 6.3 and 7.1.1) is rejected with 400, and
 * the connection is closed: what follows on it is never processed as a second request. Public endpoints are tested at the edge and at the
 * service.
 */
final class AmbiguousFraming extends Rule {
    private static final String SECOND = "GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n";

    private static final String BROKEN = "a quoted line end in a chunk extension";

    /** What comes after the request line and one {@code Host}: further headers, then the body. */
    private static final Map<String, String> VARIANTS = variants();

    AmbiguousFraming() {
        super("ambiguous framing", "40");
        at(Door.LOGIN, () -> refused("credentials", "/login"));
        at(Door.PASSWORD_RESET, () -> refused("credentials", "/login/reset"));
        at(Door.ACCOUNT, () -> refused("credentials", "/account/password"));
        at(Door.WEBAUTHN, () -> refused("credentials", "/webauthn/authenticate/start"));
        at(Door.TWO_FACTOR, () -> refused("credentials", "/auth/two-factor/enable"));
        at(Door.AUTHORIZE, () -> refused("oauth", "/authorize"));
        at(Door.AUTHORIZE_POST, () -> refused("oauth", "/authorize"));
        at(Door.SILENT, () -> refused("oauth", "/authorize?prompt=none"));
        at(Door.SIGNED, () -> refused("oauth", "/authorize?request=e30.e30."));
        at(Door.PUSHED, () -> refused("oauth", "/par"));
        at(Door.CONSENT, () -> refused("oauth", "/consent"));
        at(Door.CODE, () -> refused("oauth", "/token"));
        at(Door.REFRESH, () -> refused("oauth", "/token"));
        at(Door.DEVICE_CODE, () -> refused("oauth", "/token"));
        at(Door.CLIENT, () -> refused("oauth", "/token"));
        at(Door.DEVICE, () -> refused("oauth", "/device"));
        at(Door.INTROSPECT, () -> refused("oauth", "/introspect"));
        at(Door.USERINFO, () -> refused("oauth", "/userinfo"));
        at(Door.REVOKE, () -> refused("oauth", "/revoke"));
        at(Door.LOGOUT, () -> refused("oauth", "/logout"));
        at(Door.REGISTER, () -> refused("oauth", "/connect/register"));
        at(Door.GRAPHQL, () -> refused(Running.stack().adminUri(), "/graphql"));
        at(Door.RESOURCES, () -> refused(Running.stack().adminUri(), "/Client/x"));
        at(Door.INTERNAL, () -> refused(Running.stack().serviceUri("credentials"), "/internal/sessions/lookup"));
    }

    private static String refused(String service, String path) {
        refused(Running.stack().serviceUri(service), path);
        return refused(Running.stack().edgeUri(), path);
    }

    private static String refused(URI server, String path) {
        VARIANTS.forEach((name, rest) -> {
            RawHttp.Response response = RawHttp.exchange(
                    server, "POST " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + rest);
            // A refusal of a body that breaks in the middle may be lost with the connection, or come before the break
            // is read.
            List<Integer> statuses = name.equals(BROKEN) ? List.of(0, 400, 401, 403, 404, 405, 415) : List.of(400);
            assertThat(response.status())
                    .as("%s at %s: %s", name, path, response)
                    .isIn(statuses);
            assertThat(response.text().split("HTTP/1\\.[01] \\d", -1))
                    .as("%s at %s: %s", name, path, response)
                    .hasSizeLessThanOrEqualTo(2);
        });
        return "400, closed";
    }

    private static Map<String, String> variants() {
        String form = "Content-Type: application/x-www-form-urlencoded\r\n";
        Map<String, String> variants = new LinkedHashMap<>();
        variants.put(
                "a length and chunks",
                form + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SECOND);
        variants.put("two lengths", form + "Content-Length: 3\r\nContent-Length: 0\r\n\r\na=b" + SECOND);
        variants.put("an unknown coding", form + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SECOND);
        variants.put("chunks that are not last", form + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + SECOND);
        variants.put(BROKEN, form + "Transfer-Encoding: chunked\r\n\r\n1;a=\"\r\nX\r\n0\r\n\r\n" + SECOND + "\"\r\n");
        // Its framing is clear, so the connection may be kept (RFC 9112 section 3.2 requires the 400 alone).
        variants.put(
                "two hosts",
                "Host: other.example\r\nConnection: close\r\n" + form + "Content-Length: 0\r\n\r\n" + SECOND);
        return variants;
    }
}
