// @ts-check
import { html, nothing } from 'lit';
import { plural } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { beginJob, things } from './begin.js';
import { OWN } from './on-jobs.js';
import { applies, narrowed } from './targets.js';
import { LOOKS, runsInWords } from './words.js';

/** @typedef {import('./targets.js').Kind} Kind */
/** @typedef {import('./selection.js').Selection} Selection */
/** @typedef {{id: string, name: string, replayable: boolean}} Known */

/** What happens to each of them. */
const SAYS = {
  replay: 'A new run begins for each, with the same event, and executes all steps anew. The runs that there are stay as they are.',
  cancel: 'They end now and start no further step. A step that is going on may finish, but its result is not stored. This cannot be undone; the runs can be replayed.',
  delete: 'They are deleted for good, with their steps, results and errors. Their events stay. This cannot be undone.',
};

const NONE = {
  replay: 'There is nothing to replay: only runs that are over are run again.',
  cancel: 'There is nothing to cancel: none of these runs is still going on.',
  delete: 'There is nothing to delete: only runs that are over are deleted. Cancel the others first.',
};

/**
 * Does something to the runs that are selected, or to all that the filters leave, after it was confirmed.
 * @param {Kind} kind @param {{selection: Selection, filters: Record<string, any>, names: Map<string, string>}} of filters: as GET /v1/runs has them; names: of functions
 */
export function beginForRuns(kind, { selection, filters, names }) {
  const chosen = [...selection.runs].filter(([, run]) => applies(kind, run.status));
  const runs = selection.isAll ? narrowed(kind, filters) ?? {} : { ids: chosen.map(([id]) => id) };
  const left = selection.isAll ? 0 : selection.size - chosen.length;
  const ids = selection.isAll ? filters.function_id : [...new Set(chosen.map(([, run]) => run.functionId))];
  begin(kind, { runs, ids, left, names, begun: () => selection.clear() });
}

/** Replays all runs that ended with an error. @param {any} group of GET /v1/errors @param {Map<string, string>} names of functions */
export const replayError = (group, names) => begin('replay', { runs: { error: group.fingerprint }, ids: [group.function_id], left: 0, names });

/**
 * @param {Kind} kind
 * @param {{runs: Record<string, any>, ids?: string[], left: number, names: Map<string, string>, begun?: () => void}} what runs: the request's; ids: of the
 *   functions whose runs they are, none for any; left: how many of the selected it does not apply to
 */
function begin(kind, { runs, ids = [], left, names, begun }) {
  /** Functions whose runs are not run again. @type {Known[]} */
  let once = [];
  const ready = kind === 'replay' ? functions().then(all => { once = all.filter(fn => !fn.replayable && fn.id !== OWN && (ids.length === 0 || ids.includes(fn.id))); }, () => { /* the job says it */ }) : undefined;
  beginJob({
    ready, title: `${LOOKS[kind].verb} runs`, isDanger: kind !== 'replay', none: NONE[kind], begun,
    request: () => ({ kind, runs }),
    verb: counted => `${LOOKS[kind].verb} ${things(counted, 'run')}`,
    says: counted => html`<p class="figure">${things(counted, 'run')} will be ${LOOKS[kind].done}</p>
      ${runs.ids ? nothing : html`<p class="filter">${runsInWords(runs, names)}</p>`}
      <p>${SAYS[kind]}</p>
      ${once.length > 0 ? html`<p>Runs of ${once.map((fn, at) => html`${at ? ', ' : ''}<b>${fn.name}</b>`)} are skipped: what ${once.length === 1 ? 'it does' : 'these do'} must not happen twice (replayable = false).</p>` : nothing}
      ${left > 0 ? html`<p>${plural(left, 'selected run')} ${left === 1 ? 'is' : 'are'} ${kind === 'cancel' ? 'over already' : 'not over yet'} and left alone.</p>` : nothing}`,
  });
}
