// @ts-check
import { html, nothing } from 'lit';
import { functions, startsWith } from '../parts/functions.js';
import { count, plural } from '../parts/format.js';
import { toggled } from '../parts/list-view.js';
import { notify } from '../parts/dialogs.js';
import { box } from './box.js';
import { beginJob, things } from './begin.js';
import { OWN } from './on-jobs.js';
import { eventsInWords } from './words.js';

/** How many functions one request may name. */
const MOST = 20;

/** @typedef {import('../parts/functions.js').FunctionItem} FunctionItem */

/** Gives events to functions that are chosen, after it was confirmed. @param {Record<string, any>} events filters as GET /v1/events has them */
export async function replayEvents(events) {
  /** @type {FunctionItem[]} */
  let all;
  try {
    all = await functions();
  } catch (e) {
    notify(`The functions cannot be read: ${String(/** @type {Error} */ (e).message)}`, { isProblem: true });
    return;
  }
  const fitting = all.filter(fn => fn.id !== OWN && (events.name ? startsWith(fn, events.name) : fn.triggers.length > 0));
  const names = new Map(all.map(fn => [fn.id, fn.name]));
  /** @type {string[]} */
  let chosen = [];
  beginJob({
    title: 'Replay events to functions',
    request: () => (chosen.length === 0 ? undefined : { kind: 'replay', events, function_ids: chosen }),
    choose: changed => chooser(fitting, events.name, chosen, id => { chosen = toggled(chosen, id); changed(); }),
    none: 'There is nothing to replay: no event matches the filter.',
    verb: counted => `Replay ${things(ofEvents(counted, chosen), 'event')}`,
    says: counted => html`<p class="figure">${things(ofEvents(counted, chosen), 'event')} will go to ${plural(chosen.length, 'function')}</p>
      <p class="filter">${eventsInWords(events, [], names)}</p>
      <p>Up to ${things(counted, 'run')} will begin: a function is given the events that it listens for, except those that it has completed or is working on. The others are skipped.</p>`,
  });
}

/** @param {import('./begin.js').Counted} pairs of an event and a function @param {string[]} chosen */
const ofEvents = (pairs, chosen) => ({ count: pairs.count / chosen.length, isExact: pairs.isExact });

/** @param {FunctionItem[]} fitting @param {string | undefined} name of the events @param {string[]} chosen @param {(id: string) => void} toggle */
function chooser(fitting, name, chosen, toggle) {
  if (fitting.length === 0) return html`<p>${name ? html`No function listens for <b>${name}</b>.` : 'No function listens for events.'} Deploy one first; then it can be given the events that are here already.</p>`;
  const isFull = chosen.length >= MOST;
  return html`<fieldset class="chooser"><legend>Functions that are to have them${isFull ? html` <span class="muted">${count(MOST)} at most</span>` : nothing}</legend>
    ${fitting.map(fn => html`<label><input type="checkbox" ${box({ checked: chosen.includes(fn.id) })} ?disabled=${isFull && !chosen.includes(fn.id)} @change=${() => toggle(fn.id)}><span class="ellipsis">${fn.name}</span>
      <span class="sub ellipsis">${fn.nodes.length === 0 ? html`<span class="bad-text">not deployed</span>` : fn.triggers.join(', ')}</span></label>`)}</fieldset>`;
}
