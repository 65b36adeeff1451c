SELECT try_pgp_sym_decrypt(messages.message, $1)
FROM unnest($2) WITH ORDINALITY AS messages (message, place)
ORDER BY messages.place
