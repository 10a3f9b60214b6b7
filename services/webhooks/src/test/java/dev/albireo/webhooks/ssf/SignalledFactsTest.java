package dev.albireo.webhooks.ssf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.Event;
import dev.albireo.events.SessionEvent.SessionEnded;
import dev.albireo.events.SessionEvent.SessionStarted;
import dev.albireo.events.SessionEvent.SessionUpgraded;
import dev.albireo.events.TwoFactorEvent.PasskeyEnrolled;
import dev.albireo.events.TwoFactorEvent.PasskeyRemoved;
import dev.albireo.events.TwoFactorEvent.RecoveryCodesIssued;
import dev.albireo.events.TwoFactorEvent.TotpDisabled;
import dev.albireo.events.TwoFactorEvent.TwoFactorLocked;
import dev.albireo.events.TwoFactorEvent.TwoFactorReset;
import dev.albireo.events.UserEvent.UserChanged;
import dev.albireo.outbox.ReceivedMessage;
import dev.albireo.webhooks.ssf.SsfAccountStore.KnownAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Facts become events of CAEP 1.0 and RISC 1.0")
class SignalledFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String ISSUER = "https://id.example";

    @ParameterizedTest
    @CsvSource({"logout, user", "replaced, user", "disabled, admin", "revoked, admin"})
    void CAEP_3_1_an_ended_session_says_who_ended_it(String reason, String entity) {
        SignalledFact fact = only(new SessionEnded(SsfFacts.session(NOW, reason, "pwd")));
        assertThat(fact.type()).isEqualTo(SsfEventType.SESSION_REVOKED);
        assertThat(fact.content().path("initiating_entity").asText()).isEqualTo(entity);
        assertThat(fact.content().at("/reason_admin/en").asText()).isNotEmpty();
        assertThat(fact.content().path("event_timestamp").isIntegralNumber()).isTrue();
        assertThat(fact.subjectId().at("/session/id").asText()).isEqualTo(SsfFacts.SESSION);
        assertThat(fact.subjectId().at("/user/sub").asText()).isEqualTo(SsfFacts.SUBJECT);
    }

    @Test
    void CAEP_3_6_a_new_session_has_its_strength() {
        SignalledFact fact = only(new SessionStarted(SsfFacts.session(NOW, null, "pwd")));
        assertThat(fact.type()).isEqualTo(SsfEventType.SESSION_ESTABLISHED);
        assertThat(fact.content().path("acr").asText()).isEqualTo("aal1");
        assertThat(fact.content().path("amr").toString()).isEqualTo("[\"pwd\"]");
    }

    @Test
    void CAEP_3_4_a_second_factor_raises_the_level_once() {
        SignalledFact fact = only(new SessionUpgraded(SsfFacts.session(NOW, null, "pwd", "otp")));
        assertThat(fact.type()).isEqualTo(SsfEventType.ASSURANCE_LEVEL_CHANGE);
        assertThat(fact.content().path("namespace").asText()).isEqualTo("NIST-AAL");
        assertThat(fact.content().path("current_level").asText()).isEqualTo("nist-aal2");
        assertThat(fact.content().path("change_direction").asText()).isEqualTo("increase");
        assertThat(facts(new SessionUpgraded(SsfFacts.session(NOW, null, "pwd", "otp", "hwk"))))
                .isEmpty();
        assertThat(facts(new SessionUpgraded(SsfFacts.session(NOW, null, "hwk", "swk"))))
                .isEmpty();
    }

    @Test
    void CAEP_3_3_credentials_have_standard_types() {
        assertThat(credential(new PasskeyEnrolled(SsfFacts.SUBJECT, "id", true, NOW)))
                .isEqualTo("fido2-platform create");
        assertThat(credential(new PasskeyEnrolled(SsfFacts.SUBJECT, "id", false, NOW)))
                .isEqualTo("fido2-roaming create");
        assertThat(credential(new PasskeyRemoved(SsfFacts.SUBJECT, "id", NOW))).isEqualTo("fido2-platform delete");
        assertThat(credential(new TotpDisabled(SsfFacts.SUBJECT, NOW))).isEqualTo("app delete");
    }

    @Test
    void a_reset_revokes_every_kind_and_does_not_pass_on_what_the_administrator_wrote() {
        List<SignalledFact> facts =
                facts(new TwoFactorReset(SsfFacts.SUBJECT, "an-admin", "a phone lost in Bern", NOW));
        assertThat(facts).hasSize(3).allSatisfy(fact -> {
            assertThat(fact.content().path("change_type").asText()).isEqualTo("revoke");
            assertThat(fact.content().path("initiating_entity").asText()).isEqualTo("admin");
            assertThat(fact.content().toString()).doesNotContain("Bern", "an-admin");
        });
    }

    @Test
    void RISC_2_recovery_codes_are_recovery_information_and_a_lock_is_nothing() {
        assertThat(only(new RecoveryCodesIssued(SsfFacts.SUBJECT, 10, NOW)).type())
                .isEqualTo(SsfEventType.RECOVERY_INFORMATION_CHANGED);
        assertThat(facts(new TwoFactorLocked(SsfFacts.SUBJECT, NOW, NOW))).isEmpty();
    }

    @Test
    void RISC_2_an_account_is_compared_with_what_was_known() {
        KnownAccount known = new KnownAccount(true, Optional.of("ann@example.com"), List.of("finance", "sales"));
        assertThat(changed(Optional.of(known), known)).isEmpty();
        assertThat(changed(
                        Optional.of(known),
                        new KnownAccount(true, Optional.of("Ann@example.com"), List.of("sales", "finance"))))
                .isEmpty();
        assertThat(changed(
                        Optional.empty(), new KnownAccount(false, Optional.of("ann@example.com"), List.of("finance"))))
                .extracting(SignalledFact::type)
                .containsExactly(SsfEventType.ACCOUNT_DISABLED);
        List<SignalledFact> moved =
                changed(Optional.of(known), new KnownAccount(true, Optional.of("new@example.com"), List.of()));
        assertThat(moved)
                .extracting(SignalledFact::type)
                .containsExactly(
                        SsfEventType.RECOVERY_INFORMATION_CHANGED,
                        SsfEventType.IDENTIFIER_CHANGED,
                        SsfEventType.TOKEN_CLAIMS_CHANGE);
        assertThat(moved.get(1).subjectId().toString())
                .isEqualTo("{\"format\":\"email\",\"email\":\"ann@example.com\"}");
        assertThat(moved.toString()).doesNotContain("new@example.com");
        assertThat(moved.getLast().content().at("/claims/groups").toString()).isEqualTo("[]");
    }

    @Test
    void every_type_is_on_the_page() throws IOException {
        String page = Files.readString(Path.of("../../docs/shared-signals.md"));
        for (SsfEventType type : SsfEventType.values()) {
            assertThat(page).contains("`" + type.uri().replaceFirst(".*/", "") + "`");
        }
    }

    private static List<SignalledFact> changed(Optional<KnownAccount> before, KnownAccount now) {
        UserChanged changed = new UserChanged(SsfFacts.user(2, null, true), NOW);
        return SignalledFacts.of(new ReceivedMessage("fact", NOW, changed), changed, before, now, ISSUER);
    }

    private static String credential(Event event) {
        SignalledFact fact = only(event);
        assertThat(fact.type()).isEqualTo(SsfEventType.CREDENTIAL_CHANGE);
        assertThat(fact.content().at("/reason_admin/en").asText()).isNotEmpty();
        return fact.content().path("credential_type").asText() + " "
                + fact.content().path("change_type").asText();
    }

    private static SignalledFact only(Event event) {
        List<SignalledFact> facts = facts(event);
        assertThat(facts).hasSize(1);
        return facts.getFirst();
    }

    private static List<SignalledFact> facts(Event event) {
        return SignalledFacts.of(new ReceivedMessage("fact", NOW, event), ISSUER);
    }
}
