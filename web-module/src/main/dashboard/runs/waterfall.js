// @ts-check
import { html, nothing } from 'lit';
import { serverNow } from '../parts/api.js';
import { at } from '../parts/at.js';
import { Element } from '../parts/element.js';
import { duration, shortDuration } from '../parts/format.js';
import { icon, isOver } from '../parts/icons.js';
import { isTyping } from '../shell/keys.js';
import { ChildRuns } from './child-runs.js';
import { isExpandable, isExpanded, rowsOf } from './rows.js';
import { hasIdleTimes, timescale } from './timescale.js';
import { CAUSES, isIdle } from './trace.js';
import { openingRow, row } from './waterfall-row.js';
import { Zoom } from './zoom.js';

/** @typedef {import('./rows.js').Row} Row */
/** @typedef {import('./zoom.js').Scale} Scale */

/** How much closer one press of a key comes, and how far it goes along. */
const CLOSER = 2;
const ALONG = 0.25;
/** How many child runs one press of a key opens. */
const MOST_AT_ONCE = 20;

/** The steps of a run along its time, and those of the runs that it has started. Emits `select` with a row's key, and `open` with the ids of child
 * runs to be read. */
class Waterfall extends Element {
  static properties = { trace: { attribute: false }, selected: {}, isSqueezed: { state: true }, folded: { state: true } };

