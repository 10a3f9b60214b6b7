-- A reset of the second factor voids what applications were granted until then, whether its session lives or not.
ALTER TABLE users ADD COLUMN grants_void_before timestamptz;
