#!/usr/bin/env bash
# Makes the topics that are missing, before any service asks for them. The same as dev.albireo.events.Topic; a test compares them.
set -eu
while read -r topic cleanup retention; do
    configs=(--config "cleanup.policy=$cleanup")
    if [ -n "$retention" ]; then
        # What is kept is kept or deleted by the segment, so segments must be shorter than the time.
        configs+=(--config "retention.ms=$retention" --config "segment.ms=$((retention / 3))")
    fi
    /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$1" --create --if-not-exists --topic "$topic" \
        --partitions 3 --replication-factor 1 "${configs[@]}"
done <<'TOPICS'
albireo.session.v1 delete
albireo.two-factor.v1 delete
albireo.user.v1 compact
albireo.auth-config.v1 compact
albireo.otp.v1 delete 900000
albireo.otp-result.v1 delete
albireo.audit.v1 delete
albireo.dead-letter.v1 delete
albireo.replay.v1 delete
TOPICS
