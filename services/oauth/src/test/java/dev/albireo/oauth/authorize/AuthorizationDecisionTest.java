package dev.albireo.oauth.authorize;

import static dev.albireo.oauth.authorize.Examples.ALICE;
import static dev.albireo.oauth.authorize.Examples.client;
import static dev.albireo.oauth.authorize.Examples.passkey;
import static dev.albireo.oauth.authorize.Examples.password;
import static dev.albireo.oauth.authorize.Examples.signOn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.client.Client;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.client.metadata.TokenEndpointAuthMethod;
import dev.albireo.oauth.session.SsoSession;
import dev.albireo.policy.Acr;
import dev.albireo.policy.NetworkContext;
import dev.albireo.policy.Reason;
import dev.albireo.policy.SecondFactorPolicy;
import dev.albireo.policy.UserRequirements;
import dev.albireo.protocol.OAuthError;
import dev.albireo.web.AdministratorRoles;
import dev.albireo.web.AdministratorRolesConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The next step of a request")
class AuthorizationDecisionTest {
    private static final Instant ASKED = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant NOW = ASKED.plusSeconds(30);

    private record Groups(String administratorGroup, String helpDeskGroup, String auditorGroup)
            implements AdministratorRolesConfig {}

    private static final AuthorizationDecision DECISION = new AuthorizationDecision(
            new SecondFactorPolicy(
                    Set.of("payment"), Duration.ofMinutes(5), Duration.ofHours(12), new UserRequirements(Set.of())),
            (client, subject) -> subject.toString(),
            new AdministratorRoles(new Groups("admins", "desk", "auditors")));
    private static final SsoSession ONE_FACTOR = signOn(false, false, Set.of(), password(ASKED.minusSeconds(600)));
    private static final SsoSession TWO_FACTORS =
            signOn(false, false, Set.of(), password(ASKED.minusSeconds(600)), passkey(ASKED.minusSeconds(590)));

    @Nested
    class Login {
        @Test
        void no_user_is_signed_in() {
            assertThat(next(request(), Optional.empty())).isEqualTo(new NextStep.Login(Set.of()));
        }

        @Test
        void the_login_page_already_knows_that_a_second_factor_will_be_wanted() {
            assertThat(next(request().scopes("openid", "payment"), Optional.empty()))
                    .isEqualTo(new NextStep.Login(Set.of(Reason.HIGH_VALUE_SCOPE)));
        }

        @Test
        void OIDC_Core_3_1_2_6_silently_that_is_login_required() {
            assertThat(error(next(request().prompt(Prompt.NONE), Optional.empty())))
                    .isEqualTo(OAuthError.LOGIN_REQUIRED);
        }

        @ParameterizedTest
        @EnumSource(names = {"LOGIN", "SELECT_ACCOUNT"})
        void a_wish_to_sign_in_anew_is_met_by_any_proof_since_the_request_so_it_cannot_loop(Prompt prompt) {
            SsoSession fresh = signOn(false, false, Set.of(), password(ASKED));

            assertThat(next(request().prompt(prompt), Optional.of(ONE_FACTOR))).isInstanceOf(NextStep.Login.class);
            assertThat(next(request().prompt(prompt), Optional.of(fresh))).isInstanceOf(NextStep.ConsentRequired.class);
        }

        @Test
        void max_age_counts_from_the_moment_of_the_request() {
            SsoSession edge = signOn(false, false, Set.of(), password(ASKED.minusSeconds(400)));

            assertThat(next(request().maxAge(400), Optional.of(edge))).isInstanceOf(NextStep.ConsentRequired.class);
            assertThat(next(request().maxAge(399), Optional.of(edge))).isInstanceOf(NextStep.Login.class);
            assertThat(error(next(request().maxAge(399).prompt(Prompt.NONE), Optional.of(edge))))
                    .isEqualTo(OAuthError.LOGIN_REQUIRED);
        }
    }

    @Nested
    class Person {
        private static final String ANOTHER_USER = "00000000-0000-4000-8000-000000000002";

        @Test
        void OIDC_Core_3_1_2_1_the_one_who_was_asked_for_goes_on() {
            assertThat(next(request().who(Examples.ALICE.toString()), Optional.of(ONE_FACTOR)))
                    .isInstanceOf(NextStep.ConsentRequired.class);
        }

