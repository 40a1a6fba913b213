-- The store's tables besides documents, findings and actions, whose columns come from tables.toml (see write.py).
-- Foreign keys name their target column and the full-text index its content table in brackets: Datasette needs both.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE plans (
    plan_id TEXT PRIMARY KEY,
    path TEXT NOT NULL REFERENCES documents(path),
    title TEXT,
    area TEXT,
    review_reference TEXT,
    plan_date TEXT,
    plan_date_iso TEXT,
    updated_date TEXT,
    updated_date_iso TEXT,
    author TEXT,
    glossary TEXT NOT NULL,
    cells_in INTEGER NOT NULL,
    cells_placed INTEGER NOT NULL,
    cells_ignored TEXT NOT NULL,
    cells_reported INTEGER NOT NULL
);

CREATE TABLE agencies (
    agency_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    current_name TEXT NOT NULL,
    sector TEXT NOT NULL,
    kind TEXT NOT NULL
);

-- folded: lower case, without accents and punctuation, for comparison.
CREATE TABLE agency_names (
    agency_id TEXT NOT NULL REFERENCES agencies(agency_id),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('name', 'current', 'alias', 'as written')),
    PRIMARY KEY (agency_id, name, kind)
);

CREATE TABLE agency_successors (
    agency_id TEXT NOT NULL REFERENCES agencies(agency_id),
    successor_id TEXT NOT NULL REFERENCES agencies(agency_id),
    PRIMARY KEY (agency_id, successor_id)
);

CREATE TABLE action_agencies (
    action_id TEXT NOT NULL REFERENCES actions(action_id),
    agency_id TEXT NOT NULL REFERENCES agencies(agency_id),
    role TEXT NOT NULL CHECK (role IN ('lead', 'addressed_to')),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    as_written TEXT NOT NULL,
    current_name TEXT NOT NULL,
    unit TEXT NOT NULL,
    basis TEXT NOT NULL,
    PRIMARY KEY (action_id, role, position)
);

CREATE TABLE themes (
    theme_id TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    axis TEXT NOT NULL
);

-- evidence: a JSON list of {field, start, end, text}.
CREATE TABLE action_themes (
    action_id TEXT NOT NULL REFERENCES actions(action_id),
    theme_id TEXT NOT NULL REFERENCES themes(theme_id),
    position INTEGER NOT NULL,
    rule TEXT NOT NULL,
    evidence TEXT NOT NULL,
    PRIMARY KEY (action_id, theme_id, position)
);

CREATE TABLE action_scopes (
    action_id TEXT NOT NULL REFERENCES actions(action_id),
    scope TEXT NOT NULL,
    PRIMARY KEY (action_id, scope)
);

-- Every date of a row: of the plan, of its update, of its targets and completions. year: each year it touches.
CREATE TABLE action_dates (
    action_id TEXT NOT NULL REFERENCES actions(action_id),
    kind TEXT NOT NULL CHECK (kind IN ('plan', 'updated', 'target', 'completion')),
    date TEXT NOT NULL,
    year INTEGER NOT NULL,
    PRIMARY KEY (action_id, kind, date, year)
);

CREATE TABLE links (
    kind TEXT NOT NULL,
    earlier TEXT NOT NULL REFERENCES actions(action_id),
    later TEXT NOT NULL REFERENCES actions(action_id),
    similarity REAL NOT NULL,
    change TEXT NOT NULL
);

-- The whole row as in actions.jsonl, with the place of every value on its page.
CREATE TABLE action_records (
    action_id TEXT PRIMARY KEY REFERENCES actions(action_id),
    record TEXT NOT NULL
);

-- Every word of the indexed text. representative: one word that the index treats as the same (same stem): a search for
-- a beginning (coerci*) is widened through this table, because the index itself only knows stems (coerc).
CREATE TABLE search_words (
    word TEXT PRIMARY KEY,
    representative TEXT NOT NULL
);
