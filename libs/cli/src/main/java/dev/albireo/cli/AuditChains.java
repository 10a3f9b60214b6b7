package dev.albireo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chains of the audit trail, as the server shows them. */
record AuditChains(List<JsonNode> list) {
    private static final String QUERY =
            "{ auditChains { chain sequence hash removedAt head { sequence hash at removed key signature } } }";

    AuditChains {
        list = List.copyOf(list);
    }

    static AuditChains read(AdminApi api) {
        List<JsonNode> chains = new ArrayList<>();
        api.graphql(QUERY, Map.of()).path("auditChains").forEach(chains::add);
        return new AuditChains(chains);
    }

    /** Returns the signed heads, each with the name of its chain. */
    List<JsonNode> heads() {
        return list.stream()
                .filter(chain -> chain.path("head").isObject())
                .<JsonNode>map(chain -> {
                    ObjectNode head =
                            Json.object().put("chain", chain.path("chain").asText());
                    head.setAll((ObjectNode) chain.path("head"));
                    return head;
                })
                .toList();
    }

    /** The month of a chain, in UTC. */
    record Month(YearMonth month) {
        /** Returns the month in the name of a chain. */
        static Month of(String chain) {
            return parse(chain.substring(chain.indexOf('-') + 1))
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.BAD_INPUT, "the chain " + chain + " is of a newer release of albireo"));
        }

        /** Returns a month such as 2026-12. */
        static Optional<Month> parse(String text) {
            try {
                return Optional.of(new Month(YearMonth.parse(text)));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        Instant begin() {
            return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        Instant end() {
            return new Month(month.plusMonths(1)).begin();
        }
    }
}