  constructor() {
    super();
    /** @type {import('./trace.js').Trace | undefined} */
    this.trace = undefined;
    /** The runs that it has started, as far as they are open; whoever gives them asks for an update when they change. */
    this.inner = new ChildRuns(() => {});
    this.selected = '';
    this.isSqueezed = true;
    /** Keys of rows whose attempts are hidden. @type {Set<string>} */
    this.folded = new Set();
    this.zoom = new Zoom(() => this.requestUpdate());
    this.pixels = 600;
    /** Whether one of the runs that are shown is not over. */
    this.isGoingOn = false;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    addEventListener('keydown', event => this.#key(event), { signal: leaving });
    const seen = new ResizeObserver(() => this.#measure());
    seen.observe(this);
    leaving.addEventListener('abort', () => seen.disconnect());
    this.every(500, leaving, () => { if (this.isGoingOn) this.requestUpdate(); });
  }

  updated() { this.#measure(); }

  #measure() {
    const pixels = this.querySelector('thead .lane')?.clientWidth ?? this.pixels;
    if (Math.abs(pixels - this.pixels) < 8) return;
    this.pixels = pixels;
    this.requestUpdate();
  }

  get #shown() { return { folded: this.folded, children: this.inner }; }

  /** @returns {Row[]} */
  #rows() { return this.trace ? rowsOf(this.trace, this.#shown) : []; }

  render() {
    if (!this.trace) return nothing;
    const rows = this.#rows();
    const spans = rows.flatMap(one => ('span' in one ? [one.span] : []));
    const known = spans.flatMap(span => [span.start, span.end, ...span.held.map(part => part.from)]).filter(t => !Number.isNaN(t));
    const isGoingOn = this.isGoingOn = spans.some(span => span.kind === 'run' && !isOver(span.status));
    const start = Math.min(...known);
    const end = Math.max(...known, start + 1, isGoingOn ? serverNow() : 0);
    // What runs is between attempts and steps: a run itself is there all the time.
    const parts = spans.filter(span => span.kind !== 'run');
    const scale = this.scale = timescale(parts, start, end, { isSqueezed: this.isSqueezed, view: this.zoom.view, pixels: this.pixels });
    const ground = html`${scale.ticks.map(tick => html`<span class="tick" ${at({ left: `${tick.at}%` })}></span>`)}${scale.gaps.map(gap => html`<span class="gap" ${at({ left: `${gap.left}%`, width: `${gap.width}%` })}></span>`)}`;
    const context = { scale, ground, pixels: this.pixels, selected: this.selected, select: (/** @type {string} */ key) => this.#select(key), toggle: (/** @type {Row} */ one) => this.#toggle(one) };
    return html`<div class="card-head"><h2>Timeline</h2>${this.#extent(scale)}<span class="grow"></span>${this.#tools(scale, hasIdleTimes(parts, start, end))}</div>
      <table class="waterfall"><caption class="sr">What the run did, and when</caption><colgroup><col class="c-name"><col></colgroup>
        <thead><tr><th scope="col">Step</th><th scope="col"><span class="sr">Time</span>${this.#axis(scale)}</th></tr></thead>
        <tbody>${rows.map(one => ('span' in one ? row(one, { ...context, isExpanded: isExpandable(one) ? isExpanded(one, this.#shown) : undefined }) : openingRow(one, () => this.#open([one.childRunId]))))}</tbody></table>
      <div class="legend">${spans.some(isIdle) ? html`<span><i class="idle"></i>waits</span>` : nothing}
        ${Object.entries(CAUSES).map(([cause, words]) => (spans.some(span => span.held.some(part => part.cause === cause)) ? html`<span><i class="held ${cause}"></i>${words}</span>` : nothing))}
        <span>Drag along the time axis to zoom in, double-click to see all.</span></div>`;
  }

  /** How long it is, and what of it is looked at. @param {Scale} scale */
  #extent({ start, end }) {
    const { view } = this.zoom;
    return html`<span class="muted extent" ?hidden=${view !== undefined}>${duration(end - start)}</span><span class="muted extent" role="status">${view ? `${duration(view[0] - start)} to ${duration(view[1] - start)}` : ''}</span>`;
  }

  /** @param {Scale} scale @param {boolean} isSqueezable */
  #tools(scale, isSqueezable) {
    const { zoom } = this;
    return html`${zoom.view ? html`<button class="button small" title="Show all of the time  ( 0 )" @click=${() => zoom.reset()}>Show all</button>` : nothing}
      <span class="zoom"><button class="icon-button" aria-label="Zoom out" title="Zoom out  ( - )" ?disabled=${!zoom.view} @click=${() => zoom.by(1 / CLOSER, scale)}>${icon('zoom')}</button><button class="icon-button" aria-label="Zoom in" title="Zoom in  ( + )" @click=${() => zoom.by(CLOSER, scale)}>${icon('zoom-in')}</button></span>
      ${isSqueezable ? html`<button class="button small" aria-pressed=${this.isSqueezed} title="Squeeze or show idle time  ( z )" @click=${() => { this.isSqueezed = !this.isSqueezed; }}>Squeeze idle time</button>` : nothing}`;
  }

  /** @param {Scale} scale */
  #axis(scale) {
    const { zoom } = this;
    const { brush } = zoom;
    return html`<div class="lane" aria-hidden="true" @pointerdown=${(/** @type {PointerEvent} */ e) => zoom.start(e)} @pointermove=${(/** @type {PointerEvent} */ e) => zoom.move(e)} @pointerup=${() => zoom.end(scale)} @pointercancel=${() => { if (zoom.brush) zoom.reset(); }} @dblclick=${() => zoom.reset()}>
      ${scale.ticks.map(tick => html`<span class="tick" ${at({ left: `${tick.at}%` })}>${tick.isAfterGap ? '+' : ''}${duration(tick.ms)}</span>`)}
      ${scale.gaps.map(gap => html`<span class="gap" ${at({ left: `${gap.left}%`, width: `${gap.width}%` })}></span><span class="gap-label" title="Nothing ran for ${duration(gap.ms)}" ${at({ left: `${Math.min(100 - 2800 / this.pixels, gap.left + gap.width / 2)}%` })}>${shortDuration(gap.ms)}</span>`)}
      ${brush ? html`<span class="brush" ${at({ left: `${Math.min(...brush)}%`, width: `${Math.abs(brush[1] - brush[0])}%` })}></span>` : nothing}</div>`;
  }

  /** @param {string} key */
  #select(key) { this.dispatchEvent(new CustomEvent('select', { detail: key })); }

  /** @param {string[]} runIds */
  #open(runIds) { this.dispatchEvent(new CustomEvent('open', { detail: runIds })); }

