package dev.albireo.credentials.group;

import dev.albireo.events.GroupState;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A stored group, without its members. Outside this package it is a {@link GroupState} or a resource. */
@Entity
@Table(name = "user_group")
class GroupEntity {
    @Id
    String id;

    @Nullable
    String name;

    @Nullable
    String description;

    @Column(name = "requires_2fa")
    boolean requires2fa;

    int version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected GroupEntity() {}

    @SuppressWarnings("NullAway.Init")
    GroupEntity(String id, Instant now) {
        this.id = id;
        this.createdAt = now;
    }

    void update(GroupDeclaration declared, int newVersion, Instant now) {
        name = declared.name().orElse(null);
        description = declared.description().orElse(null);
        requires2fa = declared.requires2fa();
        version = newVersion;
        updatedAt = now;
    }

    /** Returns whether a write of this declaration would change anything but the members. */
    boolean differs(GroupDeclaration declared) {
        return !Optional.ofNullable(name).equals(declared.name())
                || !Optional.ofNullable(description).equals(declared.description())
                || requires2fa != declared.requires2fa();
    }

    GroupState state() {
        return new GroupState(id, version, requires2fa);
    }
}
