package dev.albireo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Audit records as events of OCSF")
class OcsfTest {
    private static final int ACCOUNT_CHANGE = 3001;

    @ParameterizedTest
    @CsvSource({
        "account.report, 3001, 99, Report",
        "auth-config.declare, 3004, 3, Update",
        "auth-config.delete, 3004, 4, Delete",
        "authorize.code, 3003, 1, Assign Privileges",
        "authorize.second-factor, 3002, 99, Second Factor Required",
        "authorize.tokens, 3003, 1, Assign Privileges",
        "client.change, 3004, 3, Update",
        "client.create, 3004, 1, Create",
        "client.delete, 3004, 4, Delete",
        "client.register, 3004, 1, Create",
        "client.rotate-secret, 3004, 3, Update",
        "consent.give, 3003, 1, Assign Privileges",
        "consent.revoke, 3003, 99, Revoke Consent",
        "dead-letter.replay, 3004, 99, Repeat",
        "device.answer, 3003, 1, Assign Privileges",
        "email.change, 3001, 99, Update",
        "email.link, 3001, 99, Link Sent",
        "enrolment-code.issue, 3001, 99, Enrolment Code",
        "enrolment-code.use, 3001, 99, Enrolment Code",
        "group.add-member, 3004, 3, Update",
        "group.declare, 3004, 3, Update",
        "group.delete, 3004, 4, Delete",
        "group.remove-member, 3004, 3, Update",
        "initial-access-token.issue, 3004, 1, Create",
        "initial-access-token.revoke, 3004, 4, Delete",
        "keys.revoke, 3004, 4, Delete",
        "keys.rotate, 3004, 3, Update",
        "login, 3002, 1, Logon",
        "login.further-proof, 3002, 99, Further Proof",
        "logout, 3002, 2, Logoff",
        "logout.retry, 3004, 99, Repeat",
        "passkey.enrol, 3001, 10, MFA Factor Enable",
        "passkey.remove, 3001, 11, MFA Factor Disable",
        "passkey.rename, 3001, 99, MFA Factor Rename",
        "password.change, 3001, 3, Password Change",
        "password.reset, 3001, 4, Password Reset",
        "password.reset-link, 3001, 99, Link Sent",
        "profile.change, 3001, 99, Update",
        "recovery-codes.renew, 3001, 99, Recovery Codes",
        "session.end, 3002, 2, Logoff",
        "session.end-all, 3002, 2, Logoff",
        "session.end-others, 3002, 2, Logoff",
        "token.replay, 3003, 99, Token Replay",
        "token.revoke, 3003, 99, Revoke Token",
        "token.second-factor, 3002, 99, Second Factor Required",
        "totp.disable, 3001, 11, MFA Factor Disable",
        "totp.enable, 3001, 10, MFA Factor Enable",
        "two-factor.lock, 3001, 9, Lock",
        "two-factor.reset, 3001, 11, MFA Factor Disable",
        "two-factor.reset-cancel, 3001, 99, MFA Factor Reset Request",
        "two-factor.reset-request, 3001, 99, MFA Factor Reset Request",
        "two-factor.send-code, 3002, 99, Code Sent",
        "user.change, 3001, 99, Update",
        "user.create, 3001, 1, Create",
        "user.delete, 3001, 6, Delete",
        "user.export, 3001, 99, Export",
        "user.invite, 3001, 99, Link Sent",
        "user.password, 3001, 4, Password Reset",
        "user.two-factor-requirement, 3001, 99, Update",
        "user.unlock, 3001, 99, Unlock",
        "webhook-delivery.replay, 3004, 99, Repeat",
        "second-factor-policy.declare, 3004, 3, Update",
        "second-factor-policy.delete, 3004, 4, Delete",
        "second-factor-policy.restore, 3004, 3, Update",
        "ssf-stream.change, 3004, 3, Update",
        "ssf-stream.create, 3004, 1, Create",
        "ssf-stream.delete, 3004, 4, Delete",
        "ssf-stream.status, 3004, 3, Update",
        "webhook-subscription.declare, 3004, 3, Update",
        "webhook-subscription.delete, 3004, 4, Delete",
        "webhook-subscription.pause, 3004, 3, Update",
        "webhook-subscription.test, 3004, 99, Test"
    })
    void each_action_has_its_class_and_activity(String action, int type, int activity, String name) {
        JsonNode event = Ocsf.of(fact(action, "success", Json.object()));

        assertThat(event.path("class_uid").asInt()).isEqualTo(type);
        assertThat(event.path("activity_id").asInt()).isEqualTo(activity);
        assertThat(event.path("activity_name").asText()).isEqualTo(name);
        assertThat(event.path("type_uid").asInt()).isEqualTo(type * 100 + activity);
        assertThat(event.path("metadata").path("event_code").asText()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({"true, 2, Enable", "false, 5, Disable"})
    void a_user_is_enabled_or_disabled(String enabled, int activity, String name) {
        JsonNode event = Ocsf.of(fact("user.enabled", "success", Json.object().put("enabled", enabled)));

        assertThat(event.path("class_uid").asInt()).isEqualTo(ACCOUNT_CHANGE);
        assertThat(event.path("activity_id").asInt()).isEqualTo(activity);
        assertThat(event.path("activity_name").asText()).isEqualTo(name);
    }

    @Test
    void every_action_is_mapped_and_one_of_a_newer_release_too() {
        assertThat(Arrays.stream(AuditAction.values()).map(action -> Ocsf.activity(action, Json.object())))
                .doesNotContainNull();
        JsonNode event = Ocsf.of(fact("of-a-newer-release.act", "success", Json.object()));
        assertThat(event.path("type_uid").asInt()).isEqualTo(300499);
        assertThat(event.path("activity_name").asText()).isEqualTo("of-a-newer-release.act");
    }

    @Test
    void the_users_the_address_the_outcome_and_the_detail_are_where_the_schema_has_them() {
        JsonNode event = Ocsf.of(fact("login", "refused", Json.object().put("method", "pwd")));

        assertThat(event).hasToString(Json.line(Json.parse("""
                {"category_uid":3,"category_name":"Identity & Access Management","class_uid":3002,"class_name":"Authentication",
                 "activity_id":1,"activity_name":"Logon","type_uid":300201,"type_name":"Authentication: Logon",
                 "time":1795942800123,"severity_id":2,"severity":"Low","status_id":2,"status":"Failure","message":"login refused",
                 "metadata":{"version":"1.3.0","uid":"e1","event_code":"login","log_name":"audit",
                             "product":{"name":"Albireo","vendor_name":"Albireo"}},
                 "actor":{"user":{"uid":"a-1","name":"alice"}},"user":{"uid":"t-1"},"src_endpoint":{"ip":"10.0.0.1"},
                 "unmapped":{"method":"pwd"}}
                """).orElseThrow()));
        assertThat(Ocsf.of(fact("client.delete", "success", Json.object())).path("entity"))
                .hasToString("{\"type\":\"client\",\"uid\":\"t-1\"}");
    }

    private static ObjectNode fact(String action, String outcome, ObjectNode detail) {
        ObjectNode fact = Json.object()
                .put("at", "2026-11-29T09:00:00.123456Z")
                .put("eventId", "e1")
                .put("actor", "a-1")
                .put("actorName", "alice")
                .put("action", action)
                .put("target", "t-1")
                .putNull("targetName")
                .put("outcome", outcome)
                .put("address", "10.0.0.1");
        fact.set("detail", detail);
        return fact;
    }
}
