package dev.albireo.credentials.password;

import dev.albireo.web.PositiveInt;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** Password hashing: Argon2id (RFC 9106) with one lane. */
@ConfigMapping(prefix = "albireo.password")
public interface PasswordConfig {
    /** Memory of one hash. A changed value is applied to each password at its next successful use. */
    @WithDefault("19M")
    MemorySize memory();

    /** The number of passes over that memory. */
    @WithDefault("2")
    @WithConverter(PositiveInt.class)
    int iterations();

    /** The number of concurrent hashes. */
    @WithDefault("2")
    @WithConverter(PositiveInt.class)
    int workers();

    /** The maximum number of waiting hashes; any further request is answered with 503. */
    @WithDefault("200")
    @WithConverter(PositiveInt.class)
    int queue();

    /** The maximum number of waiting hashes of one network (IPv4: /24, IPv6: /64); networks take turns. */
    @WithDefault("50")
    @WithConverter(PositiveInt.class)
    int queuePerNetwork();
}
