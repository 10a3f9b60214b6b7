package dev.albireo.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The files of secrets. */
@ConfigMapping(prefix = "albireo.secrets")
public interface SecretFilesConfig {
    /**
     * A directory of files, such as a mounted Secret of Kubernetes. Each file is one setting, named like its environment variable
     * ({@code ALBIREO_KEYS_COOKIE}), and takes precedence over all other sources. Changed files are used without a restart; docs/secrets.md lists the
     * settings. Set the directory itself in the environment or as a system property, because it is read before other files of settings.
     */
    Optional<Path> directory();

    /** How often the files are read. */
    @WithDefault("PT5S")
    Duration poll();
}
