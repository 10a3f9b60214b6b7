"""Prints who is signed in, and who no longer is: python3 signed_in.py BOOTSTRAP_SERVERS GROUP."""

import json
import sys
from datetime import datetime, timezone

from confluent_kafka import Consumer

versions = {}  # by topic and key
barred = set()  # users who are disabled or deleted
sessions = {}  # the newest state, by id
open_sessions = set()  # those that were printed as signed in


def main(bootstrap_servers, group):
    consumer = Consumer({
        "bootstrap.servers": bootstrap_servers,
        "group.id": group,
        "auto.offset.reset": "earliest",
        "enable.auto.commit": False,
    })
    consumer.subscribe(["albireo.user.v1", "albireo.session.v1"])
    while True:
        events = [event for event in consumer.consume(num_messages=500, timeout=1) if not event.error()]
        for event in events:
            kind = dict(event.headers() or []).get("ce_type")
            if kind and event.value():
                apply((event.topic(), event.key()), kind.decode(), json.loads(event.value()))
        if events:
            consumer.commit(asynchronous=False)  # after all were applied: a crash repeats some, and loses none


def apply(key, kind, data):
    if kind == "albireo.UserChanged.v1":
        user(key, data["user"], not data["user"]["enabled"])
    elif kind == "albireo.UserDeleted.v1":
        user(key, data, True)
    elif kind in ("albireo.SessionStarted.v1", "albireo.SessionUpgraded.v1", "albireo.SessionEnded.v1"):
        session = data["session"]
        if is_newer(key, session):
            sessions[session["id"]] = session
            show(session)
    # else: a type of a newer release


def user(key, state, is_barred):
    if is_newer(key, state):
        (barred.add if is_barred else barred.discard)(state["subject"])
        for session in sessions.values():
            if session["subject"] == state["subject"]:
                show(session)


def is_newer(key, state):
    newer = state["version"] > versions.get(key, 0)
    if newer:
        versions[key] = state["version"]
    return newer


def show(session):
    expires = datetime.strptime(session["expiresAt"][:19], "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    is_signed_in = "endedAt" not in session and session["subject"] not in barred and expires > datetime.now(timezone.utc)
    if is_signed_in != (session["id"] in open_sessions):
        (open_sessions.add if is_signed_in else open_sessions.discard)(session["id"])
        print("signed-in" if is_signed_in else "signed-out", session["subject"], session["id"], flush=True)


main(*sys.argv[1:])
