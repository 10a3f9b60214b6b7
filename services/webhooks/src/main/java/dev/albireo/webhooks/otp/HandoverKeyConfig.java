package dev.albireo.webhooks.otp;

import io.smallrye.config.ConfigMapping;

/** The key that decrypts secrets from credentials. */
@ConfigMapping(prefix = "albireo.keys")
interface HandoverKeyConfig {
    /** 32 bytes in base64, the same in credentials and webhooks: decrypts the parts of events that are for this service alone. */
    String delivery();
}
