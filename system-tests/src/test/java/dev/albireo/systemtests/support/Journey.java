package dev.albireo.systemtests.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.RelyingParty.Pending;
import dev.albireo.testkit.SoftPasskey;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The steps of sign-ins over HTTP, as a user and a relying party take them. */
public final class Journey {
    private final URI edge;

    public Journey(URI edge) {
        this.edge = edge;
    }

    /** Returns a new user with a browser. */
    public Person person() {
        return new Person(edge);
    }

    /** Signs in with the password at a bare {@code /login}; returns the redirect that follows. */
    public Answer login(Person person, String username) {
        return person.submit(person.get("/login"), "/login", Map.of("username", username, "password", Admin.PASSWORD));
    }

    /** Fills in the displayed login page. */
    public Answer login(Person person, Answer page, String username) {
        return person.submit(page, "/login", Map.of("username", username, "password", Admin.PASSWORD));
    }

    /** Adds a passkey to the account of a user who has just signed in. */
    public SoftPasskey enrol(Person person, boolean synced) {
        SoftPasskey passkey = new SoftPasskey(edge, synced);
        Answer finish = enrol(person, passkey);
        assertThat(finish.status()).as(finish.toString()).isEqualTo(200);
        return passkey;
    }

    /** As {@link #enrol(Person, boolean)}, with any result. */
    public Answer enrol(Person person, SoftPasskey passkey) {
        Answer start = person.postJson("/webauthn/register/start", Map.of());
        if (start.status() != 200) {
            return start;
        }
        return person.postJson(
                "/webauthn/register/finish",
                Map.of("credential", passkey.register(start.json().at("/options/publicKey")), "name", "Soft key"));
    }

    /** Proves the passkey as second factor; {@code page} is the displayed {@code /login/2fa} page. */
    public Answer secondFactor(Person person, Answer page, SoftPasskey passkey) {
        Map<String, Object> begin = new LinkedHashMap<>();
        interaction(page).ifPresent(interaction -> begin.put("interaction", interaction));
        Answer start = person.postJson("/webauthn/2fa/start", begin);
        assertThat(start.status()).as(start.toString()).isEqualTo(200);
        Map<String, Object> finish = new LinkedHashMap<>();
        finish.put("credential", passkey.authenticate(start.json().at("/options/publicKey")));
        interaction(page).ifPresent(interaction -> finish.put("interaction", interaction));
        return person.postJson("/webauthn/2fa/finish", finish);
    }

    /** Continues from any page of this server to the client's redirect URI, giving consent. */
    public URI toCallback(Person person, Answer answer) {
        Answer current = person.follow(answer);
        if (current.status() == 200 && current.uri().getPath().equals("/consent")) {
            current = person.follow(person.submit(current, "/consent", Map.of("action", "approve")));
        }
        assertThat(current.status() / 100).as(current.toString()).isEqualTo(3);
        assertThat(current.location().toString()).as(current.toString()).startsWith(RelyingParty.REDIRECT);
        return current.location();
    }

    /** Signs in with a password for this request and returns the token response. */
    public Answer tokens(Person person, String username, RelyingParty party, Pending pending) {
        Answer page = person.follow(person.get(pending.uri()));
        URI callback = toCallback(person, login(person, page, username));
        Answer tokens = party.redeem(pending, callback);
        assertThat(tokens.status()).as(tokens.toString()).isEqualTo(200);
        return tokens;
    }

    /** Returns where the response to a finished ceremony sends the browser; new recovery codes, shown on the way, are confirmed. */
    public Answer goOn(Person person, Answer finished) {
        assertThat(finished.status()).as(finished.toString()).isEqualTo(200);
        JsonNode next = finished.json().get("redirect_to");
        assertThat(next).as(finished.toString()).isNotNull();
        Answer page = person.get(next.asText());
        return page.body().contains("data-recovery-codes")
                ? person.get(person.submit(page, "/login/2fa", Map.of()).location())
                : page;
    }

    private static Optional<String> interaction(Answer page) {
        return Optional.ofNullable(page.page().selectFirst("input[name=interaction]"))
                .map(input -> input.attr("value"))
                .filter(value -> !value.isEmpty());
    }
}
