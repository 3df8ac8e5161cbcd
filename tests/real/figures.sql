-- The leads of the clinic's export as figures.sla reads them.  Instants are wall seconds of São
-- Paulo, whose clocks do not move in the years at hand; money is in cents, goals in tenths.
--
-- Stages: 1 new, 2 mql, 3 sal, 4 won; a lead is in the exit if that came no earlier.
CREATE TABLE raw(id, created, source, spelling, sector, employees, value, visits, demo, mql, accepted, rejected, won,
  contacted);
CREATE TABLE spend(day, channel, amount);
CREATE TABLE goal(channel PRIMARY KEY, leads);
CREATE TABLE clock(now);
CREATE VIEW held AS SELECT *, raw.rowid AS number, created <= now AS h_new,
  visits >= 2 AND ifnull(mql <= now, 1) AS h_mql,
  ifnull(accepted <= now, 0) AS h_sal, ifnull(won <= now, 0) AS h_won, ifnull(rejected <= now, 0) AS h_out
  FROM raw, clock;
CREATE VIEW placed AS SELECT *, h_won AS r_won, h_sal OR h_won AS r_sal, h_mql OR h_sal OR h_won AS r_mql,
  h_new OR h_mql OR h_sal OR h_won AS r_new,
  CASE WHEN h_won THEN 4 WHEN h_sal THEN 3 WHEN h_mql THEN 2 WHEN h_new THEN 1 ELSE 0 END AS stage,
  CASE WHEN h_won THEN won WHEN h_sal THEN accepted WHEN h_mql THEN mql WHEN h_new THEN created END AS stage_at
  FROM held;
CREATE TABLE lead AS SELECT *, h_out AND (stage = 0 OR stage_at IS NULL OR rejected >= stage_at) AS is_out,
  CASE WHEN r_new AND created <= now THEN created END AS s_new, CASE WHEN r_mql AND mql <= now THEN mql END AS s_mql,
  CASE WHEN r_sal AND accepted <= now THEN accepted END AS s_sal, CASE WHEN r_won AND won <= now THEN won END AS s_won,
  CASE WHEN created <= now THEN strftime('%Y-%m', created, 'unixepoch') END AS month,
  strftime('%Y', created, 'unixepoch') || '-Q' || ((strftime('%m', created, 'unixepoch') + 2) / 3) AS quarter
  FROM placed;

-- Open hours, a row a range.
CREATE TABLE open AS WITH RECURSIVE d(t) AS
  (SELECT CAST(strftime('%s', '2025-12-01') AS INTEGER) UNION ALL
   SELECT t + 86400 FROM d WHERE t < CAST(strftime('%s', '2027-01-01') AS INTEGER))
  SELECT t + h.lo * 3600 AS lo, t + h.hi * 3600 AS hi FROM d, (SELECT 9 AS lo, 12 AS hi UNION SELECT 13, 18) h
  WHERE strftime('%w', t, 'unixepoch') BETWEEN '1' AND '5';

-- first_answer: stopped by e, called off by c; the day's work is a sum over open ranges.
CREATE VIEW begun AS SELECT *, ifnull(value, 0) >= 4000000 AS is_large,
  CASE WHEN ifnull(value, 0) >= 4000000 THEN 4 ELSE 8 END * 3600 AS within,
  CASE WHEN accepted <= now THEN max(accepted, s_mql) END AS e,
  CASE WHEN rejected <= now AND rejected >= s_mql THEN rejected END AS c FROM lead;
CREATE VIEW ended AS SELECT *, c IS NOT NULL AND (e IS NULL OR c < e) AS is_off,
  CASE WHEN c IS NOT NULL AND (e IS NULL OR c < e) THEN c ELSE ifnull(e, now) END AS until FROM begun;
