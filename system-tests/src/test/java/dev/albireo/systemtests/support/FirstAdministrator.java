package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.Map;

/**
 * The first administrator of an installation, created with the code that its first start printed and signed in with a passkey.
 *
 * @param token an access token for the admin API, whose second factor was just proved
 */
public record FirstAdministrator(String subject, String token) {
    private static final String CALLBACK = "http://127.0.0.1:7777/callback";

    public static FirstAdministrator create(URI edge, String code, String username) {
        Journey journey = new Journey(edge);
        Person person = journey.person();
        Answer made = person.submit(
                person.get("/account/bootstrap"),
                "/account/bootstrap",
                Map.of("code", code, "username", username, "password", Admin.PASSWORD));
        assertThat(made.location().getPath()).isEqualTo("/login/2fa");
        assertThat(person.get("/account").location().getPath()).isEqualTo("/login/2fa");
        SoftPasskey passkey = journey.enrol(person, false);
        journey.goOn(person, journey.secondFactor(person, person.get("/login/2fa"), passkey));
        RelyingParty commandLine = RelyingParty.commandLine(edge, 7777);
        Pending pending = commandLine.request("openid albireo:admin", Map.of());
        URI callback = person.follow(person.get(pending.uri())).location();
        assertThat(callback.toString()).startsWith(CALLBACK + "?");
        Answer tokens = commandLine.token(
                edge,
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", commandLine.clientId(),
                        "redirect_uri", CALLBACK,
                        "code", Form.query(callback).getOrDefault("code", ""),
                        "code_verifier", pending.verifier()));
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return new FirstAdministrator(
                RelyingParty.idToken(tokens).getSubject(),
                tokens.json().get("access_token").asText());
    }
}
