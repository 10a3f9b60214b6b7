package dev.albireo.oauth.key;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of a PKCS#11 token for signing keys. */
@ConfigMapping(prefix = "albireo.keys.pkcs11")
public interface Pkcs11Config {
    /**
     * The PKCS#11 library of a token, such as {@code /usr/lib/softhsm/libsofthsm2.so}. With it, new signing keys are generated in the token
     * and never leave it; without it, they are in the database, encrypted. docs/secrets.md has the steps from one to the other.
     */
    Optional<Path> library();

    /** The id of the slot that the token is in. */
    @WithDefault("0")
    int slot();

    /** The file with the PIN of the token's user; must be set if {@code library} is. */
    Optional<Path> pinFile();

    /** Whether new keys are generated in the token; {@code false} on the way back to the database, while keys in the token still sign. */
    @WithDefault("true")
    boolean generate();

    /** The maximum number of concurrent signatures of one replica; each uses a session of the token. */
    @WithDefault("4")
    @WithConverter(PositiveInt.class)
    int sessions();

    /** The maximum number of waiting signatures; any further request is answered with 503. */
    @WithDefault("500")
    @WithConverter(PositiveInt.class)
    int queue();
}
