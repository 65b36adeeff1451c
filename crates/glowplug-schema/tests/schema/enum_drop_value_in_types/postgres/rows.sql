INSERT INTO orders (part, parts, kit, known, fits, others)
VALUES ('("a ""b""",s)', '{"(x,l)","(\"y,z\",)"}', '("(k,s)","{s,l}")', '(n,l)', '[s,l]', '{"[s,l)"}'),
    (NULL, NULL, NULL, NULL, NULL, NULL);
