package dev.albireo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.albireo.systemtests.support.Admin;
import dev.albireo.systemtests.support.Captured;
import dev.albireo.systemtests.support.Journey;
import dev.albireo.systemtests.support.Person;
import dev.albireo.systemtests.support.Running;
import dev.albireo.systemtests.support.SecretSearch;
import dev.albireo.systemtests.support.Secrets;
import dev.albireo.systemtests.support.WebApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs last, being isolated and the last by its name, so that it searches the output of the whole suite. */
@DisplayName("No secret appears where it does not belong: in no response, log line, event or metric of the whole run")
@Isolated("searches what all other classes have left")
class WhatMayNeverLeakTest {

    @BeforeAll
    static void there_is_something_to_find() {
        Person person = new Journey(Running.stack().edgeUri()).person();
        person.submit(
                person.get("/login"),
                "/login",
                java.util.Map.of("username", WebApp.newUser(), "password", WebApp.PASSWORD));
        WebApp.enable(person, 1);
        Secrets.remember(Admin.PASSWORD);
        Secrets.remember(WebApp.SECRET);
    }

    @Test
    void no_answer_shows_one() {
        List<String> answers = Captured.answers();
        assertThat(answers).as("the search sees something").anyMatch(answer -> answer.contains("/auth/userinfo"));
        assertThat(leaks(answers.stream())).isEmpty();
    }

    @Test
    void no_log_line_holds_one() {
        List<String> logs = Captured.logs();
        assertThat(logs).as("the search sees something").anyMatch(log -> log.contains("POST /login"));
        assertThat(leaks(logs.stream())).isEmpty();
    }

    @Test
    void no_event_holds_one() throws IOException {
        Path kafka = Running.stack().logs().resolveSibling("kafka");
        try (Stream<Path> files = Files.walk(kafka)) {
            List<String> segments = files.filter(file -> file.toString().endsWith(".log"))
                    .map(WhatMayNeverLeakTest::read)
                    .toList();
            assertThat(segments).as("the search sees something").anyMatch(segment -> segment.contains("TotpEnabled"));
            assertThat(leaks(segments.stream())).isEmpty();
        }
    }

    @Test
    void no_metric_holds_one() {
        List<String> metrics = Stream.of("oauth", "credentials", "admin", "webhooks")
                .map(service -> new Person(Running.stack().managementUri(service))
                        .get("/q/metrics")
                        .body())
                .toList();
        assertThat(metrics).as("the search sees something").allMatch(text -> text.contains("jvm_"));
        assertThat(leaks(metrics.stream())).isEmpty();
    }

    /** Returns the findings without the whole secret: its beginning, and the location. */
    private static List<String> leaks(Stream<String> texts) {
        SecretSearch search = new SecretSearch(Secrets.known());
        return texts.flatMap(text ->
                        search.in(text).map(found -> found.secret().substring(0, 4) + "… in …" + found.before()))
                .distinct()
                .limit(20)
                .toList();
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
