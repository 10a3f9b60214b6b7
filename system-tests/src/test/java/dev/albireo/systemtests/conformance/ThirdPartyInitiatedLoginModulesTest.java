package dev.albireo.systemtests.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Named as the suite names its modules. */
@DisplayName("Modules of 3rd Party-Init OP")
class ThirdPartyInitiatedLoginModulesTest {

    @Test
    void oidcc_3rd_party_init_login() {
        String begin = "https://www.example.com/initiate_login";
        Answer registered = SuiteClient.register(metadata(begin));
        assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        assertThat(registered.json().get("initiate_login_uri").asText()).isEqualTo(begin);
        URI management =
                URI.create(registered.json().get("registration_client_uri").asText());
        Answer read = new Person(management)
                .send(
                        management,
                        request -> request.header(
                                "Authorization",
                                "Bearer "
                                        + registered
                                                .json()
                                                .get("registration_access_token")
                                                .asText()));
        assertThat(read.status()).as(read.toString()).isEqualTo(200);
        assertThat(read.header("content-type").orElse("")).startsWith("application/json");
        assertThat(read.json().get("initiate_login_uri").asText()).isEqualTo(begin);
    }

    @Test
    void oidcc_3rd_party_init_login_nohttps() {
        Answer refused = SuiteClient.register(metadata("http://www.example.com/initiate_login"));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
        assertThat(refused.header("content-type").orElse("")).startsWith("application/json");
        assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client_metadata");
    }

    private static Map<String, Object> metadata(String begin) {
        Map<String, Object> metadata = SuiteClient.metadata(Variant.DYNAMIC);
        metadata.put("initiate_login_uri", begin);
        return metadata;
    }
}
