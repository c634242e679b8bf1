-- AUTH-6, 7: what an application may do ends with the session, by whatever way that ends, and with the password.
CREATE TRIGGER oidc_grants_of_session AFTER DELETE ON web_sessions BEGIN
  INSERT INTO oidc_logouts (logout_id, client_id, account_id, session_id, attempts, created_at, next_at)
  SELECT 'out_' || lower(hex(randomblob(16))), client_id, old.account_id, old.session_id, 0, unixepoch() * 1000, 0
  FROM oidc_applications
  WHERE back_channel_logout_uri IS NOT NULL
    AND client_id IN (SELECT client_id FROM oidc_grants WHERE session_id = old.session_id);
  DELETE FROM oidc_grants WHERE session_id = old.session_id;
END;
--> statement-breakpoint
CREATE TRIGGER oidc_grants_of_password AFTER UPDATE OF password_hash ON accounts
WHEN new.password_hash <> old.password_hash BEGIN
  INSERT INTO oidc_logouts (logout_id, client_id, account_id, session_id, attempts, created_at, next_at)
  SELECT 'out_' || lower(hex(randomblob(16))), client_id, new.account_id, NULL, 0, unixepoch() * 1000, 0
  FROM oidc_applications
  WHERE back_channel_logout_uri IS NOT NULL
    AND client_id IN (SELECT client_id FROM oidc_grants WHERE account_id = new.account_id);
  DELETE FROM oidc_grants WHERE account_id = new.account_id;
END;
--> statement-breakpoint
-- Another email may be another person's: whoever signed in through a provider is matched anew.
CREATE TRIGGER oidc_links_of_email AFTER UPDATE OF email ON accounts
WHEN new.email <> old.email BEGIN
  DELETE FROM oidc_links WHERE account_id = new.account_id;
END;
--> statement-breakpoint
-- Who is a member nowhere any more is signed out everywhere.
CREATE TRIGGER web_sessions_of_last_membership AFTER UPDATE OF is_active ON members
WHEN new.is_active = 0
  AND NOT EXISTS (SELECT 1 FROM members WHERE account_id = new.account_id AND is_active = 1) BEGIN
  DELETE FROM web_sessions WHERE account_id = new.account_id;
END;
--> statement-breakpoint
CREATE TRIGGER web_sessions_of_gone_membership AFTER DELETE ON members
WHEN NOT EXISTS (SELECT 1 FROM members WHERE account_id = old.account_id AND is_active = 1) BEGIN
  DELETE FROM web_sessions WHERE account_id = old.account_id;
END;
