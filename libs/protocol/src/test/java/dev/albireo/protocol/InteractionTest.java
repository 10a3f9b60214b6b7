package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The interaction token between oauth and credentials")
class InteractionTest {
    private static final Interaction FULL = new Interaction(
            "ia_1",
            Instant.ofEpochMilli(1_700_000_000_123L),
            Interaction.RequiredStep.SECOND_FACTOR,
            List.of("ADMIN_REQUIRED"),
            List.of("passkey", "totp"),
            List.of("login"),
            Optional.of("subject"),
            Optional.of("alice"),
            List.of("de", "en"),
            new Interaction.RequestingClient(
                    "c1",
                    "Shop",
                    Optional.of("https://h"),
                    Optional.of("https://l"),
                    Optional.of("https://p"),
                    Optional.empty(),
                    Optional.empty()),
            Optional.of("https://shop.example"),
            Optional.of("hash"));

    @Test
    void everything_arrives_as_it_was_sent() throws ParseException {
        JWTClaimsSet sent =
                JWTClaimsSet.parse(FULL.toClaims("https://issuer.example").toString());
        assertThat(Interaction.fromClaims(sent)).isEqualTo(FULL);
    }

    @Test
    void the_time_it_began_keeps_its_milliseconds() throws ParseException {
        JWTClaimsSet sent =
                JWTClaimsSet.parse(FULL.toClaims("https://issuer.example").toString());
        assertThat(Interaction.fromClaims(sent).askedAt()).isEqualTo(FULL.askedAt());
    }

    @Test
    void a_token_without_its_claims_is_refused() {
        JWTClaimsSet empty = new JWTClaimsSet.Builder().jwtID("ia_1").build();
        assertThatThrownBy(() -> Interaction.fromClaims(empty)).isInstanceOf(ParseException.class);
    }
}
