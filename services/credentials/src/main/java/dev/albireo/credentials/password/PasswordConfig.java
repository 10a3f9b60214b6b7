package dev.albireo.credentials.password;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** How passwords are hashed: Argon2id (RFC 9106) with one lane. */
@ConfigMapping(prefix = "albireo.password")
public interface PasswordConfig {
    /** Memory of one hash. A changed value reaches each password at its next successful use. */
    @WithDefault("19M")
    MemorySize memory();

    /** Passes over that memory. */
    @WithDefault("2")
    @Min(1)
    int iterations();

    /** How many hashes are computed at a time. */
    @WithDefault("2")
    @Min(1)
    int workers();

    /** How many may wait; one more is answered with 503. */
    @WithDefault("200")
    @Min(1)
    int queue();

    /** How many of them may be of one network (IPv4: /24, IPv6: /64); networks take turns. */
    @WithDefault("50")
    @Min(1)
    int queuePerNetwork();
}
