CREATE TABLE visits (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE visits_2025 PARTITION OF visits FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE visits_later PARTITION OF visits DEFAULT;
CREATE TABLE notes (
    id serial PRIMARY KEY,
    visit_id int,
    visit_day date,
    FOREIGN KEY (visit_id, visit_day) REFERENCES visits
);
