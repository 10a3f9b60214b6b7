package dev.albireo.admin.owner;

import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.eclipse.microprofile.rest.client.ext.ResponseExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Distinguishes a response that leaves the outcome open from a refusal, before the refusals are evaluated. */
@Priority(1)
public class OwnerAvailability implements ResponseExceptionMapper<OwnerUnavailable> {
    private static final Set<Integer> OPEN = Set.of(502, 503, 504);

    @Override
    public @Nullable OwnerUnavailable toThrowable(Response response) {
        return OPEN.contains(response.getStatus()) ? new OwnerUnavailable(response.getStatus()) : null;
    }
}
