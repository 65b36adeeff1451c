CREATE TABLE pages (title text PRIMARY KEY, body text NOT NULL, editor text);
CREATE TABLE links (source text REFERENCES pages ON UPDATE CASCADE, target text, PRIMARY KEY (source, target));
