package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.events.AuditAction;
import java.time.Instant;

/** Audit records as events of the Open Cybersecurity Schema Framework 1.3 (schema.ocsf.io), category Identity and Access Management. */
final class Ocsf {
    private static final String VERSION = "1.3.0";
    private static final int CATEGORY = 3;
    private static final int OTHER = 99;

    private Ocsf() {}

    /** A class of the schema. */
    enum OcsfClass {
        ACCOUNT_CHANGE(3001, "Account Change"),
        AUTHENTICATION(3002, "Authentication"),
        AUTHORIZE_SESSION(3003, "Authorize Session"),
        ENTITY_MANAGEMENT(3004, "Entity Management");

        private final int uid;
        private final String title;

        OcsfClass(int uid, String title) {
            this.uid = uid;
            this.title = title;
        }

        int uid() {
            return uid;
        }
    }

    /** The class of an action, and the activity in it; 99 is one that the schema does not name. */
    record OcsfActivity(OcsfClass type, int id, String name) {
        static OcsfActivity account(int id, String name) {
            return new OcsfActivity(OcsfClass.ACCOUNT_CHANGE, id, name);
        }

        static OcsfActivity authentication(int id, String name) {
            return new OcsfActivity(OcsfClass.AUTHENTICATION, id, name);
        }

        static OcsfActivity authorization(int id, String name) {
            return new OcsfActivity(OcsfClass.AUTHORIZE_SESSION, id, name);
        }

        static OcsfActivity entity(int id, String name) {
            return new OcsfActivity(OcsfClass.ENTITY_MANAGEMENT, id, name);
        }
    }

    /** Returns the activity of an action. */
    static OcsfActivity activity(AuditAction action, JsonNode detail) {
        return switch (action) {
            case LOGIN -> OcsfActivity.authentication(1, "Logon");
            case LOGOUT, SESSION_END, SESSION_END_ALL, SESSION_END_OTHERS -> OcsfActivity.authentication(2, "Logoff");
            case LOGIN_FURTHER_PROOF -> OcsfActivity.authentication(OTHER, "Further Proof");
            case TWO_FACTOR_SEND_CODE -> OcsfActivity.authentication(OTHER, "Code Sent");
            case AUTHORIZE_SECOND_FACTOR, TOKEN_SECOND_FACTOR ->
                OcsfActivity.authentication(OTHER, "Second Factor Required");
            case AUTHORIZE_CODE, AUTHORIZE_TOKENS, CONSENT_GIVE, DEVICE_ANSWER ->
                OcsfActivity.authorization(1, "Assign Privileges");
            case CONSENT_REVOKE -> OcsfActivity.authorization(OTHER, "Revoke Consent");
            case TOKEN_REVOKE -> OcsfActivity.authorization(OTHER, "Revoke Token");
            case TOKEN_REPLAY -> OcsfActivity.authorization(OTHER, "Token Replay");
            case USER_CREATE -> OcsfActivity.account(1, "Create");
            case USER_ENABLED ->
                detail.path("enabled").asBoolean()
                        ? OcsfActivity.account(2, "Enable")
                        : OcsfActivity.account(5, "Disable");
            case PASSWORD_CHANGE -> OcsfActivity.account(3, "Password Change");
            case PASSWORD_RESET, USER_PASSWORD -> OcsfActivity.account(4, "Password Reset");
            case USER_DELETE -> OcsfActivity.account(6, "Delete");
            case TWO_FACTOR_LOCK -> OcsfActivity.account(9, "Lock");
            case PASSKEY_ENROL, TOTP_ENABLE -> OcsfActivity.account(10, "MFA Factor Enable");
            case PASSKEY_REMOVE, TOTP_DISABLE, TWO_FACTOR_RESET -> OcsfActivity.account(11, "MFA Factor Disable");
            case ACCOUNT_REPORT -> OcsfActivity.account(OTHER, "Report");
            case EMAIL_CHANGE, PROFILE_CHANGE, USER_CHANGE, USER_TWO_FACTOR_REQUIREMENT ->
                OcsfActivity.account(OTHER, "Update");
            case EMAIL_LINK, PASSWORD_RESET_LINK, USER_INVITE -> OcsfActivity.account(OTHER, "Link Sent");
            case ENROLMENT_CODE_ISSUE, ENROLMENT_CODE_USE -> OcsfActivity.account(OTHER, "Enrolment Code");
            case PASSKEY_RENAME -> OcsfActivity.account(OTHER, "MFA Factor Rename");
            case RECOVERY_CODES_RENEW -> OcsfActivity.account(OTHER, "Recovery Codes");
            case TWO_FACTOR_RESET_CANCEL, TWO_FACTOR_RESET_REQUEST ->
                OcsfActivity.account(OTHER, "MFA Factor Reset Request");
            case USER_EXPORT -> OcsfActivity.account(OTHER, "Export");
            case USER_UNLOCK -> OcsfActivity.account(OTHER, "Unlock");
            case CLIENT_CREATE, CLIENT_REGISTER, INITIAL_ACCESS_TOKEN_ISSUE, SSF_STREAM_CREATE ->
                OcsfActivity.entity(1, "Create");
            case AUTH_CONFIG_DECLARE,
                    CLIENT_CHANGE,
                    CLIENT_ROTATE_SECRET,
                    GROUP_ADD_MEMBER,
                    GROUP_DECLARE,
                    GROUP_REMOVE_MEMBER,
                    KEYS_ROTATE,
                    SECOND_FACTOR_POLICY_DECLARE,
                    SECOND_FACTOR_POLICY_RESTORE,
                    SSF_STREAM_CHANGE,
                    SSF_STREAM_STATUS,
                    WEBHOOK_SUBSCRIPTION_DECLARE,
                    WEBHOOK_SUBSCRIPTION_PAUSE -> OcsfActivity.entity(3, "Update");
            case AUTH_CONFIG_DELETE,
                    CLIENT_DELETE,
                    GROUP_DELETE,
                    INITIAL_ACCESS_TOKEN_REVOKE,
                    KEYS_REVOKE,
                    SECOND_FACTOR_POLICY_DELETE,
                    SSF_STREAM_DELETE,
                    WEBHOOK_SUBSCRIPTION_DELETE -> OcsfActivity.entity(4, "Delete");
            case DEAD_LETTER_REPLAY, LOGOUT_RETRY, WEBHOOK_DELIVERY_REPLAY -> OcsfActivity.entity(OTHER, "Repeat");
            case WEBHOOK_SUBSCRIPTION_TEST -> OcsfActivity.entity(OTHER, "Test");
        };
    }

