-- Notes each audit fact about a person for that person, in the transaction that appends it, and those that a mail tells of for the mail.
-- A sign-in on a new device is told of unless it is the first of the account. A change of how the user signs in also voids the link that would prove an email address.
-- Runs after R__outbox, by its name.
CREATE OR REPLACE FUNCTION account_event_note() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    fact   jsonb := NEW.payload::jsonb;
    target text  := fact ->> 'target';
    mail   text  := CASE fact ->> 'action'
                        WHEN 'login'                THEN
                            CASE WHEN fact -> 'detail' ->> 'device' = 'new' THEN 'NEW_SIGN_IN' END
                        WHEN 'password.change'      THEN 'PASSWORD_CHANGED'
                        WHEN 'password.reset'       THEN 'PASSWORD_CHANGED'
                        WHEN 'user.password'        THEN 'PASSWORD_CHANGED_BY_ADMINISTRATOR'
                        WHEN 'passkey.enrol'        THEN
                            CASE WHEN fact -> 'detail' ->> 'by' IS DISTINCT FROM 'registration' THEN 'PASSKEY_ADDED' END
                        WHEN 'passkey.remove'       THEN 'PASSKEY_REMOVED'
                        WHEN 'totp.enable'          THEN 'APP_ENABLED'
                        WHEN 'totp.disable'         THEN 'APP_DISABLED'
                        WHEN 'recovery-codes.renew' THEN 'RECOVERY_CODES_RENEWED'
                        WHEN 'two-factor.reset'     THEN
                            CASE WHEN fact -> 'detail' ->> 'by' = 'self' THEN 'SECOND_FACTOR_RESET'
                                 ELSE 'SECOND_FACTOR_RESET_BY_ADMINISTRATOR' END
                        WHEN 'enrolment-code.issue' THEN
                            CASE WHEN NOT fact -> 'detail' ? 'mail' THEN 'ENROLMENT_CODE_ISSUED' END
                        WHEN 'user.change'          THEN
                            CASE WHEN fact -> 'detail' ? 'password' THEN 'PASSWORD_CHANGED_BY_ADMINISTRATOR' END
                    END;
BEGIN
    IF target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        INSERT INTO account_event (subject, action, outcome, detail, address, at)
        SELECT subject, fact ->> 'action', fact ->> 'outcome', coalesce(fact -> 'detail', '{}'), fact ->> 'address', NEW.at
          FROM users WHERE subject = target::uuid;
        IF mail IS NOT NULL AND fact ->> 'outcome' = 'success' THEN
            INSERT INTO mail_notice (subject, type, address, browser, system, at)
            SELECT subject, mail, fact ->> 'address', fact -> 'detail' ->> 'browser', fact -> 'detail' ->> 'system', NEW.at
              FROM users
             WHERE subject = target::uuid
               AND email_verified
               AND (mail <> 'NEW_SIGN_IN' OR EXISTS (SELECT FROM last_login l WHERE l.subject = target::uuid AND l.repeated));
            IF mail <> 'NEW_SIGN_IN' THEN
                DELETE FROM email_verification WHERE subject = target::uuid;
            END IF;
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER account_event_note AFTER INSERT ON outbox
    FOR EACH ROW WHEN (NEW.topic = 'albireo.audit.v1') EXECUTE FUNCTION account_event_note();

CREATE OR REPLACE FUNCTION recovery_code_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO mail_notice (subject, type, at)
    SELECT subject, 'RECOVERY_CODE_USED', NEW.at FROM users WHERE subject = NEW.key::uuid;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER recovery_code_note AFTER INSERT ON outbox
    FOR EACH ROW WHEN (NEW.type = 'albireo.RecoveryCodeUsed.v1') EXECUTE FUNCTION recovery_code_note();
