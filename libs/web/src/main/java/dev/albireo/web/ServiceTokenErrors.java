package dev.albireo.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Distinguishes a rejected token of this service from errors about the request, before other mappers see the response. */
@Priority(0)
public class ServiceTokenErrors implements ResponseExceptionMapper<ServiceTokenRejected> {
    @Override
    public @Nullable ServiceTokenRejected toThrowable(Response response) {
        boolean rejected = response.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()
                && WwwAuthenticate.INVALID_TOKEN.equals(response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE));
        return rejected ? new ServiceTokenRejected() : null;
    }
}
