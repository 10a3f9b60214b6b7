package dev.albireo.events;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Audit records as events of the Open Cybersecurity Schema Framework 1.3 (schema.ocsf.io), category Identity and Access Management. */
public final class Ocsf {
    private static final String VERSION = "1.3.0";
    private static final int CATEGORY = 3;
    private static final int OTHER = 99;

    private Ocsf() {}

    /** A class of the schema. */
    public enum OcsfClass {
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

        public int uid() {
            return uid;
        }
    }

    /** The class of an action, and the activity in it; 99 is one that the schema does not name. */
    public record OcsfActivity(OcsfClass type, int id, String name) {
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
    public static OcsfActivity activity(AuditAction action, Map<String, String> detail) {
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
                Boolean.parseBoolean(detail.get("enabled"))
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

    /**
     * Returns a record as an event: an object of JSON, as maps and plain values. An action of a newer release is another activity of an entity.
     *
     * @param id the id of the record's event
     * @param actorName the login name of the actor; null if it is unknown or none
     * @param targetName the login name of the target; null if it is unknown or none
     */
    public static Map<String, Object> of(
            String id, AuditRecorded record, @Nullable String actorName, @Nullable String targetName) {
        String action = record.action();
        OcsfActivity activity = AuditAction.of(action)
                .map(known -> activity(known, record.detail()))
                .orElseGet(() -> OcsfActivity.entity(OTHER, action));
        boolean success = record.outcome().equals("success");
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("category_uid", CATEGORY);
        event.put("category_name", "Identity & Access Management");
        event.put("class_uid", activity.type().uid);
        event.put("class_name", activity.type().title);
        event.put("activity_id", activity.id());
        event.put("activity_name", activity.name());
        event.put("type_uid", activity.type().uid * 100 + activity.id());
        event.put("type_name", activity.type().title + ": " + activity.name());
        event.put("time", record.at().toEpochMilli());
        event.put("severity_id", success ? 1 : 2);
        event.put("severity", success ? "Informational" : "Low");
        event.put("status_id", success ? 1 : 2);
        event.put("status", success ? "Success" : "Failure");
        event.put("message", action + " " + record.outcome());
        event.put("metadata", metadata(id, action));
        event.put("actor", Map.of("user", user(record.actor(), actorName)));
        String target = record.target();
        if (activity.type() == OcsfClass.ENTITY_MANAGEMENT) {
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("type", action.replaceFirst("\\..*", ""));
            entity.put("uid", target == null ? "" : target);
            event.put("entity", entity);
        } else {
            event.put("user", target == null ? user(record.actor(), actorName) : user(target, targetName));
        }
        String address = record.address();
        if (address != null) {
            event.put("src_endpoint", Map.of("ip", address));
        }
        event.put("unmapped", record.detail());
        return event;
    }

    private static Map<String, Object> metadata(String id, String action) {
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("name", "Albireo");
        product.put("vendor_name", "Albireo");
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("version", VERSION);
        metadata.put("uid", id);
        metadata.put("event_code", action);
        metadata.put("log_name", "audit");
        metadata.put("product", product);
        return metadata;
    }

    private static Map<String, Object> user(String id, @Nullable String name) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("uid", id);
        if (name != null) {
            user.put("name", name);
        }
        return user;
    }
}