        @Test
        void OIDC_Core_3_1_2_1_another_one_is_asked_to_sign_in_and_silently_that_is_login_required() {
            assertThat(next(request().who(ANOTHER_USER), Optional.of(ONE_FACTOR)))
                    .isInstanceOf(NextStep.Login.class);
            assertThat(error(next(request().who(ANOTHER_USER).prompt(Prompt.NONE), Optional.of(ONE_FACTOR))))
                    .isEqualTo(OAuthError.LOGIN_REQUIRED);
        }

        @Test
        void who_has_just_signed_in_and_is_still_another_ends_the_request() {
            SsoSession fresh = signOn(false, false, Set.of(), password(ASKED));

            assertThat(error(next(request().who(ANOTHER_USER), Optional.of(fresh))))
                    .isEqualTo(OAuthError.LOGIN_REQUIRED);
        }
    }

    @Nested
    class SecondFactor {
        @Test
        void a_rule_fires_and_one_factor_is_there() {
            assertThat(reasons(next(request().scopes("openid", "payment"), Optional.of(ONE_FACTOR))))
                    .containsExactly(Reason.HIGH_VALUE_SCOPE);
            assertThat(reasons(next(request().acr("aal2"), Optional.of(ONE_FACTOR))))
                    .containsExactly(Reason.REQUESTED_ACR);
        }

        @Test
        void two_factors_satisfy_it() {
            assertThat(next(request().scopes("openid", "payment"), Optional.of(TWO_FACTORS)))
                    .isInstanceOf(NextStep.ConsentRequired.class);
        }

        @Test
        void a_flag_set_after_the_login_is_seen_at_the_next_request() {
            SsoSession flagged = signOn(true, false, Set.of(), password(ASKED));

            assertThat(reasons(next(request(), Optional.of(flagged)))).containsExactly(Reason.ADMIN_REQUIRED);
        }

        @Test
        void a_partial_session_gets_no_further_even_if_the_flag_is_gone() {
            SsoSession partial = signOn(false, true, Set.of(), password(ASKED));

            assertThat(reasons(next(request(), Optional.of(partial)))).containsExactly(Reason.ADMIN_REQUIRED);
        }

        @Test
        void silently_it_is_missing() {
            assertThat(next(request().acr("aal2").prompt(Prompt.NONE), Optional.of(ONE_FACTOR)))
                    .isEqualTo(new NextStep.SilentlyMissing(ONE_FACTOR, Set.of(Reason.REQUESTED_ACR)));
        }

        @Test
        void threat_7_sign_on_with_one_factor_does_not_enter_a_client_that_needs_two() {
            Client strict = client(true, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC, true, Acr.AAL2);

            assertThat(reasons(DECISION.next(
                            request().pending(),
                            strict,
                            Optional.of(ONE_FACTOR),
                            Set.of(),
                            NetworkContext.UNKNOWN,
                            NOW)))
                    .containsExactly(Reason.CLIENT_MINIMUM);
        }

        @Test
        void an_unknown_essential_acr_is_rejected_for_every_user() {
            assertThat(error(next(request().essentialAcr("aal3"), Optional.empty())))
                    .isEqualTo(OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS);
            assertThat(error(next(request().essentialAcr("aal3"), Optional.of(TWO_FACTORS))))
                    .isEqualTo(OAuthError.UNMET_AUTHENTICATION_REQUIREMENTS);
        }
    }

    @Nested
    class Consent {
        @Test
        void what_was_allowed_before_is_not_asked_again() {
            assertThat(next(request(), Optional.of(ONE_FACTOR), "openid", "profile", "email"))
                    .isEqualTo(new NextStep.Granted(ONE_FACTOR));
        }

        @Test
        void one_more_scope_is_asked() {
            assertThat(next(request().scopes("openid", "profile"), Optional.of(ONE_FACTOR), "openid"))
                    .isEqualTo(new NextStep.ConsentRequired(ONE_FACTOR, Set.of("openid")));
        }

        @Test
        void silently_it_is_required() {
            assertThat(error(next(request().prompt(Prompt.NONE), Optional.of(ONE_FACTOR))))
                    .isEqualTo(OAuthError.CONSENT_REQUIRED);
        }

