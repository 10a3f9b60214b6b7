package dev.albireo.credentials.user;

import dev.albireo.events.UserState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An account. Outside this package it is a {@link UserState}. */
@Entity
@Table(name = "users")
class UserEntity {
    @Id
    UUID subject;

    @Column(name = "resource_id")
    @Nullable
    String resourceId;

    String username;

    @Column(name = "username_key")
    String usernameKey;

    @Nullable
    String email;

    @Column(name = "email_verified")
    boolean emailVerified;

    boolean enabled;

    @Column(name = "requires_2fa")
    boolean requires2fa;

    @Column(name = "chose_second_factor")
    boolean choseSecondFactor;

    @Column(name = "totp_enabled")
    boolean totpEnabled;

    String[] groups;

    @JdbcTypeCode(SqlTypes.JSON)
    Map<String, Object> claims;

    int version;

    @Column(name = "otp_transport")
    @Nullable
    String otpTransport;

    @Column(name = "grants_void_before")
    @Nullable
    Instant grantsVoidBefore;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** Written by the statement that starts a session. */
    @Formula("(SELECT l.at FROM last_login l WHERE l.subject = subject)")
    @Nullable
    Instant lastLoginAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected UserEntity() {}

    UserEntity(UUID subject, NewUser user, LoginName key, Instant now) {
        this.subject = subject;
        this.username = LoginName.normalize(user.username());
        this.usernameKey = key.value();
        this.email = user.email().map(LoginName::normalize).orElse(null);
        this.emailVerified = user.emailVerified();
        this.enabled = true;
        this.requires2fa = user.requires2fa();
        this.groups = user.groups().toArray(String[]::new);
        this.claims = user.claims();
        this.version = 1;
        this.createdAt = now;
        this.updatedAt = now;
    }

    UserState state() {
        return new UserState(
                subject.toString(),
                version,
                username,
                email,
                emailVerified,
                enabled,
                requires2fa,
                choseSecondFactor,
                List.of(groups),
                claims,
                resourceId,
                totpEnabled,
                grantsVoidBefore);
    }

    /** Returns whether this profile would change anything. */
    boolean differs(UserProfile profile) {
        return !differences(profile).isEmpty();
    }

    /** Returns the fields of the {@code User} resource that this profile would change. */
    List<String> differences(UserProfile profile) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("userName", username.equals(LoginName.normalize(profile.username())));
        same.put("email", Optional.ofNullable(email).equals(profile.email().map(LoginName::normalize)));
        same.put("emailVerified", emailVerified == profile.emailVerified());
        same.put("inactive", enabled == profile.enabled());
        same.put("requires2fa", requires2fa == profile.requires2fa());
        same.put("groups", List.of(groups).equals(profile.groups()));
        same.put("claims", claims.equals(profile.claims()));
        same.put("twoFactor.transport", Optional.ofNullable(otpTransport).equals(profile.transport()));
        return same.entrySet().stream()
                .filter(field -> !field.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the part that {@link UserRules} validate. */
    NewUser asNewUser() {
        return new NewUser(username, Optional.ofNullable(email), emailVerified, List.of(groups), requires2fa, claims);
    }

    void apply(UserProfile profile) {
        username = LoginName.normalize(profile.username());
        usernameKey = UserRules.key(profile.username()).value();
        email = profile.email().map(LoginName::normalize).orElse(null);
        emailVerified = profile.emailVerified();
        enabled = profile.enabled();
        requires2fa = profile.requires2fa();
        groups = profile.groups().toArray(String[]::new);
        claims = profile.claims();
        otpTransport = profile.transport().orElse(null);
    }

    DeclaredUser declared() {
        return new DeclaredUser(resourceId == null ? subject.toString() : resourceId, view(), otpTransport, updatedAt);
    }

    UserView view() {
        return new UserView(state(), createdAt, lastLoginAt);
    }
}
