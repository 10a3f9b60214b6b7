package dev.albireo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.albireo.cli.FakeServer.Ran;
import dev.albireo.cli.FakeServer.Said;
import dev.albireo.protocol.AuditChain;
import dev.albireo.protocol.AuditChain.Personal;
import dev.albireo.protocol.AuditHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("albireo audit")
class AuditCommandTest {
    private static final String CHAIN = "access-2026-11";

    private final List<ObjectNode> trail = new ArrayList<>();
    private KeyPair key;

    @TempDir
    Path folder;

    @BeforeEach
    void a_trail_of_five_records() throws GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String previous = AuditChain.start(CHAIN);
        for (int i = 1; i <= 5; i++) {
            Instant at = Instant.parse("2026-11-22T10:00:0" + i + ".123456Z");
            previous = AuditChain.link(
                    previous,
                    AuditChain.content(
                            CHAIN,
                            i,
                            "e" + i,
                            at,
                            "login",
                            "success",
                            new Personal("alice", null, "10.0.0.1", Map.of("b", "2", "a", "1"), "salt" + i, Map.of())));
            trail.add(Json.object()
                    .put("at", at.toString())
                    .put("eventId", "e" + i)
                    .put("actor", "alice")
                    .putNull("actorName")
                    .put("action", "login")
                    .putNull("target")
                    .putNull("targetName")
                    .put("outcome", "success")
                    .put("detail", "{\"b\":\"2\",\"a\":\"1\"}")
                    .put("address", "10.0.0.1")
                    .put("chain", CHAIN)
                    .put("sequence", i)
                    .put("hash", previous)
                    .put("salt", "salt" + i)
                    .putNull("erased"));
        }
    }

    @Test
    void an_export_begins_with_the_heads_and_is_verified_without_a_server() throws IOException {
        String export = export("--since", "2026-11-01T00:00:00Z", "--until", "2026-12-01T00:00:00Z");
        assertThat(export.lines()).hasSize(6).first().asString().startsWith("{\"auditHead\":{\"chain\":\"" + CHAIN);
        assertThat(export).contains("\"detail\":{\"b\":\"2\",\"a\":\"1\"}");

        Ran verified = verify(export);
        assertThat(verified.code()).as(verified.toString()).isZero();
        assertThat(verified.out()).isEqualTo("5 records in 1 chains, 1 signed heads, unbroken\n");
        assertThat(verify(export, "--key", publicKey()).code()).isZero();
        assertThat(verify(export, "--key", "AAAA").out()).contains("signed with another key");
        assertThat(verify(export, "-o", "json").out()).contains(publicKey());
    }

    @Test
    void a_line_that_is_changed_deleted_or_copied_is_named_and_another_order_is_none_of_these() throws IOException {
        List<String> lines = new ArrayList<>(export().lines().toList());
        assertThat(verify(lines, 3, lines.get(3).replace("10.0.0.1", "10.0.0.2"))
                        .out())
                .isEqualTo(
                        "broken: access-2026-11: record 3 (event e3) was changed, or a record before it was replaced\n");
        assertThat(verify(lines, 3, "").code()).isEqualTo(1);
        assertThat(verify(lines, 3, "").out()).isEqualTo("broken: access-2026-11: record 3 is missing\n");
        assertThat(verify(lines, 3, lines.get(3) + "\n" + lines.get(3)).out()).contains("it was inserted");
        assertThat(verify(lines, 5, "").out()).contains("record 5 is missing");
        Collections.reverse(lines);
        assertThat(verify(String.join("\n", lines)).out()).startsWith("5 records");
        assertThat(verify("no json").code()).isEqualTo(65);
        assertThat(verify(export(), "--from", "November").code()).isEqualTo(64);
    }

    @Test
    void only_the_months_that_are_asked_for_are_verified() throws IOException {
        String broken = export().replace("10.0.0.1", "10.0.0.2");
        assertThat(verify(broken, "--from", "2026-12").out())
                .isEqualTo("0 records in 0 chains, 0 signed heads, unbroken\n");
        assertThat(verify(broken, "--to", "2026-11").code()).isEqualTo(1);
    }

    @Test
    void the_trail_of_a_server_is_verified_to_the_ends_that_it_had_at_first() throws IOException {
        try (FakeServer server = server(chains(5), page(trail))) {
            assertThat(server.run("", Map.of(), "audit", "verify").out())
                    .isEqualTo("5 records in 1 chains, 1 signed heads, unbroken\n");
        }
        try (FakeServer server = server(chains(5), page(trail.subList(0, 4)))) {
            Ran ran = server.run("", Map.of(), "audit", "verify", "--from", "2026-11", "--to", "2026-11");
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.out()).contains("record 5 is missing");
            assertThat(server.requests().getLast())
                    .contains("\"since\":\"2026-11-01T00:00:00Z\",\"until\":\"2026-12-01T00:00:00Z\"");
        }
    }

    @Test
    void a_head_of_an_earlier_export_finds_what_was_removed_with_its_head() throws IOException {
        Path earlier = Files.writeString(folder.resolve("earlier.jsonl"), export());
        try (FakeServer server = server(chains(3), page(trail.subList(0, 3)))) {
            assertThat(server.run("", Map.of(), "audit", "verify", "--heads", earlier.toString())
                            .out())
                    .contains("record 4 is missing");
        }
    }

    @Test
    void an_export_that_is_restricted_or_for_a_SIEM_has_no_heads() throws IOException {
        try (FakeServer server = server(page(trail))) {
            assertThat(server.run("", Map.of(), "audit", "export", "--actor", "alice")
                            .out()
                            .lines())
                    .hasSize(5)
                    .noneMatch(line -> line.contains("auditHead"));
        }
        try (FakeServer server = server(page(trail))) {
            assertThat(server.run("", Map.of(), "audit", "export", "--format", "ocsf")
                            .out()
                            .lines())
                    .hasSize(5)
                    .allMatch(line -> line.contains("\"class_uid\":3002"));
            assertThat(server.requests()).singleElement().asString().doesNotContain("sequence");
        }
    }

    @Test
    void followed_records_are_printed_once_in_their_order() throws IOException {
        try (FakeServer server =
                server(page(trail.subList(0, 2).reversed()), page(trail.subList(1, 4)), page(trail.subList(3, 5)))) {
            Ran ran = server.run("", Map.of(), "audit", "--follow", "--interval", "PT0S", "-o", "json");

            assertThat(ran.code()).as("the server has no more answers").isNotZero();
            assertThat(ran.out()
                            .lines()
                            .map(line -> Json.parse(line)
                                    .orElseThrow()
                                    .path("eventId")
                                    .asText()))
                    .containsExactly("e1", "e2", "e3", "e4", "e5");
            assertThat(server.requests().get(1))
                    .contains("\"newestFirst\":false")
                    .contains("\"since\":\"2");
        }
        try (FakeServer server = server(page(trail.subList(0, 1)))) {
            assertThat(server.run("", Map.of(), "audit", "--follow", "--interval", "PT0S")
                            .out())
                    .startsWith("2026-11-22T10:00:01.123456Z  alice  login  -  success  10.0.0.1  {");
        }
    }

    private String export(String... options) throws IOException {
        try (FakeServer server = server(chains(5), page(trail))) {
            String[] command = concat(List.of("audit", "export"), options);
            Ran ran = server.run("", Map.of(), command);
            assertThat(ran.code()).as(ran.toString()).isZero();
            return ran.out();
        }
    }

    private Ran verify(List<String> lines, int number, String line) throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.set(number, line);
        changed.removeIf(String::isEmpty);
        return verify(String.join("\n", changed));
    }

    private Ran verify(String export, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("export.jsonl"), export);
        return FakeServer.command("", Map.of(), concat(List.of("audit", "verify", file.toString()), options));
    }

    private static String[] concat(List<String> first, String... second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(Arrays.asList(second));
        return all.toArray(String[]::new);
    }

    /** Answers one after the other, and then with an error. */
    private static FakeServer server(String... answers) throws IOException {
        Iterator<String> rest = List.of(answers).iterator();
        return new FakeServer(line -> rest.hasNext() ? new Said(200, rest.next()) : new Said(503, ""));
    }

    private static String page(List<ObjectNode> facts) {
        ObjectNode page = Json.object();
        page.set("nodes", Json.of(facts));
        page.putNull("endCursor");
        return Json.line(Json.object().set("data", Json.object().set("auditRecords", page)));
    }

    private String chains(int sequence) {
        String hash = trail.get(sequence - 1).path("hash").asText();
        AuditHead head = new AuditHead(CHAIN, sequence, hash, Instant.parse("2026-12-01T00:10:00Z"), false);
        ObjectNode chain =
                Json.object().put("chain", CHAIN).put("sequence", sequence).put("hash", hash);
        chain.set(
                "head",
                Json.object()
                        .put("sequence", sequence)
                        .put("hash", hash)
                        .put("at", head.at().toString())
                        .put("removed", false)
                        .put("key", publicKey())
                        .put("signature", signature(head)));
        chain.putNull("removedAt");
        JsonNode all = Json.of(List.of(chain));
        return Json.line(Json.object().set("data", Json.object().set("auditChains", all)));
    }

    private String publicKey() {
        byte[] encoded = key.getPublic().getEncoded();
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private String signature(AuditHead head) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        for (byte[] part : head.parts()) {
            signed.writeBytes((part.length + ":").getBytes(UTF_8));
            signed.writeBytes(part);
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(signed.toByteArray());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
