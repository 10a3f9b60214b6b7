-- What a user allowed is for the client as it was then: more addresses or resources are asked about anew.
-- Null redirect_uris (written by an earlier release) count as not asked; null resources mean every web address.
ALTER TABLE consent
    ADD COLUMN redirect_uris text[],
    ADD COLUMN resources     text[];
UPDATE consent SET redirect_uris = client.redirect_uris, resources = client.resources
  FROM client
 WHERE client.id = consent.client_id;
