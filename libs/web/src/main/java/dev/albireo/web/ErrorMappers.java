package dev.albireo.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.albireo.protocol.OAuthEndpoint;
import dev.albireo.protocol.OAuthError;
import dev.albireo.protocol.OAuthRefusal;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Formats all error responses: OAuth JSON (RFC 6749 section 5.2) for OAuth clients, a page for navigations of browsers, problem+json (RFC
 * 9457) otherwise. A fault is logged with a reference that the response contains; the response has no further details.
 */
@ApplicationScoped
class ErrorMappers {
    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final Template page;
    private final PageMessages messages;
    private final IdGenerator ids;
    private final RefusalMeters meters;

    ErrorMappers(
            @Location("error.html") Template page,
            @InPageLanguage PageMessages messages,
            IdGenerator ids,
            RefusalMeters meters) {
        this.page = page;
        this.messages = messages;
        this.ids = ids;
        this.meters = meters;
    }

    @ServerExceptionMapper
    Response refused(OAuthRefusal refusal, UriInfo uri) {
        Response response = oauth(uri, refusal.error().status(), refusal.error(), refusal.description());
        return refusal.retryAfter().isZero()
                ? response
                : Response.fromResponse(response)
                        .header(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(refusal.retryAfter()))
                        .build();
    }

    @ServerExceptionMapper
    Uni<Response> refused(ProblemRefusal refusal, UriInfo uri, HttpHeaders headers) {
        if (acceptsHtml(headers)) {
            return page(
                            refusal.problem().status(),
                            refusal.problem().title(),
                            TextCatalogue.onPage(refusal.detail()) + ".")
                    .map(page -> retryAfter(page, refusal.retryAfter()));
        }
        return Uni.createFrom().item(retryAfter(problem(refusal), refusal.retryAfter()));
    }

    @ServerExceptionMapper
    Uni<Response> refused(PageRefusal refusal) {
        meters.page(refusal.status());
        return page(
                        refusal.status(),
                        refusal.heading(),
                        refusal.message(),
                        ids.next().toString().substring(0, 8),
                        refusal.linkText(),
                        refusal.link())
                .map(page -> retryAfter(page, refusal.retryAfter()));
    }

