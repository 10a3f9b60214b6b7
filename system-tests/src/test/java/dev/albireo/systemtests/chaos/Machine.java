package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.RelyingParty;

/** A client without users: its own token must be valid everywhere at once. */
record Machine(RelyingParty client) implements Caller {
    @Override
    public void again() {
        Answer token = client.ownToken("orders");
        assertThat(token.status()).as(token.toString()).isEqualTo(200);
        Answer known = client.introspect(token.json().get("access_token").asText());
        assertThat(known.json().get("active").asBoolean()).as(known.toString()).isTrue();
    }
}