        @Test
        void a_first_party_client_needs_none() {
            Client own = client(true, TokenEndpointAuthMethod.CLIENT_SECRET_BASIC, true, Acr.AAL1);

            assertThat(DECISION.next(
                            request().pending(), own, Optional.of(ONE_FACTOR), Set.of(), NetworkContext.UNKNOWN, NOW))
                    .isInstanceOf(NextStep.Granted.class);
        }

        @Test
        void prompt_consent_asks_once_more_and_the_answer_of_this_person_counts() {
            Request asked = request().prompt(Prompt.CONSENT);

            assertThat(next(asked, Optional.of(ONE_FACTOR), "openid")).isInstanceOf(NextStep.ConsentRequired.class);
            assertThat(next(asked.consentedBy(ALICE), Optional.of(ONE_FACTOR), "openid"))
                    .isInstanceOf(NextStep.Granted.class);
            assertThat(next(asked.consentedBy(UUID.randomUUID()), Optional.of(ONE_FACTOR), "openid"))
                    .isInstanceOf(NextStep.ConsentRequired.class);
        }

        @Test
        void it_is_asked_last_so_that_only_a_satisfied_session_may_answer() {
            assertThat(next(request().acr("aal2"), Optional.of(ONE_FACTOR))).isInstanceOf(NextStep.SecondFactor.class);
        }
    }

    @Test
    void the_admin_scope_is_for_administrators() {
        SsoSession administrator = signOn(false, false, Set.of("administrators"), password(ASKED), passkey(ASKED));
        Client cli = client(true, TokenEndpointAuthMethod.NONE, true, Acr.AAL2);
        PendingAuthorization asked = request().scopes("openid", "albireo:admin").pending();

        assertThat(error(DECISION.next(asked, cli, Optional.of(TWO_FACTORS), Set.of(), NetworkContext.UNKNOWN, NOW)))
                .isEqualTo(OAuthError.ACCESS_DENIED);
        assertThat(DECISION.next(asked, cli, Optional.of(administrator), Set.of(), NetworkContext.UNKNOWN, NOW))
                .isInstanceOf(NextStep.Granted.class);
    }

    private static NextStep next(Request request, Optional<SsoSession> ssoSession, String... allowed) {
        return DECISION.next(request.pending(), client(), ssoSession, Set.of(allowed), NetworkContext.UNKNOWN, NOW);
    }

    private static Set<Reason> reasons(NextStep next) {
        return ((NextStep.SecondFactor) next).reasons();
    }

    private static OAuthError error(NextStep next) {
        return ((NextStep.Denied) next).refusal().error();
    }

    private static Request request() {
        return new Request(
                List.of("openid"),
                Set.of(),
                Optional.empty(),
                new RequestedAcr(List.of(), false),
                Optional.empty(),
                Optional.empty());
    }

    /** A request with the relevant parameters only. */
    private record Request(
            List<String> scope,
            Set<Prompt> prompts,
            Optional<Duration> age,
            RequestedAcr acr,
            Optional<UUID> by,
            Optional<String> who) {
        Request scopes(String... scopes) {
            return new Request(List.of(scopes), prompts, age, acr, by, who);
        }

        Request prompt(Prompt prompt) {
            return new Request(scope, Set.of(prompt), age, acr, by, who);
        }

        Request maxAge(long seconds) {
            return new Request(scope, prompts, Optional.of(Duration.ofSeconds(seconds)), acr, by, who);
        }

        Request acr(String... values) {
            return new Request(scope, prompts, age, new RequestedAcr(List.of(values), false), by, who);
        }

        Request essentialAcr(String... values) {
            return new Request(scope, prompts, age, new RequestedAcr(List.of(values), true), by, who);
        }

        Request consentedBy(UUID subject) {
            return new Request(scope, prompts, age, acr, Optional.of(subject), who);
        }

        Request who(String subject) {
            return new Request(scope, prompts, age, acr, by, Optional.of(subject));
        }

        PendingAuthorization pending() {
            AuthorizationRequest request = new AuthorizationRequest(
                    "app",
                    "https://app.example/cb",
                    false,
                    ResponseType.CODE,
                    ResponseMode.QUERY,
                    Optional.empty(),
                    scope,
                    Optional.empty(),
                    Optional.empty(),
                    prompts,
                    age,
                    acr,
                    RequestedClaims.NONE,
                    who,
                    Optional.empty(),
                    List.of(),
                    List.of());
            return new PendingAuthorization(request, ASKED, Optional.empty(), by);
        }
    }
}
