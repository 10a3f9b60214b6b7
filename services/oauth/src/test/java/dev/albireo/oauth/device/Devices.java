package dev.albireo.oauth.device;

import static dev.albireo.oauth.Stage.formToken;
import static dev.albireo.oauth.Stage.query;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.oauth.Stage.App;
import dev.albireo.oauth.Stage.Browser;
import dev.albireo.oauth.client.metadata.GrantSettings;
import dev.albireo.testkit.JsonMember;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** The actions of a device and its user, through the service's own endpoints. */
final class Devices {
    private Devices() {}

    static App register(String scope) {
        Response response = given().contentType(ContentType.JSON)
                .body(Map.of(
                        "client_name",
                        "Television",
                        "grant_types",
                        List.of(GrantSettings.DEVICE_CODE, "refresh_token"),
                        "scope",
                        scope))
                .post("/connect/register");
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
        return new App(
                JsonMember.read(response.asString(), "client_id"),
                JsonMember.read(response.asString(), "client_secret"));
    }

    static Response ask(App app, String scope) {
        return given().auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .header("User-Agent", "Television/1.0")
                .formParam("scope", scope)
                .post("/device_authorization");
    }

    static Response poll(App app, String deviceCode) {
        return given().auth()
                .preemptive()
                .basic(app.id(), app.secret())
                .formParam("grant_type", GrantSettings.DEVICE_CODE)
                .formParam("device_code", deviceCode)
                .post("/token");
    }

    /** Types the code at /device, and stores the cookies of the response. */
    static Response type(Browser browser, String userCode) {
        String page = browser.get("/device").asString();
        Response response = browser.request()
                .formParam("form_token", formToken(page))
                .formParam("user_code", userCode)
                .post("/device");
        browser.jar().putAll(response.cookies());
        return response;
    }

    /** Returns the approval page for a typed code. */
    static String question(Browser browser, String userCode) {
        Response typed = type(browser, userCode);
        assertThat(typed.statusCode()).as(typed.asString()).isEqualTo(303);
        return path(typed.header("Location"));
    }

    static Response answer(Browser browser, String question, String action) {
        String page = browser.get(question).asString();
        return browser.request()
                .formParam("interaction", query(question).get("interaction"))
                .formParam("form_token", formToken(page))
                .formParam("action", action)
                .post("/device");
    }

    static Response answerCode(Browser browser, String userCode, String action) {
        return answer(browser, question(browser, userCode), action);
    }

    /** Returns the path without the origin, which differs in tests from where the service listens. */
    static String path(String location) {
        return location.substring(location.indexOf("/device"));
    }
}
