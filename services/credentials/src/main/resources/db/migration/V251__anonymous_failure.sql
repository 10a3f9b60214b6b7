-- Refused acts of people who have not proved who they are, by minute: the first ones of a minute are audited each, the others as one record
-- with their number when the minute is over. A row goes with that record.
CREATE TABLE anonymous_failure (
    action   text        NOT NULL,
    why      text        NOT NULL,
    network  text        NOT NULL,   -- the first 24 bits of an IPv4 address, the first 64 of an IPv6 one
    minute   timestamptz NOT NULL,
    attempts bigint      NOT NULL,
    address  text        NOT NULL,   -- that of the last one
    PRIMARY KEY (minute, action, why, network)
);
