package dev.albireo.secret;

import io.quarkus.runtime.annotations.StaticInitSafe;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Adds the files of {@code albireo.secrets.directory} to the settings; called by SmallRye Config, as META-INF/services says. */
@StaticInitSafe
public final class SecretFilesFactory implements ConfigSourceFactory {
    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        @Nullable ConfigValue directory = context.getValue("albireo.secrets.directory");
        return directory == null
                        || directory.getValue() == null
                        || directory.getValue().isBlank()
                ? List.of()
                : List.of(SecretFiles.of(Path.of(directory.getValue().strip())));
    }
}
