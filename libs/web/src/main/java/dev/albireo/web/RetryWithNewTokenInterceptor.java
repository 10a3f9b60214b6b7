package dev.albireo.web;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;

/** Implements {@link RetryWithNewToken}; the filter that adds the token drops a rejected one. */
@RetryWithNewToken
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class RetryWithNewTokenInterceptor {
    @AroundInvoke
    Object call(InvocationContext invocation) throws Exception {
        Object result = invocation.proceed();
        return result instanceof Uni<?> call ? repeated(call) : result;
    }

    private static <T> Uni<T> repeated(Uni<T> call) {
        return call.onFailure(ServiceTokenRejected.class)
                .retry()
                .atMost(1)
                .onFailure(ServiceTokenRejected.class)
                .transform(rejected -> Problem.UNAVAILABLE.because(
                        "the services do not accept each other's tokens at the moment; try again later"));
    }
}
