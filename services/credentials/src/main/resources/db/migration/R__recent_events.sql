-- Notes each audit fact about a person for that person, in the transaction that appends it. Runs after R__outbox, by its name.
CREATE OR REPLACE FUNCTION account_event_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact   jsonb := NEW.payload::jsonb;
    target text  := fact ->> 'target';
BEGIN
    IF target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        INSERT INTO account_event (subject, action, outcome, detail, address, at)
        SELECT subject, fact ->> 'action', fact ->> 'outcome', coalesce(fact -> 'detail', '{}'), fact ->> 'address', NEW.at
          FROM users WHERE subject = target::uuid;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER account_event_note AFTER INSERT ON outbox
    FOR EACH ROW WHEN (NEW.topic = 'albireo.audit.v1') EXECUTE FUNCTION account_event_note();
