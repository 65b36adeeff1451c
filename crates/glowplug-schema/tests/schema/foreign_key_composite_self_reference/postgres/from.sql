CREATE TABLE nodes (tenant integer, id integer, parent integer, PRIMARY KEY (tenant, id));
