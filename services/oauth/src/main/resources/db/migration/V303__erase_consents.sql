-- Consents of users who were deleted before their consents were deleted with them.
DELETE FROM consent USING person
 WHERE person.username = '' AND consent.subject = person.subject;

CREATE INDEX consent_subject ON consent (subject);
