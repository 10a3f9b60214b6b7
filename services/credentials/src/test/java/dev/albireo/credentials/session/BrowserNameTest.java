package dev.albireo.credentials.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNameTest {
    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0, Firefox, Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML; like Gecko) Chrome/139.0 Safari/537.36, Chrome, Windows",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0, Edge, Windows",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1, Safari, iPhone",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36, Chrome, Android",
        "curl/8.9, curl, ''",
        "'', '', ''"
    })
    void is_what_people_call_it(String userAgent, String browser, String system) {
        BrowserName name = BrowserName.of(userAgent);
        assertThat(name.browser().orElse("")).isEqualTo(browser);
        assertThat(name.system().orElse("")).isEqualTo(system);
    }
}
