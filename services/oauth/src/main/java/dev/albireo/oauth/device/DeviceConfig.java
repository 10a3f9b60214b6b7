package dev.albireo.oauth.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How devices are let in that have no browser (RFC 8628). */
@ConfigMapping(prefix = "albireo.device")
public interface DeviceConfig {
    /** How long a person may take to type the code and to answer; the shorter, the fewer codes there are to be guessed. */
    @WithDefault("PT10M")
    Duration codeLifetime();

    /** How long a device waits between two questions at the token endpoint. */
    @WithDefault("PT5S")
    Duration interval();

    /** User codes that may be typed in one browser within {@link #triesWindow}. */
    @WithDefault("10")
    @Min(1)
    int triesPerBrowser();

    /** User codes that may be typed in one network within {@link #triesWindow}. */
    @WithDefault("100")
    @Min(1)
    int triesPerNetwork();

    /** The time over which they are counted. */
    @WithDefault("PT15M")
    Duration triesWindow();
}