    private static Response retryAfter(Response response, Duration wait) {
        if (wait.isPositive()) {
            response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, RetryAfter.seconds(wait));
        }
        return response;
    }

    @ServerExceptionMapper
    Response redirect(PageRedirect redirect) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, redirect.path())
                .build();
    }

    @ServerExceptionMapper
    Uni<Response> invalid(InvalidToken invalid) {
        Response response = problem(Problem.UNAUTHENTICATED.because(invalid.reason()));
        return Uni.createFrom()
                .item(Response.fromResponse(response)
                        .header(HttpHeaders.WWW_AUTHENTICATE, WwwAuthenticate.INVALID_TOKEN)
                        .build());
    }

    /** RFC 6750 section 3.1: a request without a token gets the challenge without an error code. */
    @ServerExceptionMapper
    Response noToken(MissingBearerToken missing) {
        return Response.status(401)
                .header(HttpHeaders.WWW_AUTHENTICATE, WwwAuthenticate.BEARER)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    /** Quarkus has its own mapper for this exception, which answers without a body. */
    @ServerExceptionMapper
    Uni<Response> mismatched(MismatchedInputException malformed, UriInfo uri, HttpHeaders headers) {
        return malformed(malformed, uri, headers);
    }

    @ServerExceptionMapper
    Uni<Response> malformed(JacksonException malformed, UriInfo uri, HttpHeaders headers) {
        return response(Problem.BAD_REQUEST, "the body is not valid JSON for this endpoint", uri, headers);
    }

    @ServerExceptionMapper
    Uni<Response> framework(WebApplicationException exception, UriInfo uri, HttpHeaders headers) {
        Response given = exception.getResponse();
        if (given.getStatus() < 400 || given.hasEntity()) {
            return Uni.createFrom().item(given);
        }
        if (given.getStatus() >= 500) {
            return fault(exception, uri, headers);
        }
        Problem problem = Arrays.stream(Problem.values())
                .filter(kind -> kind.status() == given.getStatus())
                .findFirst()
                .orElse(Problem.BAD_REQUEST);
        return response(problem, problem.title().toLowerCase(java.util.Locale.ROOT), uri, headers);
    }

    @ServerExceptionMapper
    Uni<Response> fault(Throwable fault, UriInfo uri, HttpHeaders headers) {
        return TransientFailure.explains(fault) ? unavailable(fault, uri, headers) : unexplained(fault, uri, headers);
    }

    private Uni<Response> unavailable(Throwable fault, UriInfo uri, HttpHeaders headers) {
        LOG.warnf("web dependency unavailable path=%s cause=%s", uri.getPath(), fault.toString());
        if (OAuthEndpoint.isForClients(uri.getPath())) {
            return Uni.createFrom().item(oauth(uri, 503, OAuthError.TEMPORARILY_UNAVAILABLE, "try again in a moment"));
        }
        if (acceptsHtml(headers)) {
            return page(503, messages.unavailable(), messages.unavailableReason());
        }
        return Uni.createFrom().item(problem(Problem.UNAVAILABLE.because("try again in a moment")));
    }

    private Uni<Response> unexplained(Throwable fault, UriInfo uri, HttpHeaders headers) {
        String reference = ids.next().toString().substring(0, 8);
        LOG.errorf(fault, "web request failed reference=%s path=%s", reference, uri.getPath());
        if (OAuthEndpoint.isForClients(uri.getPath())) {
            return Uni.createFrom().item(oauth(uri, 500, OAuthError.SERVER_ERROR, "reference " + reference));
        }
        if (acceptsHtml(headers)) {
            return page(500, messages.fault(), messages.faultAdvice(), reference);
        }
        return Uni.createFrom().item(problem(Problem.INTERNAL_ERROR.because("reference " + reference)));
    }

    private Uni<Response> response(Problem problem, String detail, UriInfo uri, HttpHeaders headers) {
        if (OAuthEndpoint.isForClients(uri.getPath())) {
            return Uni.createFrom().item(oauth(uri, problem.status(), OAuthError.INVALID_REQUEST, detail));
        }
        if (acceptsHtml(headers)) {
            return page(problem.status(), problem.title(), messages.badRequestAdvice());
        }
        return Uni.createFrom().item(problem(problem.because(detail)));
    }

    private Uni<Response> page(int status, String heading, String message) {
        return page(status, heading, message, ids.next().toString().substring(0, 8));
    }

    private Uni<Response> page(int status, String heading, String message, String reference) {
        meters.page(status);
        return page(status, heading, message, reference, "", "");
    }

    private Uni<Response> page(
            int status, String heading, String message, String reference, String linkText, String link) {
        LOG.debugf("web error page status=%d heading=%s reference=%s", status, heading, reference);
        return page.data("heading", TextCatalogue.onPage(heading))
                .data("message", TextCatalogue.onPage(message))
                .data("reference", reference)
                .data("status", status)
                .data("linkText", TextCatalogue.onPage(linkText))
                .data("link", link)
                .createUni()
                .map(html -> Response.status(status)
                        .type("text/html;charset=UTF-8")
                        .entity(html)
                        .build());
    }

    private Response problem(ProblemRefusal refusal) {
        meters.problem(refusal.problem());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", refusal.problem().type());
        body.put("title", refusal.problem().title());
        body.put("status", refusal.problem().status());
        body.put("detail", refusal.detail());
        refusal.field().ifPresent(field -> body.put("field", field));
        body.putAll(refusal.members());
        return Response.status(refusal.problem().status())
                .type("application/problem+json")
                .entity(body)
                .build();
    }

    private Response oauth(UriInfo uri, int status, OAuthError error, String description) {
        meters.oauth(OAuthEndpoint.label(uri.getPath()), error);
        Response.ResponseBuilder response = Response.status(status)
                .type("application/json")
                .header("Cache-Control", "no-store")
                .header("Pragma", "no-cache")
                .entity(Map.of("error", error.code(), "error_description", description));
        WwwAuthenticate.of(error).ifPresent(challenge -> response.header(HttpHeaders.WWW_AUTHENTICATE, challenge));
        return response.build();
    }

    private static boolean acceptsHtml(HttpHeaders headers) {
        String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }
}
