package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The addresses that mails are sent to (RFC 5321 section 4.1.2)")
class MailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice@example.com",
                "o'hara+shop@mail.example.co.uk",
                "a@localhost",
                "jürgen@bücher.example",
                "1@2.example"
            })
    void one_plain_address_is_valid(String address) {
        assertThat(MailAddress.isValid(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "alice",
                "@example.com",
                "alice@",
                "alice@example.com\r\nBcc: mallory@example.org",
                "alice@example.com\n",
                "alice@example.com\u0000",
                "alice@example.com,mallory@example.org",
                "alice@example.com mallory@example.org",
                "alice@example.com;mallory@example.org",
                "Alice <alice@example.com>",
                "<alice@example.com>",
                "\"alice\"@example.com",
                "alice(comment)@example.com",
                "alice@[127.0.0.1]",
                "alice@@example.com",
                "alice@example@example.com",
                ".alice@example.com",
                "alice..b@example.com",
                "alice@-example.com",
                "alice@example..com"
            })
    void anything_else_is_not(String address) {
        assertThat(MailAddress.isValid(address)).isFalse();
    }

    @Test
    void it_has_the_lengths_of_section_4_5_3_1() {
        assertThat(MailAddress.isValid("a".repeat(64) + "@example.com")).isTrue();
        assertThat(MailAddress.isValid("a".repeat(65) + "@example.com")).isFalse();
        assertThat(MailAddress.isValid("a@" + "b".repeat(250) + ".com")).isFalse();
    }
}
