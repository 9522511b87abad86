-- What follows from the facts of all articles together; made anew from them when a later version of the program wants it otherwise.

-- How many articles there are, of which days, and by what they were read, without a look at their texts.
CREATE INDEX article_read ON article (extractor, published);

-- One row an article, a short one: its id and day, without a look at its text; its original, where it is a reprint, else itself; what share
-- of the shorter text both have.
CREATE TABLE report (
  article INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  original INTEGER NOT NULL,
  shared REAL NOT NULL,
  day TEXT
) STRICT;
CREATE INDEX report_original ON report (original);
CREATE INDEX report_reprint ON report (article) WHERE original <> article;

-- What is looked at only when an article goes or may be a reprint: the sample of its words, and how it speaks of what.
CREATE TABLE trace (
  article INTEGER PRIMARY KEY,
  sketch BLOB NOT NULL,
  forms TEXT NOT NULL
) STRICT;

-- The pairs of digests by which reprints are looked up.
CREATE TABLE mark (
  pair INTEGER NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (pair, article)
) STRICT, WITHOUT ROWID;

-- What nodes are made of: what is surely the same wherever it is told alike. How often it is spoken of, in how many articles, with and
-- without reprints, on which first and last day.
CREATE TABLE atom (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  rest TEXT NOT NULL,
  node INTEGER,
  times INTEGER NOT NULL DEFAULT 0,
  reports INTEGER NOT NULL DEFAULT 0,
  articles INTEGER NOT NULL DEFAULT 0,
  first INTEGER,
  last INTEGER
) STRICT;
CREATE INDEX atom_name ON atom (name, kind);
CREATE INDEX atom_node ON atom (node);
-- Of which node an atom is, without a look at what else it is: thousands are come to on the way from one node to another.
CREATE INDEX atom_own ON atom (number, node);

-- Atoms of which other articles tell now: their nodes wait to be settled.
CREATE TABLE moved (atom INTEGER PRIMARY KEY) STRICT;

-- How atoms are spoken of, and how often.
CREATE TABLE form (
  number INTEGER PRIMARY KEY,
  atom INTEGER NOT NULL,
  text TEXT NOT NULL,
  times INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX form_text ON form (atom, text);

-- Which articles speak of an atom: how often, on which day, counted from the year 0.
CREATE TABLE part (
  atom INTEGER NOT NULL,
  article INTEGER NOT NULL,
  original INTEGER NOT NULL,
  times INTEGER NOT NULL,
  day INTEGER,
  PRIMARY KEY (atom, article)
) STRICT, WITHOUT ROWID;

-- Occasions of which an article has several meetings.
CREATE TABLE crowd (
  occasion TEXT NOT NULL,
  article INTEGER NOT NULL,
  PRIMARY KEY (occasion, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX crowd_article ON crowd (article);

-- What an article says between two atoms, and the words.
CREATE TABLE statement (
  article INTEGER NOT NULL,
  place INTEGER NOT NULL,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  relation TEXT NOT NULL,
  date TEXT,
  day TEXT,
  status TEXT,
  post INTEGER,
  on_behalf_of INTEGER,
  begins INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  quote TEXT NOT NULL,
  rule TEXT NOT NULL,
  confidence REAL,
  directive TEXT,
  strength TEXT,
  protocol INTEGER,
  PRIMARY KEY (article, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_directed ON statement (coalesce(date, day)) WHERE relation = 'directed';

-- Where statements stand, by what they say: the relation as a number (said.rs), of who holds what the day. No index of `statement`, so that
-- those of many articles are written in order.
CREATE TABLE said (
  relation INTEGER NOT NULL,
  source INTEGER NOT NULL,
  target INTEGER NOT NULL,
  day TEXT NOT NULL,
  article INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (relation, source, target, day, article, place)
) STRICT, WITHOUT ROWID;

-- Atoms beside an atom, and how they are joined: by which relation, from it or to it (said.rs).
CREATE TABLE beside (
  atom INTEGER NOT NULL,
  way INTEGER NOT NULL,
  other INTEGER NOT NULL,
  PRIMARY KEY (atom, way, other)
) STRICT, WITHOUT ROWID;

-- All that is said of a person in a post: how often, how often anything but that it is held; on which first and last day. Of that it is held:
-- how often, the last day, where the first quote begins and ends, as one number.
CREATE TABLE stint (
  person INTEGER NOT NULL,
  post INTEGER NOT NULL,
  times INTEGER NOT NULL,
  others INTEGER NOT NULL,
  first TEXT,
  last TEXT,
  held INTEGER NOT NULL,
  held_last TEXT,
  held_place INTEGER,
  PRIMARY KEY (person, post)
) STRICT, WITHOUT ROWID;
CREATE INDEX stint_post ON stint (post, others, first, last);
CREATE INDEX stint_first ON stint (first);
CREATE INDEX stint_last ON stint (last);
CREATE INDEX stint_others ON stint (person, post) WHERE others > 0;

-- People, posts, bodies, groups, meetings and places.
CREATE TABLE node (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  exact TEXT NOT NULL,
  slug TEXT NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  articles INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  date TEXT,
  more TEXT NOT NULL
) STRICT;
CREATE INDEX node_slug ON node (slug);
CREATE INDEX node_id ON node (id);
CREATE INDEX node_date ON node (date) WHERE date IS NOT NULL;

-- What nodes are called, without accents.
CREATE TABLE called (
  slug TEXT NOT NULL,
  kind TEXT NOT NULL,
  node INTEGER NOT NULL,
  PRIMARY KEY (slug, kind, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX called_node ON called (node);
CREATE VIRTUAL TABLE called_words USING fts5 (text, tokenize = 'ascii', content = '', contentless_delete = 1);

-- People of one name who are not one.
CREATE TABLE namesake (
  name TEXT NOT NULL,
  one INTEGER NOT NULL,
  other INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (name, one, other)
) STRICT, WITHOUT ROWID;
