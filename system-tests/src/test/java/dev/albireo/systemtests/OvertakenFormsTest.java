package dev.albireo.systemtests;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Authenticator;
import dev.albireo.systemtests.support.Device;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.RelyingParty;
import dev.albireo.systemtests.support.ResetMail;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import dev.albireo.testkit.SoftPasskey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Every form, sent after another tab has changed its state, leads on")
class OvertakenFormsTest {
    private static final RelyingParty SHOP =
            RelyingParty.register(Running.stack().edgeUri());
    private static final Journey JOURNEY = Running.journey();
    private static final Admin ADMIN = Running.admin();

    /** The page that posts to the client, and a form whose response is a file. */
    private static final Set<String> NOT_WALKED = Set.of("{address}", "/account/profile/export");

    /** Without a session and an interaction there is nothing that a form token could belong to. */
    private static final Set<Posted> BOUND_TO_NOTHING = Set.of(
            Posted.LOGOUT,
            Posted.LOGIN_ALONE,
            Posted.REGISTRATION_ALONE,
            Posted.REGISTRATION_BY_LINK,
            Posted.BOOTSTRAP,
            Posted.FORGOTTEN_PASSWORD,
            Posted.PASSWORD_RESET,
            Posted.REPORT,
            Posted.CANCEL_RESET_BY_LINK);

    /** What happened between the display of the page and the submission of its form. */
    private enum Overtaken {
        STALE_TOKEN,
        SESSION_GONE,
        SESSION_NEW,
        BACK
    }

    /** A displayed page, and the values of its form. */
    private record Open(Person person, String user, Answer page, Map<String, String> filled) {}

