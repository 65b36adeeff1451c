CREATE TABLE nodes (tenant INTEGER, id INTEGER, parent INTEGER, PRIMARY KEY (tenant, id));
