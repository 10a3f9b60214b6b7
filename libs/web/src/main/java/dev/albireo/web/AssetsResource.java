package dev.albireo.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** GET /assets/{service}/{file}: immutable files, addressed by the hash of their content. */
@Path("/assets/{service}")
public class AssetsResource {
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "png", "image/png");

    /** Returns the file; 404 for any hash except the current one. */
    @GET
    @Path("/{file}")
    public Response file(@RestPath String file) {
        String type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
        return Assets.content(file)
                .map(content -> Response.ok(content, type)
                        .header("Cache-Control", "public, max-age=31536000, immutable")
                        .build())
                .orElseThrow(() -> Problem.NOT_FOUND.because("file not found"));
    }
}