CREATE TABLE timed AS SELECT *,
  (SELECT ifnull(sum(min(o.hi, until) - max(o.lo, s_mql)), 0) FROM open o WHERE o.hi > s_mql AND o.lo < until) AS spent,
  (SELECT lo + within - before FROM
    (SELECT max(o.lo, s_mql) AS lo, o.hi - max(o.lo, s_mql) AS long, ifnull(sum(o.hi - max(o.lo, s_mql)) OVER
       (ORDER BY o.lo ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
     FROM open o WHERE o.hi > s_mql) WHERE before + long >= within ORDER BY lo LIMIT 1) AS due FROM ended;
CREATE TABLE answer AS SELECT *, CASE WHEN NOT r_mql THEN 'none' WHEN s_mql IS NULL THEN 'undetermined'
  WHEN spent > within THEN 'breached' WHEN is_off THEN 'cancelled' WHEN e IS NOT NULL THEN 'met'
  WHEN spent * 4 >= within * 3 THEN 'at_risk' ELSE 'running' END AS status,
  s_mql AS s, max(spent - within, 0) AS late, within - spent AS remaining, accepted < s_mql AS is_early,
  e IS NULL AND NOT is_off AS is_open FROM timed;

-- decision: of two stops the first; one before the start counts as at it.
CREATE VIEW stops AS SELECT *, accepted AS s, CASE WHEN won <= now THEN max(won, accepted) END AS a,
  CASE WHEN rejected <= now THEN max(rejected, accepted) END AS b FROM lead;
CREATE VIEW run AS SELECT *, s + 960 * 3600 AS due, min(ifnull(a, now), ifnull(b, now)) - s - 960 * 3600 AS past,
  ifnull(won < s, 0) OR ifnull(rejected < s, 0) AS is_early, a IS NULL AND b IS NULL AS is_open FROM stops;
CREATE TABLE decision AS SELECT *, max(past, 0) AS late, -past AS remaining, CASE WHEN s IS NULL OR s > now THEN 'none'
  WHEN past > 0 THEN 'breached' WHEN NOT is_open THEN 'met' ELSE 'running' END AS status FROM run;

-- contact: two starts a lead, of which the second counts if the first was over by then; a
-- stop that ended the first does not end the second; an exit ends what is open.
CREATE VIEW steps AS SELECT *, CASE WHEN mql <= now THEN mql END AS m, CASE WHEN accepted <= now THEN accepted END AS t,
  CASE WHEN contacted <= now THEN contacted END AS k, CASE WHEN is_out THEN rejected END AS x FROM lead;
CREATE VIEW step AS SELECT *, ifnull(min(m, t), ifnull(m, t)) AS s, max(m, t) AS again FROM steps;
CREATE VIEW step_1 AS SELECT *, max(k, s) AS e, CASE WHEN x >= s THEN x END AS c FROM step;
CREATE VIEW over_1 AS SELECT *, min(ifnull(e, c), ifnull(c, e)) AS over_at FROM step_1;
CREATE VIEW step_2 AS SELECT id, number, now, sector, s, e, c, k < s AS is_early,
    again IS NOT NULL AND ifnull(over_at > again, 1) AS is_ignored FROM over_1
  UNION ALL SELECT id, number, now, sector, again, NULL, CASE WHEN x >= again THEN x END, 0, 0
    FROM over_1 WHERE over_at <= again;
CREATE VIEW stepped AS SELECT *, s + 24 * 3600 AS due, e IS NULL AND c IS NULL AS is_open,
  c IS NOT NULL AND ifnull(c < e, 1) AS is_off, min(ifnull(e, now), ifnull(c, now)) - s - 24 * 3600 AS past FROM step_2;
CREATE TABLE contact AS SELECT *, max(past, 0) AS late, -past AS remaining, CASE WHEN s IS NULL THEN 'none'
  WHEN sector IS NULL THEN 'excused' WHEN past > 0 THEN 'breached' WHEN is_off THEN 'cancelled'
  WHEN NOT is_open THEN 'met' ELSE 'running' END AS status FROM stepped ORDER BY number;

-- greeting: most have talked before they accept, and no exit ends it.
CREATE VIEW greeted AS SELECT *, CASE WHEN accepted <= now THEN accepted END AS s,
  CASE WHEN contacted <= now THEN contacted END AS k FROM lead;
CREATE VIEW greeted_late AS SELECT *, max(ifnull(k, now), s) - s - 24 * 3600 AS past FROM greeted;
CREATE TABLE greeting AS SELECT *, s + 24 * 3600 AS due, max(past, 0) AS late, -past AS remaining, k < s AS is_early,
  k IS NULL AS is_open, CASE WHEN s IS NULL THEN 'none' WHEN past > 0 THEN 'breached' WHEN k IS NOT NULL THEN 'met'
  ELSE 'running' END AS status FROM greeted_late;

-- tidy: a promise to keep, with a month's grace from an instant that has come; it is open as
-- long as it is broken.
CREATE VIEW kept AS SELECT *, CASE WHEN created <= now THEN created END AS s, sector IS NULL AS is_open FROM lead;
CREATE VIEW owed AS SELECT *, s + 30 * 86400 AS due, CASE WHEN is_open THEN now - s - 30 * 86400 END AS past FROM kept;
CREATE TABLE tidy AS SELECT *, max(past, 0) AS late, -past AS remaining, 0 AS is_early, CASE WHEN NOT r_mql THEN 'none'
  WHEN NOT is_open THEN 'met' WHEN s IS NULL THEN 'undetermined' WHEN past > 0 THEN 'breached'
  ELSE 'running' END AS status FROM owed;
