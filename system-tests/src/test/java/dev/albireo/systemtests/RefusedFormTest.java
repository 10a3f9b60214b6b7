package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.RawHttp;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Threats, rule 48. */
@DisplayName("A browser whose form is refused before it is read gets a page with a way on")
class RefusedFormTest {
    private static final String FORM = "a=" + "x".repeat(100_000);

    static Stream<URI> forms() {
        URI edge = Running.stack().edgeUri();
        URI credentials = Running.stack().serviceUri("credentials");
        URI oauth = Running.stack().serviceUri("oauth");
        return Stream.of(
                edge.resolve("/login"),
                edge.resolve("/account/password"),
                edge.resolve("/account/email"),
                edge.resolve("/consent"),
                edge.resolve("/device"),
                credentials.resolve("/login"),
                credentials.resolve("/login/2fa"),
                credentials.resolve("/login/2fa/reset"),
                credentials.resolve("/account/password"),
                credentials.resolve("/register"),
                oauth.resolve("/consent"),
                oauth.resolve("/device"),
                oauth.resolve("/logout"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void too_large(URI form) {
        assertPage(
                413,
                form,
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + FORM.length() + "\r\n\r\n"
                        + FORM);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void of_another_media_type(URI form) {
        assertPage(415, form, "Content-Type: multipart/form-data;boundary=x\r\nContent-Length: 3\r\n\r\na=b");
    }

    private static void assertPage(int status, URI form, String rest) {
        RawHttp.Response response = RawHttp.exchange(
                form,
                "POST " + form.getPath() + " HTTP/1.1\r\nHost: " + form.getAuthority()
                        + "\r\nAccept: text/html,*/*;q=0.8\r\nConnection: close\r\n" + rest);

        assertThat(response.status()).as(response.text()).isEqualTo(status);
        assertThat(response.text().toLowerCase(java.util.Locale.ROOT)).contains("content-type: text/html");
        Document page = Jsoup.parse(response.text().substring(response.text().indexOf("\r\n\r\n")));
        assertThat(page.select("h1").text()).isNotBlank();
        assertThat(page.select("a[href=/account]").text()).isEqualTo("Go to your account");
    }
}
