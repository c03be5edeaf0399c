// @ts-check
/** @typedef {import('./trace.js').Span} Span */
/** @typedef {import('./trace.js').Trace} Trace */
/**
 * @typedef {{key: string, depth: number, trace: Trace, span: Span, parent: string | undefined}} SpanRow
 *   key: unique in the waterfall, and stays the same; the ids of the child runs on the way to it, then the span's; parent: the key of the row it is under
 * @typedef {{key: string, depth: number, childRunId: string, problem: unknown, parent: string | undefined}} OpeningRow in place of a child run that is not read yet
 * @typedef {SpanRow | OpeningRow} Row
 */

const CHAIN = /([0-7][0-9A-HJKMNP-TV-Z]{25}):/y;

/** The rows of a waterfall from top to bottom: the run, its steps, the attempts at them, and in the same way the child runs that are open.
 * @param {Trace} trace @param {{folded: Set<string>, children: import('./child-runs.js').ChildRuns}} shown folded: keys of rows whose attempts are hidden
 * @returns {Row[]} */
export function rowsOf(trace, { folded, children }) {
  /** @type {Row[]} */
  const rows = [];
  const attempts = (/** @type {SpanRow} */ row, /** @type {string} */ path) => row.span.children.forEach(span => rows.push({ key: path + span.id, depth: row.depth + 1, trace: row.trace, span, parent: row.key }));
  const addRun = (/** @type {Trace} */ one, /** @type {number} */ depth, /** @type {string} */ path, /** @type {string | undefined} */ parent) => {
    /** @type {SpanRow} */
    const root = { key: path + one.root.id, depth, trace: one, span: one.root, parent };
    rows.push(root);
    if (!folded.has(root.key)) attempts(root, path);
    for (const span of one.steps) {
      /** @type {SpanRow} */
      const step = { key: path + span.id, depth: depth + 1, trace: one, span, parent: root.key };
      rows.push(step);
      if (isExpanded(step, { folded, children })) attempts(step, path);
      const child = span.childRunId === undefined ? undefined : children.get(span.childRunId);
      if (!child || !span.childRunId) continue;
      if (child.trace) addRun(child.trace, depth + 2, `${path}${span.childRunId}:`, step.key);
      else rows.push({ key: `${path}${span.childRunId}:`, depth: depth + 2, childRunId: span.childRunId, problem: child.problem, parent: step.key });
    }
  };
  addRun(trace, 0, '', undefined);
  return rows;
}

/** Whether there is something under it: attempts, or the run that it has started. @param {Row} row @returns {row is SpanRow} */
export const isExpandable = row => 'span' in row && (row.span.children.length > 0 || row.span.childRunId !== undefined);

/** @param {SpanRow} row @param {{folded: Set<string>, children: import('./child-runs.js').ChildRuns}} shown */
export const isExpanded = (row, { folded, children }) => (row.span.childRunId === undefined ? !folded.has(row.key) : children.get(row.span.childRunId) !== undefined);

/** The child runs on the way to a row, from its key. @param {string} key @returns {string[]} */
export function runsOnTheWay(key) {
  const ids = [];
  CHAIN.lastIndex = 0;
  for (let found = CHAIN.exec(key); found; found = CHAIN.exec(key)) ids.push(found[1]);
  return ids;
}
