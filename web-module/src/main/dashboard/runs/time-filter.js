// @ts-check
import { html } from 'lit';
import { menu } from '../parts/bits.js';
import { icon } from '../parts/icons.js';
import { preferences } from '../parts/preferences.js';

/** Periods that move along: their names in the address, in words, in milliseconds. @type {[string, string, number][]} */
export const PERIODS = [['15m', 'Last 15 minutes', 9e5], ['1h', 'Last hour', 36e5], ['24h', 'Last 24 hours', 864e5], ['7d', 'Last 7 days', 6048e5]];
const NONE = { since: undefined, queued_after: undefined, queued_before: undefined, ended_after: undefined, ended_before: undefined };

/** When runs were queued or ended: a period up to now, or from one moment to another. @param {Record<string, any>} filters
 * @param {(change: Record<string, string | undefined>) => void} filter */
export function timeMenu(filters, filter) {
  const isOfEnd = Boolean(filters.ended_after || filters.ended_before);
  const given = (/** @type {string} */ end) => toField(filters[`${isOfEnd ? 'ended' : 'queued'}_${end}`]);
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value;
    const of = field('of');
    form.closest('details')?.removeAttribute('open');
    filter({ ...NONE, [`${of}_after`]: fromField(field('from')), [`${of}_before`]: fromField(field('until')) });
  };
  return menu(html`${icon('clock')}Time`, html`
    ${[['', 'Any time'], ...PERIODS].map(([name, words]) => html`<label><input type="radio" name="since" .checked=${(filters.since ?? '') === name && (name !== '' || !hasMoments(filters))} @change=${() => filter({ ...NONE, since: String(name) })}>${words}</label>`)}
    <hr><form class="menu-form" @submit=${submit}>
      <label class="field"><span>Runs that were</span><select class="input" name="of"><option value="queued" ?selected=${!isOfEnd}>queued</option><option value="ended" ?selected=${isOfEnd}>ended</option></select></label>
      <label class="field"><span>From (${preferences.isUtc ? 'UTC' : 'local time'})</span><input class="input" type="datetime-local" step="1" name="from" .value=${given('after')}></label>
      <label class="field"><span>Until (${preferences.isUtc ? 'UTC' : 'local time'})</span><input class="input" type="datetime-local" step="1" name="until" .value=${given('before')}></label>
      <button class="button">Show these</button></form>`, { className: 'right-narrow tall' });
}

/** @param {Record<string, any>} filters */
const hasMoments = filters => ['queued_after', 'queued_before', 'ended_after', 'ended_before'].some(name => filters[name]);

/** RFC 3339 from what somebody has typed, in the zone that was chosen. @param {string} text */
function fromField(text) {
  const at = text ? Date.parse(preferences.isUtc ? `${text}Z` : text) : NaN;
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** And back. @param {string | undefined} text */
function toField(text) {
  const at = text ? Date.parse(text) : NaN;
  if (Number.isNaN(at)) return '';
  const shift = preferences.isUtc ? 0 : new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - shift).toISOString().slice(0, 19);
}
