-- Users are told of a sign-in on a device that is new to the account, which has its browser and system in words.
ALTER TABLE mail_notice ADD COLUMN browser text, ADD COLUMN system text;

-- Whether the account signed in before the latest time: the first sign-in is not told of.
ALTER TABLE last_login ADD COLUMN repeated boolean NOT NULL DEFAULT false;
