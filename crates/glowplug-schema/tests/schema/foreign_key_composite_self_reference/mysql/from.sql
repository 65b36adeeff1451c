CREATE TABLE nodes (tenant INT, id INT, parent INT, PRIMARY KEY (tenant, id));
