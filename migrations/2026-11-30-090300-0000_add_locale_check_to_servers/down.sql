ALTER TABLE servers DROP CONSTRAINT servers_config_locale_check;
