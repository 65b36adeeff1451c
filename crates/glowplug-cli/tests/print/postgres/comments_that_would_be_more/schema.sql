CREATE TABLE prices (
    id integer PRIMARY KEY,
    amount integer,
    plain text,
    quoted text
);
COMMENT ON TABLE prices IS E'What things cost.\n\n```\npanic!("a test")\n```\n\n-     code behind a mark\n> ~~~\n#![doc = "x"]';
COMMENT ON COLUMN prices.amount IS 'in [cents], see https://example.com/cents; a Vec<u8>, <b>never</b> < 0';
COMMENT ON COLUMN prices.plain IS 'a < b and `c[0]`, *as it is*: [half, open)';
COMMENT ON COLUMN prices.quoted IS E'turned \u202e around\rand on';
