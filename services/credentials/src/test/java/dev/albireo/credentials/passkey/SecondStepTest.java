package dev.albireo.credentials.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.albireo.credentials.interaction.Pending;
import dev.albireo.credentials.session.LoginSession;
import dev.albireo.credentials.session.Visitor;
import dev.albireo.credentials.session.Visitor.Present;
import dev.albireo.events.UserState;
import dev.albireo.policy.Method;
import dev.albireo.policy.Proof;
import dev.albireo.policy.Proofs;
import dev.albireo.protocol.Interaction;
import dev.albireo.protocol.Interaction.Step;
import dev.albireo.web.ProblemRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecondStepTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final UUID ALICE = new UUID(0, 1);

    @Test
    void one_factor_leaves_the_second_one_missing() {
        assertThat(SecondStep.isMissing(visitor(Method.PASSWORD), Optional.empty()))
                .isTrue();
        assertThat(SecondStep.isMissing(visitor(Method.DEVICE_PASSKEY), Optional.empty()))
                .isTrue();
        assertThat(SecondStep.isMissing(visitor(Method.DEVICE_PASSKEY, Method.SYNCED_PASSKEY), Optional.empty()))
                .isTrue();
    }

    @Test
    void two_factors_are_enough_where_nothing_newer_is_asked() {
        Present both = visitor(Method.PASSWORD, Method.DEVICE_PASSKEY);
        assertThat(SecondStep.isMissing(both, Optional.empty())).isFalse();
        assertThat(SecondStep.isMissing(both, Optional.of(pending(Step.LOGIN, NOON.plusSeconds(60)))))
                .isFalse();
    }

    @Test
    void a_request_that_asks_for_a_second_factor_wants_one_made_since_it_began() {
        Present both = visitor(Method.PASSWORD, Method.DEVICE_PASSKEY);
        assertThat(SecondStep.isMissing(both, Optional.of(pending(Step.SECOND_FACTOR, NOON))))
                .isFalse();
        assertThat(SecondStep.isMissing(both, Optional.of(pending(Step.SECOND_FACTOR, NOON.plusMillis(1)))))
                .isTrue();
    }

    @Test
    void a_passkey_is_no_second_factor_after_a_passkey() {
        assertThat(SecondStep.passkeyCounts(visitor(Method.SYNCED_PASSKEY))).isFalse();
        assertThatThrownBy(
                        () -> SecondStep.checkPasskeyIsWanted(visitor(Method.SYNCED_PASSKEY), Optional.empty(), false))
                .isInstanceOf(ProblemRefusal.class);
        SecondStep.checkPasskeyIsWanted(visitor(Method.SYNCED_PASSKEY), Optional.empty(), true);
    }

    @Test
    void anothers_request_is_refused() {
        Pending bobs = pending(Step.SECOND_FACTOR, NOON, Optional.of("bob"));
        assertThatThrownBy(() -> SecondStep.checkPasskeyIsWanted(visitor(Method.PASSWORD), Optional.of(bobs), false))
                .isInstanceOf(ProblemRefusal.class);
    }

    private static Pending pending(Step step, Instant askedAt) {
        return pending(step, askedAt, Optional.of(ALICE.toString()));
    }

    private static Pending pending(Step step, Instant askedAt, Optional<String> subject) {
        Interaction.Client client = new Interaction.Client(
                "shop",
                "Shop",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Pending(
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

    private static Present visitor(Method... methods) {
        Proofs proofs = new Proofs(
                Arrays.stream(methods).map(method -> new Proof(method, NOON)).toList());
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
        return Visitor.of(session, user);
    }
}
