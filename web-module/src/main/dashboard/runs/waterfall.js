// @ts-check
import { html, nothing } from 'lit';
import { serverNow } from '../parts/api.js';
import { at } from '../parts/at.js';
import { Element } from '../parts/element.js';
import { duration, shortDuration } from '../parts/format.js';
import { icon, isOver, statusIcon } from '../parts/icons.js';
import { isTyping } from '../shell/keys.js';
import { hasIdleTimes, timescale } from './timescale.js';
import { isIdle, kindOf } from './trace.js';

/** @typedef {import('./trace.js').Span} Span */

const CAUSES = { queue: 'in the queue', concurrency: 'waiting for a concurrency slot', backoff: 'waiting for the next attempt', restart: 'lost with its server, taken up again' };
/** A brush shorter than this, in percent of the axis, is a click. */
const SHORTEST_BRUSH = 1;

/** The steps of a run along its time. Emits `select` with the span's id. */
class Waterfall extends Element {
  static properties = { trace: { attribute: false }, selected: {}, isSqueezed: { state: true }, view: { state: true }, brush: { state: true }, folded: { state: true } };

  constructor() {
    super();
    /** @type {import('./trace.js').Trace | undefined} */
    this.trace = undefined;
    this.selected = '';
    this.isSqueezed = true;
    /** What is zoomed in on. @type {[number, number] | undefined} */
    this.view = undefined;
    /** What is being marked, in percent. @type {[number, number] | undefined} */
    this.brush = undefined;
    /** Steps whose attempts are hidden. @type {Set<string>} */
    this.folded = new Set();
    this.pixels = 600;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    addEventListener('keydown', event => this.#key(event), { signal: leaving });
    const seen = new ResizeObserver(() => this.#measure());
    seen.observe(this);
    leaving.addEventListener('abort', () => seen.disconnect());
    this.every(500, leaving, () => { if (this.trace && !isOver(this.trace.root.status)) this.requestUpdate(); });
  }

  updated() { this.#measure(); }

  #measure() {
    const pixels = this.querySelector('thead .lane')?.clientWidth ?? this.pixels;
    if (Math.abs(pixels - this.pixels) < 8) return;
    this.pixels = pixels;
    this.requestUpdate();
  }

  /** The rows from top to bottom, with how deep they are. @returns {{span: Span, depth: number}[]} */
  #rows() {
    if (!this.trace) return [];
    const { root, steps } = this.trace;
    const under = (/** @type {Span} */ span, /** @type {number} */ depth) => (this.folded.has(span.id) ? [] : span.children.map(attempt => ({ span: attempt, depth })));
    return [{ span: root, depth: 0 }, ...under(root, 1), ...steps.flatMap(step => [{ span: step, depth: 1 }, ...under(step, 2)])];
  }

  render() {
    if (!this.trace) return nothing;
    const { root, steps } = this.trace;
    const rows = this.#rows();
    const known = rows.flatMap(({ span }) => [span.start, span.end, ...span.held.map(part => part.from)]).filter(t => !Number.isNaN(t));
    const start = Math.min(...known);
    const last = Math.max(...known);
    const end = Math.max(isOver(root.status) ? last : Math.max(last, serverNow()), start + 1);
    const scale = timescale([...steps, ...root.children], start, end, { isSqueezed: this.isSqueezed, view: this.view, pixels: this.pixels });
    this.scale = scale;
    const ground = html`${scale.ticks.map(tick => html`<span class="tick" ${at({ left: `${tick.at}%` })}></span>`)}${scale.gaps.map(gap => html`<span class="gap" ${at({ left: `${gap.left}%`, width: `${gap.width}%` })}></span>`)}`;
    return html`<div class="card-head"><h2>Timeline</h2><span class="muted">${duration((isOver(root.status) ? end : serverNow()) - start)}</span><span class="grow"></span>
        ${this.view ? html`<button class="button small" @click=${() => { this.view = undefined; }}>${icon('zoom')}Show all</button>` : nothing}
        ${hasIdleTimes([...steps, ...root.children], start, end) ? html`<button class="button small" aria-pressed=${this.isSqueezed} title="z" @click=${() => { this.isSqueezed = !this.isSqueezed; }}>Squeeze idle time</button>` : nothing}</div>
      <table class="waterfall"><caption class="sr">What the run did, and when</caption><colgroup><col class="c-name"><col></colgroup>
        <thead><tr><th scope="col">Step</th><th scope="col"><span class="sr">Time</span>${this.#axis(scale)}</th></tr></thead>
        <tbody>${rows.map(({ span, depth }) => this.#row(span, depth, scale, start, end, ground))}</tbody></table>
      <div class="legend">${rows.some(({ span }) => isIdle(span)) ? html`<span><i class="idle"></i>waits</span>` : nothing}
        ${Object.entries({ queue: 'in the queue', concurrency: 'no free slot', backoff: 'until the next attempt', restart: 'lost with its server' }).map(([cause, words]) => (rows.some(({ span }) => span.held.some(part => part.cause === cause)) ? html`<span><i class="held ${cause}"></i>${words}</span>` : nothing))}
        <span>Drag along the time axis to zoom in.</span></div>`;
  }

  /** @param {ReturnType<typeof timescale>} scale */
  #axis(scale) {
    return html`<div class="lane" aria-hidden="true" @pointerdown=${this.#brushStart} @pointermove=${this.#brushMove} @pointerup=${this.#brushEnd} @dblclick=${() => { this.view = undefined; }}>
      ${scale.ticks.map(tick => html`<span class="tick" ${at({ left: `${tick.at}%` })}>${tick.isAfterGap ? '+' : ''}${duration(tick.ms)}</span>`)}
      ${scale.gaps.map(gap => html`<span class="gap" ${at({ left: `${gap.left}%`, width: `${gap.width}%` })}></span><span class="gap-label" title="Nothing ran for ${duration(gap.ms)}" ${at({ left: `${Math.min(100 - 2800 / this.pixels, gap.left + gap.width / 2)}%` })}>${shortDuration(gap.ms)}</span>`)}
      ${this.brush ? html`<span class="brush" ${at({ left: `${Math.min(...this.brush)}%`, width: `${Math.abs(this.brush[1] - this.brush[0])}%` })}></span>` : nothing}</div>`;
  }