  /** Shows what is under a row, or hides it. @param {Row} one */
  #toggle(one) {
    if (!isExpandable(one)) return;
    const { childRunId } = one.span;
    if (childRunId === undefined) this.folded = new Set(this.folded.has(one.key) ? [...this.folded].filter(other => other !== one.key) : [...this.folded, one.key]);
    else if (this.inner.get(childRunId)) this.inner.close(childRunId);
    else this.#open([childRunId]);
  }

  /** Shows everything that is under the rows that there are, or hides it. @param {boolean} isShown */
  #toggleAll(isShown) {
    const rows = this.#rows().filter(isExpandable);
    if (isShown) {
      this.folded = new Set();
      this.#open(rows.flatMap(one => (one.span.childRunId && !this.inner.get(one.span.childRunId) ? [one.span.childRunId] : [])).slice(0, MOST_AT_ONCE));
    } else {
      this.folded = new Set(rows.map(one => one.key));
      this.inner.closeAll();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // A letter after g is a page's.
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]') || !this.scale) return;
    const { scale } = this;
    const isInside = this.contains(/** @type {Node} */ (event.target));
    const rows = this.#rows();
    const focused = isInside ? /** @type {HTMLElement} */ (event.target).closest('tr')?.dataset.span : undefined;
    const here = Math.max(0, rows.findIndex(one => one.key === (focused ?? this.selected)));
    const acts = {
      j: () => this.#goTo(rows[here + 1], isInside), k: () => this.#goTo(rows[here - 1], isInside),
      ...(isInside ? {
        ArrowDown: () => this.#goTo(rows[here + 1], true), ArrowUp: () => this.#goTo(rows[here - 1], true),
        ArrowRight: () => this.#inward(rows, here), ArrowLeft: () => this.#outward(rows, here),
      } : {}),
      '+': () => this.zoom.by(CLOSER, scale), '=': () => this.zoom.by(CLOSER, scale), '-': () => this.zoom.by(1 / CLOSER, scale),
      z: () => { this.isSqueezed = !this.isSqueezed; }, e: () => this.#toggleAll(true), w: () => this.#toggleAll(false),
      f: () => this.#fit(rows[here]), '0': () => this.zoom.reset(), Escape: () => this.zoom.reset(),
    };
    const act = event.shiftKey && event.key.startsWith('Arrow') ? this.#alongKey(event.key) : acts[/** @type {keyof typeof acts} */ (event.key)];
    if (!act) return;
    act();
    if (event.key !== 'Escape') event.preventDefault();
  }

  /** @param {string} key @returns {(() => void) | undefined} */
  #alongKey(key) {
    const part = { ArrowRight: ALONG, ArrowLeft: -ALONG }[key];
    return part ? () => this.zoom.along(part, /** @type {Scale} */ (this.scale)) : undefined;
  }

  /** @param {Row | undefined} one @param {boolean} isFocused whether the focus goes along */
  #goTo(one, isFocused) {
    if (!one) return;
    this.#select(one.key);
    this.updateComplete.then(() => {
      const button = /** @type {HTMLElement | null} */ (this.querySelector(`tr[data-span="${CSS.escape(one.key)}"] .name`));
      if (isFocused) button?.focus();
      else button?.scrollIntoView({ block: 'nearest' });
    });
  }

  /** Opens the row; from one that is open to what is under it. @param {Row[]} rows @param {number} here */
  #inward(rows, here) {
    const one = rows[here];
    if (!isExpandable(one)) return;
    if (isExpanded(one, this.#shown)) this.#goTo(rows.find(other => other.parent === one.key), true);
    else this.#toggle(one);
  }

  /** Closes the row; from one that is closed to the one it is under. @param {Row[]} rows @param {number} here */
  #outward(rows, here) {
    const one = rows[here];
    if (isExpandable(one) && isExpanded(one, this.#shown)) this.#toggle(one);
    else this.#goTo(rows.find(other => other.key === one.parent), true);
  }

  /** @param {Row} one */
  #fit(one) {
    if (!('span' in one) || Number.isNaN(one.span.start)) return;
    const scale = /** @type {Scale} */ (this.scale);
    this.zoom.fit(Math.min(one.span.start, ...one.span.held.map(part => part.from)), Number.isNaN(one.span.end) ? scale.end : one.span.end, scale);
  }
}

customElements.define('gml-waterfall', Waterfall);