    /** The forms, by their action; several where one URL has several. */
    private enum Posted {
        LOGIN("/login", () -> {
            Person person = JOURNEY.person();
            return new Open(person, newUser(), requested(person, ""), Map.of());
        }),
        LOGIN_ALONE("/login", () -> {
            Person person = JOURNEY.person();
            return new Open(person, newUser(), person.get("/login"), Map.of());
        }),
        REGISTRATION("/register", () -> {
            Person person = JOURNEY.person();
            Answer page = person.follow(person.get(
                    SHOP.request("openid", Map.of("prompt", "create")).uri()));
            return new Open(person, newUser(), page, registered());
        }),
        REGISTRATION_ALONE("/register", () -> {
            Person person = JOURNEY.person();
            return new Open(person, newUser(), person.get("/register"), registered());
        }),
        REGISTRATION_BY_LINK("/register", () -> {
            Person person = JOURNEY.person();
            Map<String, String> filled = Map.of("username", "ida-" + UUID.randomUUID(), "password", Admin.PASSWORD);
            return new Open(person, newUser(), person.get(invited()), filled);
        }),
        /** With a password that is refused, so that no guess at the code is counted. */
        BOOTSTRAP("/account/bootstrap", () -> {
            Person person = JOURNEY.person();
            return new Open(
                    person,
                    newUser(),
                    person.get("/account/bootstrap"),
                    Map.of("code", "bs_", "username", "root", "password", "short"));
        }),
        FORGOTTEN_PASSWORD("/login/forgot", () -> {
            Person person = JOURNEY.person();
            String user = newUser();
            return new Open(person, user, person.get("/login/forgot"), Map.of("username", user));
        }),
        PASSWORD_RESET("/login/reset", () -> {
            Person person = JOURNEY.person();
            String user = newUser();
            Answer page = person.get(ResetMail.link(person, user));
            return new Open(person, user, page, Map.of("password", Admin.PASSWORD + " anew"));
        }),
        SECOND_FACTOR("/login/2fa", () -> {
            With with = withApp();
            Person person = JOURNEY.person();
            JOURNEY.login(person, requested(person, ""), with.user());
            return new Open(
                    person,
                    with.user(),
                    requested(person, "payment"),
                    Map.of("token", with.phone().next(3)));
        }),
        RECOVERY("/login/2fa", () -> {
            With with = withApp();
            Person person = JOURNEY.person();
            JOURNEY.login(person, with.user());
            return new Open(
                    person,
                    with.user(),
                    person.get("/login/2fa?way=recovery"),
                    Map.of("recovery_code", "AAAA-BBBB-CCCC-DDDD"));
        }),
        ENROL("/login/2fa", () -> {
            String user = newUser();
            ADMIN.require2fa(user, true);
            Person person = JOURNEY.person();
            JOURNEY.login(person, user);
            Answer page = person.get("/login/2fa?way=app");
            return new Open(person, user, page, Map.of("token", phoneOf(page).next(3)));
        }),
        CONSENT("/consent", () -> {
            Person person = JOURNEY.person();
            String user = signIn(person);
            return new Open(person, user, requested(person, ""), Map.of("action", "approve"));
        }),
        DEVICE_CODE("/device", () -> {
            Person person = JOURNEY.person();
            String user = signIn(person);
            String code =
                    Device.register(Running.stack().edgeUri()).ask("openid").userCode();
            return new Open(person, user, person.get("/device"), Map.of("user_code", code));
        }),
        DEVICE_ANSWER("/device", () -> {
            Person person = JOURNEY.person();
            String user = signIn(person);
            String code =
                    Device.register(Running.stack().edgeUri()).ask("openid").userCode();
            Answer answer = person.submit(person.get("/device"), "/device", Map.of("user_code", code));
            return new Open(person, user, person.follow(answer), Map.of("action", "approve"));
        }),
        LOGOUT("/logout", () -> signedIn("/logout", Map.of())),
        SIGN_OUT("/auth/logout", () -> signedIn("/auth/logout", Map.of())),
        PASSWORD(
                "/account/password",
                () -> signedIn(
                        "/account/password", Map.of("current", Admin.PASSWORD, "password", Admin.PASSWORD + " anew"))),
        EMAIL("/account/email", () -> signedIn("/account/email", Map.of("email", newAddress()))),
        CONFIRM_EMAIL("/account/email/confirm", () -> {
            String address = newAddress();
            Open open = signedIn("/account/email", Map.of());
            open.person().submit(open.page(), "/account/email", Map.of("email", address));
            return new Open(open.person(), open.user(), open.person().get(ResetMail.linkTo(address)), Map.of());
        }),
        REPORT("/account/report", () -> {
            Open open = signedIn("/account/password", Map.of());
            open.person()
                    .submit(
                            open.page(),
                            "/account/password",
                            Map.of("current", Admin.PASSWORD, "password", Admin.PASSWORD + " anew"));
            Person person = JOURNEY.person();
            Answer page = person.get(ResetMail.linkOf(open.user(), "Your password was changed"));
            return new Open(person, newUser(), page, Map.of());
        }),
        FACTOR_RESET("/login/2fa/reset", () -> {
            With with = withApp();
            Person person = JOURNEY.person();
            JOURNEY.login(person, with.user());
            return new Open(person, with.user(), person.get("/login/2fa/reset"), Map.of());
        }),
        CANCEL_RESET("/account/cancel-factor-reset", () -> {
            With with = withRequestedReset();
            return new Open(with.person(), with.user(), with.person().get("/account/security"), Map.of());
        }),
        CANCEL_RESET_BY_LINK("/account/factor-reset", () -> {
            With with = withRequestedReset();
            Person person = JOURNEY.person();
            Answer page = person.get(ResetMail.linkOf(with.user(), "The removal of your second step was requested"));
            return new Open(person, newUser(), page, Map.of());
        }),
        CONFIRM("/account/confirm", () -> signedIn("/account/confirm", Map.of("password", Admin.PASSWORD))),
        ENABLE("/auth/two-factor/enable", () -> {
            Open open = signedIn("/auth/two-factor/enable", Map.of());
            return new Open(
                    open.person(),
                    open.user(),
                    open.page(),
                    Map.of("token", phoneOf(open.page()).next(3)));
        }),
        DISABLE("/auth/two-factor/disable", () -> {
            With with = withApp();
            return new Open(
                    with.person(),
                    with.user(),
                    with.person().get("/auth/two-factor/disable"),
                    Map.of("token", with.phone().next(3)));
        }),
        RECOVERY_CODES("/account/recovery-codes", () -> {
            With with = withApp();
            Person person = with.person();
            WebApp.saveRecoveryCodes(person);
            return new Open(person, with.user(), person.get("/account/recovery-codes"), Map.of());
        }),
        CODES_SAVED("/account/recovery-codes/saved", () -> {
            With with = withApp();
            Person person = with.person();
            return new Open(person, with.user(), person.get("/account/recovery-codes"), Map.of("saved", "yes"));
        }),
        END_OTHERS("/account/end-other-sessions", OvertakenFormsTest::twoSessions),
        END_SESSION("/account/end-session", OvertakenFormsTest::twoSessions),
        RENAME_PASSKEY("/account/rename-passkey", OvertakenFormsTest::withPasskey),
        REMOVE_PASSKEY("/account/remove-passkey", OvertakenFormsTest::withPasskey),
        REMOVE_APP("/account/remove-app", OvertakenFormsTest::withPasskey),
        REVOKE_APPLICATION("/account/revoke-application", () -> {
            Person person = JOURNEY.person();
            String user = signIn(person);
            JOURNEY.toCallback(person, requested(person, ""));
            return new Open(person, user, person.get("/account/applications"), Map.of());
        }),
        PROFILE("/account/profile", () -> signedIn("/account/profile", Map.of("name", "Olga"))),
        /** The form is shown where a first factor takes a code, and sent to the same account. */
        ENROLMENT_CODE("/account/enrolment-code", () -> {
            Person person = JOURNEY.person();
            String user = signIn(person);
            Answer page = person.copyAt(Running.guardedCredentials()).get("/account/security");
            return new Open(person, user, page, Map.of("enrolment_code", "0000-0000-0000"));
        }),
        DELETE_ACCOUNT("/account/profile/delete", () -> signedIn("/account/profile", Map.of("confirmed", "yes")));

        private final String action;
        private final Supplier<Open> open;

