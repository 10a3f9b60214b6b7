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
    private final String origin;

    SsfEndpoints(WebConfig web) {
        this.issuer = web.issuerText();
        this.origin = web.issuerOrigin();
    }

    /** Returns the issuer, which is that of the provider. */
    String issuer() {
        return issuer;
    }

    /** Returns the identifier of the protected resource, the audience of access tokens. */
    String resource() {
        return issuer + RESOURCE;
    }

    /** Returns the path of the issuer, with which the paths of metadata end; empty for most issuers. */
    String issuerPath() {
        return issuer.substring(origin.length());
    }

    /** Returns the URL of the metadata of the protected resource (RFC 9728 section 3.1). */
    String resourceMetadata() {
        return origin + "/.well-known/oauth-protected-resource" + issuerPath() + RESOURCE;
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
