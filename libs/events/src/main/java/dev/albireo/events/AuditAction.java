package dev.albireo.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The actions that services audit. The name of an action is part of the event schema: one may be added, none renamed. */
public enum AuditAction {
    ACCOUNT_REPORT("account.report"),
    AUTH_CONFIG_DECLARE("auth-config.declare"),
    AUTH_CONFIG_DELETE("auth-config.delete"),
    AUTHORIZE_CODE("authorize.code"),
    AUTHORIZE_SECOND_FACTOR("authorize.second-factor"),
    AUTHORIZE_TOKENS("authorize.tokens"),
    CLIENT_CHANGE("client.change"),
    CLIENT_CREATE("client.create"),
    CLIENT_DELETE("client.delete"),
    CLIENT_REGISTER("client.register"),
    CLIENT_ROTATE_SECRET("client.rotate-secret"),
    CONSENT_GIVE("consent.give"),
    CONSENT_REVOKE("consent.revoke"),
    DEAD_LETTER_REPLAY("dead-letter.replay"),
    DEVICE_ANSWER("device.answer"),
    EMAIL_CHANGE("email.change"),
    EMAIL_LINK("email.link"),
    ENROLMENT_CODE_ISSUE("enrolment-code.issue"),
    ENROLMENT_CODE_USE("enrolment-code.use"),
    GROUP_ADD_MEMBER("group.add-member"),
    GROUP_DECLARE("group.declare"),
    GROUP_DELETE("group.delete"),
    GROUP_REMOVE_MEMBER("group.remove-member"),
    INITIAL_ACCESS_TOKEN_ISSUE("initial-access-token.issue"),
    INITIAL_ACCESS_TOKEN_REVOKE("initial-access-token.revoke"),
    KEYS_REVOKE("keys.revoke"),
    KEYS_ROTATE("keys.rotate"),
    LOGIN("login"),
    LOGIN_FURTHER_PROOF("login.further-proof"),
    LOGOUT("logout"),
    LOGOUT_RETRY("logout.retry"),
    PASSKEY_ENROL("passkey.enrol"),
    PASSKEY_REMOVE("passkey.remove"),
    PASSKEY_RENAME("passkey.rename"),
    PASSWORD_CHANGE("password.change"),
    PASSWORD_RESET("password.reset"),
    PASSWORD_RESET_LINK("password.reset-link"),
    PROFILE_CHANGE("profile.change"),
    RECOVERY_CODES_RENEW("recovery-codes.renew"),
    SECOND_FACTOR_POLICY_DECLARE("second-factor-policy.declare"),
    SECOND_FACTOR_POLICY_DELETE("second-factor-policy.delete"),
    SECOND_FACTOR_POLICY_RESTORE("second-factor-policy.restore"),
    SESSION_END("session.end"),
    SESSION_END_ALL("session.end-all"),
    SESSION_END_OTHERS("session.end-others"),
    SSF_STREAM_CHANGE("ssf-stream.change"),
    SSF_STREAM_CREATE("ssf-stream.create"),
    SSF_STREAM_DELETE("ssf-stream.delete"),
    SSF_STREAM_STATUS("ssf-stream.status"),
    TOKEN_REPLAY("token.replay"),
    TOKEN_REVOKE("token.revoke"),
    TOKEN_SECOND_FACTOR("token.second-factor"),
    TOTP_DISABLE("totp.disable"),
    TOTP_ENABLE("totp.enable"),
    TWO_FACTOR_LOCK("two-factor.lock"),
    TWO_FACTOR_RESET("two-factor.reset"),
    TWO_FACTOR_RESET_CANCEL("two-factor.reset-cancel"),
    TWO_FACTOR_RESET_REQUEST("two-factor.reset-request"),
    TWO_FACTOR_SEND_CODE("two-factor.send-code"),
    USER_CHANGE("user.change"),
    USER_CREATE("user.create"),
    USER_DELETE("user.delete"),
    USER_ENABLED("user.enabled"),
    USER_EXPORT("user.export"),
    USER_INVITE("user.invite"),
    USER_PASSWORD("user.password"),
    USER_TWO_FACTOR_REQUIREMENT("user.two-factor-requirement"),
    USER_UNLOCK("user.unlock"),
    WEBHOOK_DELIVERY_REPLAY("webhook-delivery.replay"),
    WEBHOOK_SUBSCRIPTION_DECLARE("webhook-subscription.declare"),
    WEBHOOK_SUBSCRIPTION_DELETE("webhook-subscription.delete"),
    WEBHOOK_SUBSCRIPTION_PAUSE("webhook-subscription.pause"),
    WEBHOOK_SUBSCRIPTION_TEST("webhook-subscription.test");

    private static final Map<String, AuditAction> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(AuditAction::wireName, Function.identity()));

    private final String wireName;

    AuditAction(String wireName) {
        this.wireName = wireName;
    }

    /** Returns the dotted name, the {@code action} of {@link AuditRecorded}. */
    public String wireName() {
        return wireName;
    }

    /** Returns the action of this name; empty for an action of a newer release. */
    public static Optional<AuditAction> of(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }
}
