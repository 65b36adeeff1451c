COPY users (id, name) FROM stdin;
1	Ann
2	Bob
\.
