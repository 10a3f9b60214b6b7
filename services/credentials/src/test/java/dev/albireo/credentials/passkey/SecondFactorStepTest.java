package dev.albireo.credentials.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.interaction.PendingInteraction;
import dev.albireo.credentials.session.Authentication;
import dev.albireo.credentials.session.Authentication.Authenticated;
import dev.albireo.credentials.session.LoginSession;
import dev.albireo.events.UserState;
import dev.albireo.policy.AuthenticationMethod;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.policy.SecondFactorKind;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.RequiredStep;
import dev.albireo.web.ProblemRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondFactorStepTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID ALICE = new UUID(0, 1);

    @Test
    void one_factor_leaves_the_second_one_missing() {
        assertThat(SecondFactorStep.isMissing(visitor(AuthenticationMethod.PASSWORD), Optional.empty()))
                .isTrue();
        assertThat(SecondFactorStep.isMissing(visitor(AuthenticationMethod.DEVICE_PASSKEY), Optional.empty()))
                .isTrue();
        assertThat(SecondFactorStep.isMissing(
                        visitor(AuthenticationMethod.DEVICE_PASSKEY, AuthenticationMethod.SYNCED_PASSKEY),
                        Optional.empty()))
                .isTrue();
    }

    @Test
    void two_factors_are_enough_where_nothing_newer_is_asked() {
        Authenticated both = visitor(AuthenticationMethod.PASSWORD, AuthenticationMethod.DEVICE_PASSKEY);
        assertThat(SecondFactorStep.isMissing(both, Optional.empty())).isFalse();
        assertThat(SecondFactorStep.isMissing(both, Optional.of(pending(RequiredStep.LOGIN, NOON.plusSeconds(60)))))
                .isFalse();
    }

    @Test
    void a_request_that_asks_for_a_second_factor_wants_one_made_since_it_began() {
        Authenticated both = visitor(AuthenticationMethod.PASSWORD, AuthenticationMethod.DEVICE_PASSKEY);
        assertThat(SecondFactorStep.isMissing(both, Optional.of(pending(RequiredStep.SECOND_FACTOR, NOON))))
                .isFalse();
        assertThat(SecondFactorStep.isMissing(
                        both, Optional.of(pending(RequiredStep.SECOND_FACTOR, NOON.plusMillis(1)))))
                .isTrue();
    }

    @Test
    void a_request_that_accepts_some_factors_wants_one_of_them_made_since_it_began() {
        PendingInteraction passkey = accepting(List.of("passkey", "of-a-newer-release"));
        Proof password = new Proof(AuthenticationMethod.PASSWORD, NOON);

        assertThat(SecondFactorStep.isMissing(
                        visitor(password, Proof.ofCode(SecondFactorKind.TOTP, NOON)), Optional.of(passkey)))
                .isTrue();
        assertThat(SecondFactorStep.isMissing(
                        visitor(password, new Proof(AuthenticationMethod.SYNCED_PASSKEY, NOON)), Optional.of(passkey)))
                .isFalse();
        assertThat(SecondFactorStep.isMissing(
                        visitor(new Proof(AuthenticationMethod.SYNCED_PASSKEY, NOON.minusSeconds(60)), password),
                        Optional.of(passkey)))
                .as("the first factor was a passkey")
                .isFalse();
    }

    @Test
    void a_passkey_is_no_second_factor_after_a_passkey() {
        assertThat(SecondFactorStep.passkeyCounts(visitor(AuthenticationMethod.SYNCED_PASSKEY)))
                .isFalse();
        assertThatThrownBy(() -> SecondFactorStep.requirePasskeyUseful(
                        visitor(AuthenticationMethod.SYNCED_PASSKEY), Optional.empty(), false))
                .isInstanceOf(ProblemRefusal.class);
        SecondFactorStep.requirePasskeyUseful(visitor(AuthenticationMethod.SYNCED_PASSKEY), Optional.empty(), true);
    }

    @Test
    void a_passkey_that_counted_as_two_factors_counts_again() {
        Proof alone = new Proof(AuthenticationMethod.SYNCED_PASSKEY, NOON, true);
        PendingInteraction newer = pending(RequiredStep.SECOND_FACTOR, NOON.plusSeconds(1));

        assertThat(SecondFactorStep.isMissing(visitor(alone), Optional.empty())).isFalse();
        SecondFactorStep.requirePasskeyUseful(visitor(alone), Optional.of(newer), false);
    }

    @Test
    void anothers_request_is_refused() {
        PendingInteraction bobs = pending(RequiredStep.SECOND_FACTOR, NOON, Optional.of("bob"));
        assertThatThrownBy(() -> SecondFactorStep.requirePasskeyUseful(
                        visitor(AuthenticationMethod.PASSWORD), Optional.of(bobs), false))
                .isInstanceOf(ProblemRefusal.class);
    }

    private static PendingInteraction pending(RequiredStep step, Instant askedAt) {
        return pending(step, askedAt, Optional.of(ALICE.toString()));
    }

    private static PendingInteraction accepting(List<String> factors) {
        Interaction any = pending(RequiredStep.SECOND_FACTOR, NOON).request();
        return new PendingInteraction(
                "token",
                new Interaction(
                        any.id(),
                        any.askedAt(),
                        any.step(),
                        any.reasons(),
                        factors,
                        any.prompt(),
                        any.subject(),
                        any.loginHint(),
                        any.uiLocales(),
                        any.client(),
                        any.redirectOrigin(),
                        any.browser()));
    }

    private static PendingInteraction pending(RequiredStep step, Instant askedAt, Optional<String> subject) {
        Interaction.RequestingClient client = new Interaction.RequestingClient(
                "shop",
                "Shop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new PendingInteraction(
                "token",
                new Interaction(
                        "ia_1",
                        askedAt,
                        step,
                        List.of(),
                        List.of(),
                        subject,
                        Optional.empty(),
                        List.of(),
                        client,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Authenticated visitor(AuthenticationMethod... methods) {
        return visitor(
                Arrays.stream(methods).map(method -> new Proof(method, NOON)).toArray(Proof[]::new));
    }

    private static Authenticated visitor(Proof... list) {
        Proofs proofs = new Proofs(List.of(list));
        LoginSession session = new LoginSession(
                new UUID(0, 2),
                ALICE,
                "hash",
                1,
                proofs,
                true,
                NOON,
                NOON,
                NOON.plusSeconds(3600),
                Duration.ofHours(1),
                false,
                Optional.empty(),
                Optional.empty());
        UserState user = new UserState(
                ALICE.toString(), 1, "alice", null, false, true, true, false, List.of(), Map.of(), null, false);
        return Authentication.of(session, user);
    }
}
