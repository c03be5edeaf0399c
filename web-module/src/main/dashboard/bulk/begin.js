// @ts-check
import { html, nothing } from 'lit';
import { post, Problem } from '../parts/api.js';
import { closeButton, notify, open } from '../parts/dialogs.js';
import { count } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { bulkPath } from '../parts/router.js';
import { roughly } from './progress.js';

const SLOWEST = 0.001;
const FASTEST = 10_000;
/** Who asks, unless somebody is authenticated. */
const ACTOR = 'dashboard';

/** @typedef {{count: number, isExact: boolean}} Counted */

/**
 * @typedef {object} Plan
 * @property {string} title
 * @property {() => Record<string, any> | undefined} request what POST /v1/bulk is asked; nothing while something is still to be chosen
 * @property {Promise<void>} [ready] what has to be known before anything is said; never fails
 * @property {(changed: () => void) => unknown} [choose] what is to be chosen before; changed: another request is to be counted
 * @property {(counted: Counted) => unknown} says what will happen
 * @property {(counted: Counted) => string} verb says it in some words, with the count
 * @property {unknown} none why there may be nothing to do
 * @property {boolean} [isDanger]
 * @property {() => void} [begun] called when the job has begun
 */

/** @param {Counted} counted */
export const shown = counted => `${count(counted.count)}${counted.isExact ? '' : '+'}`;

/** A number of things, which may be more than are counted. @param {Counted} counted @param {string} one */
export const things = (counted, one) => `${shown(counted)} ${one}${counted.count === 1 ? '' : 's'}`;

/**
 * Begins a bulk action: has it counted, says what will happen to how many, and goes on when that is confirmed. What went wrong is said in the dialog.
 * @param {Plan} plan
 */
export function beginJob(plan) {
  // One for the dialog: whoever confirms twice, or again after no answer came, begins one job.
  const requestId = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
  /** @type {Counted | undefined} */
  let counted;
  /** @type {unknown} of the counting */
  let problem;
  let refusal = '';
  let rate = '';
  let isBusy = false;
  let turn = 0;

  const { dialog, redraw } = open((close, redraw) => {
    const submit = async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const request = plan.request();
      if (isBusy || !request || !counted || counted.count === 0) return;
      const perSecond = rateOf(rate);
      refusal = Number.isNaN(perSecond) ? `Runs per second: a number from ${SLOWEST} to ${count(FASTEST)}, or nothing.` : '';
      if (refusal) return redraw();
      isBusy = true;
      redraw();
      try {
        const { data } = await post('/v1/bulk', { ...request, request_id: requestId, actor: ACTOR, ...(perSecond === undefined ? {} : { per_second: perSecond }) });
        close();
        notify('The bulk action has begun.', { href: bulkPath(data.id), link: 'See how it goes' });
        plan.begun?.();
      } catch (e) {
        isBusy = false;
        refusal = saying(e);
        redraw();
      }
    };
    const isReady = counted !== undefined && counted.count > 0;
    return html`<form @submit=${submit} novalidate>
      <div class="dialog-head"><h2>${plan.title}</h2>${closeButton(close)}</div>
      <div class="dialog-body">${plan.choose?.(measure)}${said()}
        ${isReady ? html`<div class="rate"><label class="field"><span>At most per second</span><input class="input" name="rate" aria-describedby="rate-hint" inputmode="decimal" autocomplete="off" placeholder="as fast as it goes" .value=${rate}
          @input=${(/** @type {any} */ e) => { rate = e.target.value; refusal = ''; redraw(); }}></label><small id="rate-hint" class="muted">${pace()}</small></div>` : nothing}
        ${refusal ? html`<div class="error-box" role="alert"><span>${refusal}</span></div>` : nothing}</div>
      <div class="dialog-foot"><button type="button" class="button" @click=${close} autofocus>${isReady ? 'Keep as it is' : 'Close'}</button>
        ${isReady && counted ? html`<button class="button primary ${plan.isDanger ? 'danger' : ''}" ?disabled=${isBusy}>${isBusy ? 'Working…' : plan.verb(counted)}</button>` : nothing}</div>
    </form>`;
  }, { label: plan.title, className: 'begin' });

  function said() {
    if (problem) return html`<div class="error-box" role="alert"><b>It could not be counted</b><span>${saying(problem)}</span></div><button type="button" class="button" @click=${measure}>${icon('again')}Count again</button>`;
    if (!plan.request()) return nothing;
    if (!counted) return html`<p class="muted" role="status">Counting…</p>`;
    return counted.count === 0 ? html`<p role="status">${plan.none}</p>` : html`<div class="says" role="status">${plan.says(counted)}</div>`;
  }

  /** How long it takes at least. */
  function pace() {
    const perSecond = rateOf(rate);
    if (!counted || !perSecond || Number.isNaN(perSecond)) return 'Leave it empty unless what is called must be spared.';
    return `${shown(counted)} take ${counted.isExact ? 'about' : 'more than'} ${roughly(counted.count / perSecond)}.`;
  }

  /** Asks how many there are, without doing anything. */
  async function measure() {
    const mine = ++turn;
    counted = problem = undefined;
    refusal = '';
    const request = plan.request();
    redraw();
    if (!request) return;
    try {
      const [{ data }] = await Promise.all([post('/v1/bulk', { ...request, dry_run: true }), plan.ready]);
      if (mine === turn) counted = { count: data.count, isExact: data.count_exact };
    } catch (e) {
      if (mine === turn) problem = e;
    }
    if (mine === turn && dialog.isConnected) redraw();
  }

  measure();
}

/** @param {unknown} e */
const saying = e => (e instanceof Problem ? `${e.title}: ${e.message}` : String(e));

/** @param {string} text @returns {number | undefined} nothing for no limit, NaN for what is none */
function rateOf(text) {
  if (text.trim() === '') return undefined;
  const rate = Number(text.trim().replace(',', '.'));
  return rate >= SLOWEST && rate <= FASTEST ? rate : NaN;
}
