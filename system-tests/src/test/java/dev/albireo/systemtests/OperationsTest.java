package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Answer;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The operational endpoints of every service, on its management port only")
class OperationsTest {
    @ParameterizedTest
    @ValueSource(strings = {"oauth", "credentials", "admin", "webhooks"})
    void it_is_live_started_and_ready(String service) {
        for (String kind : new String[] {"live", "started", "ready"}) {
            Answer answer = management(service, "/q/health/" + kind);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            assertThat(answer.json().get("status").asText()).isEqualTo("UP");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth", "credentials", "admin", "webhooks"})
    void it_has_prometheus_metrics(String service) {
        new Person(Running.stack().serviceUri(service)).get("/");
        Answer answer = management(service, "/q/metrics");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.body()).contains("jvm_memory_used_bytes").contains("http_server_requests");
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth", "credentials", "webhooks"})
    void neither_is_on_the_port_that_people_reach(String service) {
        Person visitor = new Person(Running.stack().serviceUri(service));
        assertThat(visitor.get("/q/health").status()).isEqualTo(404);
        assertThat(visitor.get("/q/metrics").status()).isEqualTo(404);
    }

    private static Answer management(String service, String path) {
        URI management = Running.stack().managementUri(service);
        return new Person(management).send(management.resolve(path), request -> request.header("Accept", "*/*"));
    }
}
