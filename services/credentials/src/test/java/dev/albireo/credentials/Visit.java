package dev.albireo.credentials;

import static io.restassured.RestAssured.given;

import dev.albireo.events.UserState;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without scripts: it stores its session cookie, opens pages, and sends the form token that they contain. */
public final class Visit {
    private final AtomicReference<String> session = new AtomicReference<>("");

    /** Returns a browser without a session. */
    public static Visit anonymous() {
        return new Visit();
    }

    /** Returns a browser after the right password of this user. */
    public static Visit of(UserState user) {
        Visit visit = new Visit();
        visit.keep(Given.login(user.username(), Given.PASSWORD));
        return visit;
    }

    /** Returns a browser with this session cookie. */
    public static Visit with(String session) {
        Visit visit = new Visit();
        visit.session.set(session);
        return visit;
    }

    public Response get(String path) {
        return keep(request().accept("text/html").urlEncodingEnabled(false).get(path));
    }

    public Response json(String path) {
        return keep(request().accept(ContentType.JSON).get(path));
    }

    public Response postJson(String path, Map<String, ?> body) {
        return keep(request()
                .accept(ContentType.JSON)
                .contentType(ContentType.JSON)
                .body(body)
                .post(path));
    }

    /** Opens the page, then sends a form that it might contain. */
    public Response post(String page, String path, Map<String, String> fields) {
        Map<String, String> form = new HashMap<>(fields);
        form.put("form_token", field(get(page).asString(), "form_token"));
        return send(path, form);
    }

    /** Opens the page and sends a form to the same URL. */
    public Response post(String page, Map<String, String> fields) {
        return post(page, page, fields);
    }

    /** Sends a form unchanged. */
    public Response send(String path, Map<String, String> form) {
        return keep(request()
                .accept("text/html")
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form)
                .post(path));
    }

    /** Returns the value of a hidden field, or an empty text. */
    public static String field(String page, String name) {
        Matcher matcher =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return matcher.find() ? matcher.group(1) : "";
    }

    public String session() {
        return session.get();
    }

    private RequestSpecification request() {
        return given().redirects().follow(false).cookie("albireo-session", session.get());
    }

    private Response keep(Response response) {
        String cookie = response.cookie("albireo-session");
        if (cookie != null) {
            session.set(cookie);
        }
        return response;
    }
}
