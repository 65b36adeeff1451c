INSERT INTO t (a, b) VALUES
    (E'caf\u00e9 \\x41 \\101 \\', '\x62'),
    ('\x00ff', convert_to(E'\u00e9 \\', 'UTF8'));
