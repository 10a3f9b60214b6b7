package dev.albireo.webhooks.otp;

import io.smallrye.config.ConfigMapping;

/** The key of what credentials hands over. */
@ConfigMapping(prefix = "albireo.keys")
interface SealConfig {
    /** 32 bytes in base64, the same in credentials and webhooks: opens what is handed over by event for this service alone. */
    String delivery();
}
