-- The language of the page where the user asked; null for a request of the previous release.
ALTER TABLE password_reset_request ADD COLUMN language text;
