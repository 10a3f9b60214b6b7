package dev.albireo.webhooks.ssf;

import dev.albireo.web.WebConfig;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The public URLs of the transmitter. */
@Singleton
class SsfEndpoints {
    /** The path of the protected resource, with which its identifier ends (RFC 9728 section 1.2). */
    static final String RESOURCE = "/ssf";

    private final String issuer;

    SsfEndpoints(WebConfig web) {
        this.issuer = web.issuerText();
    }

    /** Returns the issuer, which is that of the provider. */
    String issuer() {
        return issuer;
    }

    /** Returns the identifier of the protected resource, the audience of access tokens. */
    String resource() {
        return issuer + RESOURCE;
    }

    /** Returns the URL of the metadata of the protected resource (RFC 9728 section 3.1). */
    String resourceMetadata() {
        return issuer + "/.well-known/oauth-protected-resource" + RESOURCE;
    }

    /** Returns the URL of this name beneath the resource. */
    String of(String name) {
        return resource() + "/" + name;
    }

    /** Returns where a receiver polls for the events of its stream. */
    String poll(UUID stream) {
        return of("poll/" + stream);
    }
}
