package dev.albireo.systemtests.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** One HTTP answer. */
public record Answer(URI uri, int status, HttpHeaders headers, String body) {

    /** Returns the {@code Location}; fails where there is none. */
    public URI location() {
        return header("location").map(uri::resolve).orElseThrow(() -> new AssertionError("no Location in " + this));
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    public JsonNode json() {
        return Json.parse(body);
    }

    public Document page() {
        return Jsoup.parse(body, uri.toString());
    }

    /** Returns the value of the page's hidden or filled field of this name. */
    public String field(String name) {
        return Optional.ofNullable(page().selectFirst("input[name=" + name + "]"))
                .map(input -> input.attr("value"))
                .orElseThrow(() -> new AssertionError("no field " + name + " in " + this));
    }

    @Override
    public String toString() {
        return uri + " answered " + status + " " + headers.map() + "\n" + body;
    }
}
