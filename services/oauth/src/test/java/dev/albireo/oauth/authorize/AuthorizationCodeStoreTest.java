package dev.albireo.oauth.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.events.AuditRecorded;
import dev.albireo.events.SessionState;
import dev.albireo.events.UserState;
import dev.albireo.oauth.Stage;
import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.authorize.AuthorizationCodeStore.CompletedInteraction;
import dev.albireo.oauth.authorize.AuthorizationCodeStore.NewAuthorizationCode;
import dev.albireo.oauth.authorize.AuthorizationCodeStore.NewInteraction;
import dev.albireo.oauth.client.metadata.ResponseType;
import dev.albireo.oauth.key.OpaqueTokenGenerator;
import dev.albireo.outbox.CarriedSession;
import dev.albireo.protocol.OpaqueToken;
import dev.albireo.protocol.OpaqueToken.OpaqueTokenType;
import dev.albireo.testkit.FixedClock;
import dev.albireo.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuthorizationCodeStoreTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Inject
    AuthorizationCodeStore codes;

    @Inject
    InteractionStore interactions;

    @Inject
    Stage stage;

    @Inject
    OpaqueTokenGenerator tokenGenerator;

    @Inject
    FixedClock clock;

    @Inject
    Pool db;

    @Test
    void of_many_tabs_that_finish_one_interaction_one_gets_a_code() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        OpaqueToken interaction = interaction();

        List<Boolean> issued = Uni.join()
                .all(IntStream.range(0, 10)
                        .mapToObj(i -> issue(app, browser, Optional.of(stored(interaction))))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);

        assertThat(issued).containsOnlyOnce(true);
        assertThat(grants(browser)).hasSize(1);
    }

    @Test
    void of_many_tabs_that_finish_one_encrypted_interaction_one_gets_a_code() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        CompletedInteraction interaction = carried(tokenGenerator.next(OpaqueTokenType.INTERACTION));

        List<Boolean> issued = Uni.join()
                .all(IntStream.range(0, 10)
                        .mapToObj(i -> issue(app, browser, Optional.of(interaction)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(LIMIT);

        assertThat(issued).containsOnlyOnce(true);
        assertThat(grants(browser)).hasSize(1);
        assertThat(interactions
                        .find(interaction.id(), clock.instant().plusSeconds(80))
                        .await()
                        .atMost(LIMIT))
                .hasValueSatisfying(stored -> {
                    assertThat(stored.completedAt()).contains(clock.instant());
                    assertThat(stored.browserHash()).contains("browser");
                    assertThat(stored.pending().request()).isEqualTo(request());
                    assertThat(stored.expired()).isFalse();
                });
    }

    @Test
    void an_encrypted_interaction_gets_no_row_where_the_session_has_ended() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        CompletedInteraction interaction = carried(tokenGenerator.next(OpaqueTokenType.INTERACTION));
        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));

        assertThat(issue(app, browser, Optional.of(interaction)).await().atMost(LIMIT))
                .isFalse();

        assertThat(interactions.find(interaction.id(), clock.instant()).await().atMost(LIMIT))
                .isEmpty();
    }

    @Test
    void where_the_session_has_ended_nothing_happens_at_all() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        OpaqueToken interaction = interaction();
        stage.tell(stage.ended(browser.session(), SessionState.LOGOUT));

        assertThat(issue(app, browser, Optional.of(stored(interaction))).await().atMost(LIMIT))
                .isFalse();

        assertThat(grants(browser)).isEmpty();
        assertThat(interactions.find(interaction, clock.instant()).await().atMost(LIMIT))
                .hasValueSatisfying(stored -> assertThat(stored.completedAt()).isEmpty());
    }

    /** In either order, no grant survives the session. */
    @RepeatedTest(20)
    void a_code_given_while_its_session_ends_is_void_or_not_given() {
        App app = stage.register();
        Browser browser = stage.signIn("pwd");
        CompletableFuture<Void> ending =
                CompletableFuture.runAsync(() -> stage.tell(stage.ended(browser.session(), SessionState.LOGOUT)));

        for (int i = 0; i < 5; i++) {
            issue(app, browser, Optional.empty()).await().atMost(LIMIT);
        }
        ending.join();

        assertThat(grants(browser)).allMatch(row -> row.getOffsetDateTime("revoked_at") != null);
    }

    @Test
    void a_session_that_its_browser_carries_is_stored_with_its_code() {
        App app = stage.register();
        Browser browser = unknown();

        assertThat(issue(app, browser, Optional.empty(), carried(browser))
                        .await()
                        .atMost(LIMIT))
                .isTrue();

        assertThat(grants(browser)).hasSize(1);
        assertThat(sessions(browser)).isEqualTo(1);
    }

    @Test
    void a_carried_session_of_a_user_who_is_not_known_here_gets_no_code() {
        App app = stage.register();
        Browser browser = unknown();
        Optional<CarriedSession> newer =
                Optional.of(new CarriedSession(browser.session(), browser.user().version() + 1, clock.instant()));

        assertThat(issue(app, browser, Optional.empty(), newer).await().atMost(LIMIT))
                .isFalse();

        assertThat(grants(browser)).isEmpty();
        assertThat(sessions(browser)).isZero();
    }

    /** The event of the session's begin may arrive at any time. */
    @RepeatedTest(20)
    void a_carried_session_that_is_stored_concurrently_gets_its_code() {
        App app = stage.register();
        Browser browser = unknown();
        CompletableFuture<Void> event = CompletableFuture.runAsync(() -> stage.tell(browser.session()));

        assertThat(issue(app, browser, Optional.empty(), carried(browser))
                        .await()
                        .atMost(LIMIT))
                .isTrue();

        event.join();
        assertThat(grants(browser)).hasSize(1);
        assertThat(sessions(browser)).isEqualTo(1);
    }

    /** In either order, no grant survives the session. */
    @RepeatedTest(20)
    void a_code_given_with_a_carried_session_that_ends_is_void_or_not_given() {
        App app = stage.register();
        Browser browser = unknown();
        CompletableFuture<Void> ending =
                CompletableFuture.runAsync(() -> stage.tell(stage.ended(browser.session(), SessionState.LOGOUT)));

        for (int i = 0; i < 5; i++) {
            issue(app, browser, Optional.empty(), carried(browser)).await().atMost(LIMIT);
        }
        ending.join();

        assertThat(grants(browser)).allMatch(row -> row.getOffsetDateTime("revoked_at") != null);
    }

    /** Returns the browser of a known user, with a session that is not known here. */
    private Browser unknown() {
        UserState user = stage.user(1, true);
        stage.tell(user);
        return new Browser(Map.of(), user, stage.session(user.subject(), stage.newCookie(), 1, "pwd"));
    }

    private Optional<CarriedSession> carried(Browser browser) {
        return Optional.of(new CarriedSession(browser.session(), browser.user().version(), clock.instant()));
    }

    private int sessions(Browser browser) {
        return db.preparedQuery("SELECT 1 FROM session WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(browser.session().id())))
                .await()
                .atMost(LIMIT)
                .size();
    }

    private Uni<Boolean> issue(App app, Browser browser, Optional<CompletedInteraction> interaction) {
        return issue(app, browser, interaction, Optional.empty());
    }

    private Uni<Boolean> issue(
            App app, Browser browser, Optional<CompletedInteraction> interaction, Optional<CarriedSession> carried) {
        Instant now = clock.instant();
        UUID subject = UUID.fromString(browser.user().subject());
        NewAuthorizationCode code = new NewAuthorizationCode(
                Optional.of(tokenGenerator.next(OpaqueTokenType.CODE)),
                now.plusSeconds(60),
                UUID.randomUUID(),
                app.id(),
                subject,
                UUID.fromString(browser.session().id()),
                List.of("openid"),
                false,
                "[]",
                Optional.empty(),
                now.plusSeconds(60),
                Stage.REDIRECT_URI,
                false,
                Optional.empty(),
                Optional.empty(),
                RequestedClaims.NONE,
                List.of(),
                interaction,
                carried);
        AuditRecorded audit = new AuditRecorded("a", "authorize.code", "t", "success", Map.of(), null, now);
        return codes.issue(code, audit, now);
    }

    private CompletedInteraction stored(OpaqueToken interaction) {
        return new CompletedInteraction(interaction, clock.instant().plusSeconds(90), Optional.empty());
    }

    private CompletedInteraction carried(OpaqueToken interaction) {
        return new CompletedInteraction(
                interaction,
                clock.instant().plusSeconds(90),
                Optional.of(new NewInteraction("browser", interactions.json(request()), clock.instant())));
    }

    private OpaqueToken interaction() {
        OpaqueToken id = tokenGenerator.next(OpaqueTokenType.INTERACTION);
        PendingAuthorization pending = PendingAuthorization.received(request(), clock.instant());
        interactions
                .add(id, Optional.empty(), pending, clock.instant().plusSeconds(60))
                .await()
                .atMost(LIMIT);
        return id;
    }

    private static AuthorizationRequest request() {
        return new AuthorizationRequest(
                "app",
                Stage.REDIRECT_URI,
                false,
                ResponseType.CODE,
                ResponseMode.QUERY,
                Optional.of("s"),
                List.of("openid"),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                new RequestedAcr(List.of(), false),
                RequestedClaims.NONE,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private List<Row> grants(Browser browser) {
        return db.preparedQuery("SELECT revoked_at FROM authorization_grant WHERE session_id = $1")
                .execute(Tuple.of(UUID.fromString(browser.session().id())))
                .map(rows -> rows.stream().toList())
                .await()
                .atMost(LIMIT);
    }
}
