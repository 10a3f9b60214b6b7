package dev.albireo.credentials.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Enrolment codes can be read out")
class EnrolmentCodeTest {
    private static final String CODE = "7K2M9QXR4D10";
    private static final UUID SUBJECT = new UUID(1, 2);

    @ParameterizedTest
    @ValueSource(strings = {"7K2M-9QXR-4D10", "7k2m 9qxr 4d1o", "7K2M9QXR4DIO", " 7k2m–9qxr–4dlO "})
    void it_is_typed_in_any_case_with_any_separator_and_with_letters_for_digits(String typed) {
        assertThat(EnrolmentCode.parse(typed)).contains(new EnrolmentCode(CODE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7K2M-9QXR", "7K2M-9QXR-4D10-7K2M", "7K2M-9QXR-4D1U", "\u0000", "7K2M9QXR4D1é"})
    void anything_else_is_none(String typed) {
        assertThat(EnrolmentCode.parse(typed)).isEmpty();
    }

    @Test
    void a_random_one_has_three_groups_of_four_and_reads_back() {
        EnrolmentCode code = EnrolmentCode.random(new SecureRandom());
        assertThat(code.grouped()).matches("([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(EnrolmentCode.parse(code.grouped())).contains(code);
    }

    @Test
    void its_hash_belongs_to_the_user_and_its_text_form_discloses_nothing() {
        EnrolmentCode code = new EnrolmentCode(CODE);
        assertThat(code.hash(SUBJECT)).isNotEqualTo(code.hash(new UUID(1, 3))).doesNotContain(CODE);
        assertThat(code).hasToString("[redacted]");
    }
}
