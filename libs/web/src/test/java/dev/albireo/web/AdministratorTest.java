package dev.albireo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final UUID ANN = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID GRANT = UUID.fromString("00000000-0000-4000-8000-000000000002");

    @Test
    void is_whom_the_token_names() {
        assertThat(Administrator.of(claims().build())).isEqualTo(new Administrator(ANN, GRANT, NOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "grant", "iat"})
    void a_token_without_user_grant_or_time_identifies_no_administrator(String missing) {
        refused(claims().claim(missing, null));
    }

    @Test
    void a_subject_without_account_identifies_no_administrator() {
        refused(claims().subject("admin"));
        refused(claims().claim("grant", 7));
    }

    private static void refused(JWTClaimsSet.Builder claims) {
        JWTClaimsSet built = claims.build();
        assertThatThrownBy(() -> Administrator.of(built))
                .isInstanceOfSatisfying(
                        ProblemRefusal.class,
                        refusal -> assertThat(refusal.problem()).isEqualTo(Problem.FORBIDDEN));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .subject(ANN.toString())
                .issueTime(Date.from(NOON))
                .claim("grant", GRANT.toString());
    }
}
