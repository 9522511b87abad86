-- One row an article: its text as decoded, its metadata, and the facts that were read from it (chidao.facts/1, one JSON object).
CREATE TABLE article (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  given_published TEXT,
  given_url TEXT,
  given_publisher TEXT,
  published TEXT,
  title TEXT,
  extractor TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;

-- The words of every article without accents, for searching; its rowid is the number of the article. Words of thousands of articles are
-- gathered in memory before they are written, so that fewer pieces are to be put together.
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'ascii', content = '', contentless_delete = 1);
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);

-- Who is said to hold which post.
CREATE VIEW v_roles AS
SELECT
  article.id AS article,
  article.published AS published,
  person.value ->> 'name' AS person,
  role.value ->> 'title' AS title,
  body.value ->> 'name' AS body,
  role.value ->> 'status' AS status,
  role.value ->> 'quote' AS quote
FROM article
JOIN json_each(article.facts, '$.roles') AS role
JOIN json_each(article.facts, '$.entities') AS person ON person.value ->> 'id' = role.value ->> 'person'
LEFT JOIN json_each(article.facts, '$.entities') AS body ON body.value ->> 'id' = role.value ->> 'body';

-- Who chaired, directed and attended what.
CREATE VIEW v_events AS
SELECT
  article.id AS article,
  article.published AS published,
  event.value ->> 'type' AS relation,
  agent.value ->> 'name' AS agent,
  target.value ->> 'name' AS target,
  event.value ->> 'date' AS date,
  event.value ->> 'status' AS status,
  event.value ->> 'directive' AS directive,
  event.value ->> 'strength' AS strength,
  event.value ->> 'confidence' AS confidence,
  event.value ->> 'quote' AS quote
FROM article
JOIN json_each(article.facts, '$.events') AS event
JOIN json_each(article.facts, '$.entities') AS agent ON agent.value ->> 'id' = event.value ->> 'agent'
JOIN json_each(article.facts, '$.entities') AS target ON target.value ->> 'id' = event.value ->> 'target';

-- Who told whom to do what.
CREATE VIEW v_directed AS
SELECT article, published, agent, target, directive, strength, date, confidence, quote
FROM v_events
WHERE relation = 'directed' AND status = 'asserted';
