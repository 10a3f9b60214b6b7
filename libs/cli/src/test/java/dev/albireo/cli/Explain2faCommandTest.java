package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("albireo user explain-2fa")
class Explain2faCommandTest {
    private static final String NOT_YET = """
            {"data":{"explain2fa":{"required":false,"step":"NONE","proofMaxAge":43200,"denied":false,"rules":[],"factors":[],"policy":[
             {"id":"a/later","outcome":"observe","enforceFrom":"2027-03-01T00:00:00Z","fired":true,"unmet":[]},
             {"id":"a/first","outcome":"observe","enforceFrom":"2027-02-01T07:00:00Z","fired":true,"unmet":[]},
             {"id":"a/other","outcome":"observe","enforceFrom":"2027-01-01T00:00:00Z","fired":false,"unmet":["groups"]}]}}}
            """;

    @Test
    void says_from_when_a_rule_is_enforced_that_concerns_the_request() throws IOException {
        try (FakeServer server = new FakeServer(line -> new Said(200, NOT_YET))) {
            Ran ran = server.run("", Map.of(), "user", "explain-2fa", "alice", "--client", "shop");

            assertThat(ran.code()).isZero();
            assertThat(ran.out())
                    .contains(
                            "alice needs one factor until 2027-02-01T07:00:00Z, when a/first is enforced",
                            "ENFORCE FROM");
        }
    }
}