  /** @param {Span} span @param {number} depth @param {ReturnType<typeof timescale>} scale @param {number} start @param {number} end @param {unknown} ground */
  #row(span, depth, scale, start, end, ground) {
    const isOpen = Number.isNaN(span.end);
    const until = isOpen ? end : span.end;
    const took = until - span.start;
    const [kindIcon, kind] = kindOf(span);
    const name = span.kind === 'attempt' ? `Attempt ${(span.attempt ?? 0) + 1}` : span.name;
    const said = Number.isNaN(span.start) ? `${kind}, ${span.status}` : `${kind}, ${span.status}, from ${duration(span.start - start)} for ${duration(took)}${isOpen ? ' so far' : ''}`;
    const held = span.held.filter(part => part.to > part.from);
    const hasChildren = span.children.length > 0;
    return html`<tr class="depth${depth} ${depth === 0 ? 'root' : ''} ${span.id === this.selected ? 'current' : ''}" data-span=${span.id} @click=${() => this.#select(span.id)}>
      <th scope="row"><button class="name" aria-current=${span.id === this.selected ? 'true' : nothing} aria-label="${name}: ${said}">
        <span class="icon ${span.status}" title=${span.status}>${statusIcon(span.status)}</span>
        ${hasChildren ? html`<span class="fold" title="Attempts" @click=${(/** @type {Event} */ e) => { e.stopPropagation(); this.#fold(span.id); }}>${icon(this.folded.has(span.id) ? 'chevron' : 'down')}</span>` : nothing}
        <span class="label" title=${name}>${name}</span><span class="took">${Number.isNaN(took) ? '' : duration(took)}</span></button></th>
      <td><div class="lane" aria-hidden="true">${ground}${Number.isNaN(span.start) ? nothing : this.#bar(span, scale, until, isOpen, held, depth === 0 ? '' : kind, kindIcon)}</div></td></tr>`;
  }

  /** @param {Span} span @param {ReturnType<typeof timescale>} scale @param {number} until @param {boolean} isOpen @param {import('./trace.js').Held[]} held @param {string} hint @param {string} hintIcon */
  #bar(span, scale, until, isOpen, held, hint, hintIcon) {
    const left = scale.x(span.start);
    const right = Math.max(left, scale.x(until));
    const room = ((hint.length * 7 + 14) / this.pixels) * 100;
    const isBefore = right + room > 100;
    return html`${held.map(part => html`<span class="held ${part.cause}" title="${duration(part.to - part.from)} ${CAUSES[/** @type {keyof typeof CAUSES} */ (part.cause)] ?? part.cause}"
        ${at({ left: `${scale.x(part.from)}%`, width: `${Math.max(0, scale.x(part.to) - scale.x(part.from))}%` })}></span>`)}
      <span class="bar ${span.status} ${isIdle(span) ? 'idle' : ''} ${isOpen ? 'open' : ''}" ${at({ left: `${left}%`, width: `${right - left}%` })}></span>
      ${hint && !(isBefore && left < room) ? html`<span class="hint ${isBefore ? 'before' : ''}" ${at({ left: `${isBefore ? Math.min(left, ...held.map(part => scale.x(part.from))) : right}%` })}>${hint}</span>` : nothing}`;
  }

  /** @param {string} id */
  #select(id) { this.dispatchEvent(new CustomEvent('select', { detail: id })); }

  /** @param {string} id */
  #fold(id) {
    this.folded = new Set(this.folded.has(id) ? [...this.folded].filter(other => other !== id) : [...this.folded, id]);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || document.querySelector('dialog[open]')) return;
    const isInside = this.contains(/** @type {Node} */ (event.target));
    const rows = this.#rows();
    const here = rows.findIndex(({ span }) => span.id === this.selected);
    const by = { j: 1, k: -1, ...(isInside ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (by) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
      this.#select(next.span.id);
      event.preventDefault();
      this.updateComplete.then(() => { if (isInside) /** @type {HTMLElement | null} */ (this.querySelector(`tr[data-span="${CSS.escape(next.span.id)}"] button`))?.focus(); });
    } else if (event.key === 'z') {
      this.isSqueezed = !this.isSqueezed;
    } else if (event.key === 'e') {
      const withAttempts = rows.filter(({ span }) => span.children.length > 0).map(({ span }) => span.id);
      this.folded = this.folded.size > 0 ? new Set() : new Set(withAttempts);
    } else if (isInside && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && rows[here]?.span.children.length > 0) {
      if (this.folded.has(this.selected) === (event.key === 'ArrowRight')) this.#fold(this.selected);
    } else if (event.key === 'Escape' && this.view) {
      this.view = undefined;
    }
  }

  /** @param {PointerEvent} event */
  #brushStart = event => {
    const lane = /** @type {HTMLElement} */ (event.currentTarget);
    lane.setPointerCapture(event.pointerId);
    const place = percentOf(event);
    this.brush = [place, place];
  };

  /** @param {PointerEvent} event */
  #brushMove = event => { if (this.brush) this.brush = [this.brush[0], percentOf(event)]; };

  #brushEnd = () => {
    if (!this.brush || !this.scale) return;
    const [from, to] = [Math.min(...this.brush), Math.max(...this.brush)];
    if (to - from >= SHORTEST_BRUSH) this.view = [this.scale.timeAt(from), this.scale.timeAt(to)];
    this.brush = undefined;
  };
}

/** @param {PointerEvent} event */
function percentOf(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  return Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100));
}

customElements.define('gml-waterfall', Waterfall);
