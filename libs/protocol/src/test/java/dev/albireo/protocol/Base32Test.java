package dev.albireo.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Base32: the vectors of RFC 4648 section 10")
class Base32Test {
    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void vectors(String plain, String encoded) {
        assertThat(Base32.encode(plain.getBytes(US_ASCII))).isEqualTo(encoded);
        assertThat(Base32.decode(encoded + "==").orElseThrow())
                .asString(US_ASCII)
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M1", "M=Y", "M Y", "é"})
    void what_is_none(String text) {
        assertThat(Base32.decode(text)).isEmpty();
    }
}
