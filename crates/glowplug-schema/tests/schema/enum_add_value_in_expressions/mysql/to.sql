CREATE TABLE jobs (
    id INT PRIMARY KEY,
    stage ENUM('new', 'held', 'done') NOT NULL DEFAULT 'new',
    is_held BOOLEAN AS (stage = 'held') STORED,
    CONSTRAINT jobs_stage_check CHECK (stage <> 'held' OR id > 0)
);
CREATE VIEW open_jobs AS SELECT id FROM jobs WHERE stage IN ('new', 'held');
