-- up
-- table-rewrite: `stage` becomes enum('new','held','done') from enum('new','done')
-- long-lock: `stage` becomes enum('new','held','done') from enum('new','done')
-- table-rewrite: `is_held` is computed for every row
-- long-lock: `is_held` is computed for every row
-- may-fail: rows may violate `jobs_stage_check`
-- table-rewrite: every row is checked for `jobs_stage_check`
-- long-lock: every row is checked for `jobs_stage_check`
ALTER TABLE jobs
    MODIFY COLUMN stage enum('new','held','done') NOT NULL DEFAULT 'new',
    ADD COLUMN is_held tinyint(1) GENERATED ALWAYS AS (`stage` = 'held') STORED,
    ADD CONSTRAINT jobs_stage_check CHECK (`stage` <> 'held' or `id` > 0);
CREATE OR REPLACE VIEW open_jobs AS
select `jobs`.`id` AS `id` from `jobs` where `jobs`.`stage` in ('new','held');

-- down
-- data-loss: `stage` loses 'held': without strict mode values that do not fit are cut or replaced
-- may-fail: `stage` loses 'held': under strict mode values that do not fit are refused
-- table-rewrite: `stage` loses 'held'
-- long-lock: `stage` loses 'held'
ALTER TABLE jobs
    DROP CONSTRAINT jobs_stage_check,
    DROP COLUMN is_held,
    MODIFY COLUMN stage enum('new','done') NOT NULL DEFAULT 'new';
CREATE OR REPLACE VIEW open_jobs AS
select `jobs`.`id` AS `id` from `jobs` where `jobs`.`stage` = 'new';
