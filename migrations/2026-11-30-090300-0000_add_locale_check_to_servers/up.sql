ALTER TABLE servers
    ADD CONSTRAINT servers_config_locale_check CHECK (
        CASE jsonb_typeof(config -> 'locale')
            WHEN 'string' THEN char_length(config ->> 'locale') BETWEEN 1 AND 35
                AND NOT is_blank(config ->> 'locale')
            ELSE NOT config ? 'locale'
        END
    );
