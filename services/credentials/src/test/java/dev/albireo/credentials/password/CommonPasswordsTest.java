package dev.albireo.credentials.password;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import me.gosimple.nbvcxz.Nbvcxz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The list of common passwords")
class CommonPasswordsTest {
    private final CommonPasswords common = new CommonPasswords();

    @Test
    void has_the_long_ones_of_the_source() throws IOException {
        Set<String> source = source();

        assertThat(source).hasSize(38_454).allMatch(common::contains);
        assertThat(common.size()).isEqualTo((int)
                source.stream().mapToInt(CommonPasswords::prefix).distinct().count());
    }

    @Test
    void takes_few_others_for_one_of_them() {
        Random random = new Random(1);
        long hits = random.longs(1_000_000)
                .mapToObj(Long::toHexString)
                .filter(common::contains)
                .count();

        assertThat(hits).isLessThan(30);
    }

    private static Set<String> source() throws IOException {
        try (InputStream file =
                        Objects.requireNonNull(Nbvcxz.class.getResourceAsStream("/dictionaries/passwords.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8))) {
            return lines.lines()
                    .map(line -> line.strip().toLowerCase(Locale.ROOT))
                    .filter(line -> line.length() >= NewPassword.SHORTEST)
                    .collect(Collectors.toSet());
        }
    }
}