        Posted(String action, Supplier<Open> open) {
            this.action = action;
            this.open = open;
        }
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Posted.values())
                .flatMap(form -> Arrays.stream(Overtaken.values()).map(how -> Arguments.of(form, how)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @Execution(CONCURRENT)
    @MethodSource("cases")
    void leads_on(Posted form, Overtaken how) {
        Open open = form.open.get();
        Map<String, String> filled = new HashMap<>(open.filled());
        if (form.action.equals("/login")) {
            filled.putAll(Map.of("username", open.user(), "password", Admin.PASSWORD));
        }
        switch (how) {
            case STALE_TOKEN -> filled.put("form_token", "stale");
            case SESSION_GONE -> open.person().cookies().remove("albireo-session");
            case SESSION_NEW -> JOURNEY.login(open.person(), open.user());
            case BACK -> open.person().follow(submit(open, form.action, filled));
        }

        Answer answer = open.person().follow(submit(open, form.action, filled));

        assertThat(leadsOn(answer)).as(answer.toString()).isTrue();
        if (how == Overtaken.STALE_TOKEN && !BOUND_TO_NOTHING.contains(form)) {
            assertThat(answer.page().text()).contains("out of date");
        }
    }

    @Test
    void no_form_of_a_template_is_left_out() throws IOException {
        Set<String> walked =
                Arrays.stream(Posted.values()).map(form -> form.action).collect(toSet());
        Set<String> found = new TreeSet<>();
        Pattern action =
                Pattern.compile("(?:method=\"post\" action=\"|appAction='|savedAction=')([^\"'{]*|\\{address})[\"']");
        for (String service : List.of("oauth", "credentials")) {
            Path templates = Path.of(
                    System.getProperty("albireo.checkout", ".."), "services", service, "src/main/resources/templates");
            try (Stream<Path> files = Files.list(templates)) {
                for (Path file : files.toList()) {
                    Matcher matcher = action.matcher(Files.readString(file));
                    while (matcher.find()) {
                        found.add(matcher.group(1));
                    }
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(15);
        assertThat(found).allMatch(path -> walked.contains(path) || NOT_WALKED.contains(path));
    }

    /** Returns the link of an invitation. */
    private static URI invited() {
        String address = newAddress();
        ADMIN.data("mutation { inviteUser(email: \"" + address + "\") { expiresAt } }");
        return ResetMail.linkTo(address);
    }

    private static String newAddress() {
        return "new-" + UUID.randomUUID() + "@example.com";
    }

    private static Answer submit(Open open, String action, Map<String, String> filled) {
        return open.person().submit(open.page(), action, filled);
    }

    /**
     * Returns whether the response is a page with the current state, a redirect to the client, or an error with a form or a link beside
     * that to the account.
     */
    private static boolean leadsOn(Answer answer) {
        if (answer.status() / 100 == 3) {
            return answer.location().toString().startsWith(RelyingParty.REDIRECT);
        }
        boolean form = !answer.page().select("form[method=post]").isEmpty();
        boolean link =
                !answer.page().select(".actions a.button.primary, .who a[href]").isEmpty();
        return answer.status() == 200 || form || link;
    }

    private static Answer requested(Person person, String scope) {
        return person.follow(
                person.get(SHOP.request(("openid " + scope).strip(), Map.of()).uri()));
    }

    private static Map<String, String> registered() {
        return Map.of("username", "new-" + System.nanoTime(), "password", Admin.PASSWORD);
    }

    private static String newUser() {
        return ADMIN.newUser("olga");
    }

    private static String signIn(Person person) {
        String user = newUser();
        JOURNEY.login(person, user);
        return user;
    }

    private static Open signedIn(String path, Map<String, String> filled) {
        Person person = JOURNEY.person();
        String user = signIn(person);
        return new Open(person, user, person.get(path), filled);
    }

    private static Open twoSessions() {
        Person person = JOURNEY.person();
        String user = signIn(person);
        JOURNEY.login(JOURNEY.person(), user);
        return new Open(person, user, person.get("/account/sign-ins"), Map.of());
    }

    private static Open withPasskey() {
        Person person = JOURNEY.person();
        String user = signIn(person);
        WebApp.enable(person, 3);
        SoftPasskey passkey = JOURNEY.enrol(person, false);
        Answer start = person.postJson("/webauthn/2fa/start", Map.of("confirm", true));
        person.postJson(
                "/webauthn/2fa/finish",
                Map.of(
                        "confirm",
                        true,
                        "credential",
                        passkey.authenticate(start.json().at("/options/publicKey"))));
        return new Open(person, user, person.get("/account/security"), Map.of("name", "Blue key"));
    }

    private record With(Person person, String user, Authenticator phone) {}

    private static With withApp() {
        Person person = JOURNEY.person();
        String user = signIn(person);
        return new With(person, user, WebApp.enable(person, 3));
    }

    private static With withRequestedReset() {
        With with = withApp();
        Person person = JOURNEY.person();
        JOURNEY.login(person, with.user());
        person.submit(person.get("/login/2fa/reset"), "/login/2fa/reset", Map.of());
        return with;
    }

    private static Authenticator phoneOf(Answer page) {
        return new Authenticator(page.page().expectFirst("#secret").text());
    }
}
