package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Resources;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.WebApp;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Themes and sessions, group G of the reference's checks")
class ThemeTest {
    private static final String STYLE = "https://cdn.example/auth.css";
    private final Journey journey = Running.journey();
    private final Resources resources = Running.resources();
    private final String config = "themed-" + UUID.randomUUID();

    @AfterEach
    void remove() {
        resources.delete("AuthConfig/" + config);
    }

    @Test
    void G1_title_brand_style_and_the_way_to_a_new_password_are_on_every_page_of_the_flow() {
        resources.declare(
                "AuthConfig/" + config,
                Map.of(
                        "theme",
                        Map.of(
                                "title",
                                "Welcome <b>back</b>",
                                "brand",
                                "Brand <i>& Co</i>",
                                "styleUrl",
                                STYLE,
                                "forgotPasswordUrl",
                                "https://app.example/forgot")));
        WebApp app = WebApp.like(Map.of("auth_config", config, "first_party", false));
        String id = WebApp.newUser();
        Person setUp = journey.person();
        setUp.submit(setUp.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        var phone = WebApp.enable(setUp, 3);

        Person person = journey.person();
        Answer login = app.begin(person);
        themed(login);
        assertThat(login.page().select("a[href=https://app.example/forgot]")).hasSize(1);
        Answer second = app.password(person, login, id);
        themed(second);
        Answer consent = app.code(person, second, phone.next(3));
        assertThat(consent.uri().getPath()).as(consent.toString()).isEqualTo("/consent");
        themed(consent);
        themed(person.submit(login, "/login", Map.of("username", "unknown", "password", "wrong password")));
    }

    @Test
    void G1_a_brand_that_is_an_address_is_a_picture() {
        resources.declare("AuthConfig/" + config, Map.of("theme", Map.of("brand", "https://cdn.example/logo.png")));
        Answer login = WebApp.like(Map.of("auth_config", config)).begin(journey.person());
        assertThat(login.page().select("img[src=https://cdn.example/logo.png]")).hasSize(1);
        assertThat(login.header("content-security-policy").orElse("")).contains("https://cdn.example");
    }

    @Test
    void without_a_theme_nothing_foreign_is_loaded() {
        Answer login = WebApp.seed().begin(journey.person());
        assertThat(login.page().select("link[rel=stylesheet]")).hasSize(1);
        assertThat(login.header("content-security-policy").orElse("")).doesNotContain("https:");
    }

    @Test
    void G2_a_session_lives_as_long_as_the_AuthConfig_says() {
        resources.declare("AuthConfig/" + config, Map.of("asidCookieMaxAge", 60));
        WebApp app = WebApp.like(Map.of("auth_config", config));
        Person person = journey.person();
        Answer answer = person.submit(
                app.begin(person), "/login", Map.of("username", WebApp.newUser(), "password", WebApp.PASSWORD));
        assertThat(answer.headers().allValues("set-cookie"))
                .anyMatch(cookie -> cookie.startsWith("albireo-session=") && cookie.contains("Max-Age=60"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "https://evil.example",
                "/\\evil.example",
                "/%09/evil.example",
                "javascript:alert(1)"
            })
    void G3_a_login_leads_to_no_other_site(String target) {
        Person person = journey.person();
        Answer page = person.get(
                "/login?redirect_to=" + java.net.URLEncoder.encode(target, java.nio.charset.StandardCharsets.UTF_8));
        Answer answer =
                person.submit(page, "/login", Map.of("username", WebApp.newUser(), "password", WebApp.PASSWORD));
        assertThat(answer.location().getPath()).isEqualTo("/account");
        assertThat(answer.location().getAuthority())
                .isEqualTo(Running.stack().edgeUri().getAuthority());
    }

    @Test
    void G3_after_leaving_the_settings_want_a_new_login_and_lead_back() {
        String id = WebApp.newUser();
        Person person = journey.person();
        person.submit(person.get("/login"), "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        assertThat(person.get("/auth/two-factor").status()).isEqualTo(200);
        person.submit(person.get("/auth/logout"), "/auth/logout", Map.of());
        Answer page = person.follow(person.get("/auth/two-factor"));
        assertThat(page.uri().getPath()).isEqualTo("/login");
        Answer back = person.submit(page, "/login", Map.of("username", id, "password", WebApp.PASSWORD));
        assertThat(back.location().getPath()).isEqualTo("/auth/two-factor");
    }

    private static void themed(Answer answer) {
        assertThat(answer.page().title()).as(answer.toString()).contains("Welcome <b>back</b>");
        assertThat(answer.page().text()).contains("Brand <i>& Co</i>");
        assertThat(answer.page().select("link[rel=stylesheet][href=" + STYLE + "]"))
                .hasSize(1);
        assertThat(answer.header("content-security-policy").orElse("")).contains("https://cdn.example");
    }
}
