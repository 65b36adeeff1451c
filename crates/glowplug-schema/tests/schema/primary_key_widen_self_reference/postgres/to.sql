CREATE TABLE nodes (id bigserial PRIMARY KEY, parent_id bigint REFERENCES nodes);
