package dev.albireo.systemtests.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.RelyingParty;
import java.net.URI;
import java.util.Map;

/**
 * A client that refreshes, each time with the token of the last response. If that response was lost, it retries as clients do; if the retry
 * is later than the overlap allows, one token was used twice (RFC 9700 section 4.14.2), and the user signs in anew.
 */
final class RefreshChain implements Caller {
    private final Journey journey;
    private final RelyingParty shop;
    private final URI edge;
    private final String username;
    private final Ledger ledger;
    private String token;
    private boolean answerLost;

    RefreshChain(Journey journey, RelyingParty shop, URI edge, String username, Ledger ledger) {
        this.journey = journey;
        this.shop = shop;
        this.edge = edge;
        this.username = username;
        this.ledger = ledger;
        this.token = signIn();
    }

    private String signIn() {
        Answer tokens =
                journey.tokens(journey.person(), username, shop, shop.request("openid offline_access", Map.of()));
        return tokens.json().get("refresh_token").asText();
    }

    @Override
    public void again() {
        if (token.isEmpty()) {
            token = signIn();
        }
        Answer answer = shop.refresh(edge, token);
        if (answerLost && answer.status() == 400) {
            ledger.lostInFlight("a refresh family, whose token was used and whose answer never came");
            answerLost = false;
            token = "";
            return;
        }
        assertThat(answer.status()).as("the family is active: " + answer).isEqualTo(200);
        JsonNode tokens = answer.json();
        answerLost = false;
        token = tokens.get("refresh_token").asText();
        assertThat(shop.introspect(tokens.get("access_token").asText())
                        .json()
                        .get("active")
                        .asBoolean())
                .isTrue();
    }

    @Override
    public void brokenOff() {
        answerLost = true;
    }
}
