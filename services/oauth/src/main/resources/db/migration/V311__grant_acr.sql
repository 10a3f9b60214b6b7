-- The requested value of acr that the proofs met when the grant was given; without one, acr follows from the proofs.
ALTER TABLE authorization_grant ADD COLUMN acr text;
