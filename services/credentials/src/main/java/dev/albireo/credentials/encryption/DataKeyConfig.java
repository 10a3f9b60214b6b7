package dev.albireo.credentials.encryption;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The keys of encrypted secrets. */
@ConfigMapping(prefix = "albireo.keys")
public interface DataKeyConfig {
    /** 32 bytes in base64: AES-256-GCM of secrets in the database, such as those of authenticator applications. */
    String data();

    /** Earlier values of {@code albireo.keys.data}: they still decrypt, and secrets encrypted with them are encrypted anew. */
    Optional<List<String>> dataEarlier();

    /** 32 bytes in base64, the same in credentials and webhooks: encrypts the parts of events that are for the webhooks service alone. */
    String delivery();

    /** Other values of {@code albireo.keys.delivery}, which are not used here; the same in credentials and webhooks while it is replaced. */
    Optional<List<String>> deliveryEarlier();
}
