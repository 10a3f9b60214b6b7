-- Whether a client is told of people as the resource User. What was declared before implies what the same document would imply now:
-- first-party clients that name no scopes, with public subjects, are told.
ALTER TABLE client ADD COLUMN user_resource boolean NOT NULL DEFAULT false;
UPDATE client SET user_resource = true
 WHERE first_party AND sector IS NULL AND declaration IS NOT NULL AND declaration NOT LIKE '%"scope"%';
