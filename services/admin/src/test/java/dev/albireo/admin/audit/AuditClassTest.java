package dev.albireo.admin.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The classes of audit records")
class AuditClassTest {
    @ParameterizedTest
    @CsvSource({
        "login, success, ACCESS",
        "login, refused, SECURITY",
        "authorize.code, success, ACCESS",
        "token.replay, refused, SECURITY",
        "two-factor.reset, success, SECURITY",
        "user.delete, success, SECURITY",
        "of-a-newer-release, success, SECURITY"
    })
    void what_is_refused_changed_or_unknown_concerns_security(String action, String outcome, AuditClass expected) {
        assertThat(AuditClass.of(action, outcome)).isEqualTo(expected);
    }

    @Test
    void a_chain_is_a_class_and_a_month_in_UTC() {
        assertThat(AuditClass.ACCESS.chain(Instant.parse("2026-12-31T23:59:59.999999Z")))
                .isEqualTo("access-2026-12");
        assertThat(AuditClass.endOf("access-2026-12")).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(AuditClass.ofChain("security-2026-12")).contains(AuditClass.SECURITY);
        assertThat(AuditClass.ofChain("other-2026-12")).isEmpty();
    }
}
