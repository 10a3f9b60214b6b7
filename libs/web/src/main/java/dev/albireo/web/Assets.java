package dev.albireo.web;

import dev.albireo.protocol.Sha256;
import io.quarkus.qute.TemplateExtension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.ConfigProvider;

/** Style sheets, scripts and images of the pages, addressed by the hash of their content, so that they may be cached without limit. */
@TemplateExtension(namespace = "assets")
public final class Assets {
    private static final Pattern NAME = Pattern.compile("([a-z0-9-]+)\\.([a-z0-9]+)");
    private static final Pattern ADDRESSED = Pattern.compile("([a-z0-9-]+)-([A-Za-z0-9_-]{12})\\.([a-z0-9]+)");
    private static final Map<String, Asset> CACHE = new ConcurrentHashMap<>();

    /** One file: its bytes and the hash in its URL. */
    record Asset(byte[] content, String hash) {}

    private Assets() {}

    /** Returns the URL of {@code assets/<name>} of the class path, in templates {@code {assets:url('albireo.css')}}. */
    public static String url(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the name of an asset: " + name);
        }
        return "/assets/" + service() + "/" + matcher.group(1) + "-"
                + load(name).orElseThrow().hash() + "." + matcher.group(2);
    }

    /** Returns the content of a URL, if its hash is the current one. */
    static Optional<byte[]> content(String addressed) {
        Matcher matcher = ADDRESSED.matcher(addressed);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return load(matcher.group(1) + "." + matcher.group(3))
                .filter(asset -> asset.hash().equals(matcher.group(2)))
                .map(Asset::content);
    }

    private static String service() {
        return ConfigProvider.getConfig()
                .getValue("quarkus.application.name", String.class)
                .replaceFirst("^albireo-", "");
    }

    private static Optional<Asset> load(String name) {
        Asset known = CACHE.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream("assets/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            String hash = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Sha256.digest(bytes))
                    .substring(0, 12);
            return Optional.of(CACHE.computeIfAbsent(name, unused -> new Asset(bytes, hash)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