    /** Returns a record, with its detail as an object, as an event. An action of a newer release is another activity of an entity. */
    static JsonNode of(JsonNode fact) {
        String action = fact.path("action").asText();
        OcsfActivity activity = AuditAction.of(action)
                .map(known -> activity(known, fact.path("detail")))
                .orElseGet(() -> OcsfActivity.entity(OTHER, action));
        boolean success = fact.path("outcome").asText().equals("success");
        ObjectNode event = Json.object()
                .put("category_uid", CATEGORY)
                .put("category_name", "Identity & Access Management")
                .put("class_uid", activity.type().uid)
                .put("class_name", activity.type().title)
                .put("activity_id", activity.id())
                .put("activity_name", activity.name())
                .put("type_uid", activity.type().uid * 100 + activity.id())
                .put("type_name", activity.type().title + ": " + activity.name())
                .put("time", Instant.parse(fact.path("at").asText()).toEpochMilli())
                .put("severity_id", success ? 1 : 2)
                .put("severity", success ? "Informational" : "Low")
                .put("status_id", success ? 1 : 2)
                .put("status", success ? "Success" : "Failure")
                .put("message", action + " " + fact.path("outcome").asText());
        event.set("metadata", metadata(fact, action));
        event.set("actor", Json.object().set("user", user(fact, "actor")));
        if (activity.type() == OcsfClass.ENTITY_MANAGEMENT) {
            event.set(
                    "entity",
                    Json.object()
                            .put("type", action.replaceFirst("\\..*", ""))
                            .put("uid", fact.path("target").asText("")));
        } else {
            event.set("user", user(fact, fact.path("target").isTextual() ? "target" : "actor"));
        }
        if (fact.path("address").isTextual()) {
            event.set(
                    "src_endpoint", Json.object().put("ip", fact.path("address").asText()));
        }
        event.set("unmapped", fact.path("detail"));
        return event;
    }

    private static ObjectNode metadata(JsonNode fact, String action) {
        ObjectNode metadata = Json.object()
                .put("version", VERSION)
                .put("uid", fact.path("eventId").asText())
                .put("event_code", action)
                .put("log_name", "audit");
        metadata.set("product", Json.object().put("name", "Albireo").put("vendor_name", "Albireo"));
        return metadata;
    }

    private static ObjectNode user(JsonNode fact, String who) {
        ObjectNode user = Json.object().put("uid", fact.path(who).asText());
        if (fact.path(who + "Name").isTextual()) {
            user.put("name", fact.path(who + "Name").asText());
        }
        return user;
    }
}
