package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("albireo user issue-enrolment-code")
class UserSupportCommandsTest {
    private static final String ISSUED = """
            {"data":{"issueEnrolmentCode":{"success":true,"message":"A code was issued for alice","code":"7K2M-9QXR-4D8T",\
            "expiresAt":"2026-12-02T10:00:00Z"}}}""";
    private static final String REFUSED = """
            {"data":{"issueEnrolmentCode":{"success":false,"message":"User not found: alice","code":null,"expiresAt":null}}}""";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void prints_the_code_once_with_its_expiry(boolean mail) throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, ISSUED))) {
            Ran ran = mail
                    ? server.run("", Map.of(), "user", "issue-enrolment-code", "alice", "--mail")
                    : server.run("", Map.of(), "user", "issue-enrolment-code", "alice");

            assertThat(ran.code()).isZero();
            assertThat(ran.out())
                    .isEqualTo("A code was issued for alice, valid until 2026-12-02T10:00:00Z: 7K2M-9QXR-4D8T\n");
            assertThat(ran.err()).isEmpty();
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .contains("issueEnrolmentCode", "\"username\":\"alice\"", "\"mail\":" + mail);
        }
    }

    @Test
    void says_why_there_is_none() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, REFUSED))) {
            Ran ran = server.run("", Map.of(), "user", "issue-enrolment-code", "alice");

            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out() + ran.err()).contains("User not found: alice").doesNotContain("valid until");
        }
    }
}
