package dev.albireo.oauth.device;

import dev.albireo.web.PositiveInt;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Device authorization (RFC 8628). */
@ConfigMapping(prefix = "albireo.device")
public interface DeviceConfig {
    /** How long the user may take to type the code and to decide; the shorter, the fewer codes can be guessed. */
    @WithDefault("PT10M")
    Duration codeLifetime();

    /** The minimum interval between polls of a device at the token endpoint. */
    @WithDefault("PT5S")
    Duration interval();

    /** User codes that may be typed in one browser within {@link #triesWindow}. */
    @WithDefault("10")
    @WithConverter(PositiveInt.class)
    int triesPerBrowser();

    /** User codes that may be typed in one network within {@link #triesWindow}. */
    @WithDefault("100")
    @WithConverter(PositiveInt.class)
    int triesPerNetwork();

    /** The time over which they are counted. */
    @WithDefault("PT15M")
    Duration triesWindow();
}
