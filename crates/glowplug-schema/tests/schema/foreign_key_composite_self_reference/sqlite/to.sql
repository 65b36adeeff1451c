CREATE TABLE nodes (tenant INTEGER, id BIGINT, parent BIGINT, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, parent) REFERENCES nodes (tenant, id));
