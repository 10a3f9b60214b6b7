package dev.albireo.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryEncodingTest {
    @ParameterizedTest
    @CsvSource({"a b, a+b", "a&b=c, a%26b%3Dc", "#?/;, %23%3F%2F%3B", "\u00e9, %C3%A9", "a%0D, a%250D"})
    void RFC_6749_appendix_B_what_separates_parameters_is_encoded(String text, String encoded) {
        assertThat(QueryEncoding.encode(text)).isEqualTo(encoded);
    }
}
