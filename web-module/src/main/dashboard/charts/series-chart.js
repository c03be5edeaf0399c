// @ts-check
import { html, nothing, svg } from 'lit';
import { at } from '../parts/at.js';
import { Element } from '../parts/element.js';
import { router } from '../parts/router.js';
import { axisMoment, intervalText } from './scale.js';

/** @typedef {{name: string, look: string, values: (number | null)[], as: 'line' | 'bar'}} Series look: the class of its colour; null where there is nothing */
/** @typedef {{title: string, note?: string, series: Series[], times: number[], interval: number, since: number, top: (most: number) => number, axis: (value: number) => string,
 *   say: (value: number) => string, runsOf?: (from: number, to: number) => string, total?: string}} Chart
 *   times: when each interval begins; since: from when on anything is known; top: where the axis ends; runsOf: the address of the runs of an interval */

const WIDTH = 600;
const HEIGHT = 140;
/** Room above the highest value, for the label of the axis. */
const ABOVE = 14;
const TICKS = 4;

/** What happened over time: bars that are stacked, lines, and the same as a table. A click leads to the runs of the interval. */
class SeriesChart extends Element {
  static properties = { chart: { attribute: false }, current: { state: true } };

  constructor() {
    super();
    /** @type {Chart | undefined} */
    this.chart = undefined;
    /** The interval under the pointer. @type {number | undefined} */
    this.current = undefined;
  }

  render() {
    const { chart } = this;
    if (!chart) return nothing;
    const bars = chart.series.filter(one => one.as === 'bar');
    const stacked = chart.times.map((_, n) => bars.reduce((sum, one) => sum + (one.values[n] ?? 0), 0));
    const most = Math.max(0, ...stacked, ...chart.series.filter(one => one.as === 'line').flatMap(one => one.values.map(value => value ?? 0)));
    const isEmpty = chart.series.every(one => one.values.every(value => value === null || value === 0));
    return html`<section class="card metric" aria-label=${chart.title}>
      <div class="card-head"><h2>${chart.title}</h2>${chart.note ? html`<span class="muted narrow-hide">${chart.note}</span>` : nothing}<span class="grow"></span>${chart.total ? html`<span class="metric-total">${chart.total}</span>` : nothing}</div>
      <div class="card-body">${this.#keys(chart)}${this.#plot(chart, chart.top(most), isEmpty)}${this.#table(chart)}</div></section>`;
  }

  /** What the colours mean; under the pointer also how much it is. @param {Chart} chart */
  #keys(chart) {
    const n = this.current;
    return html`<div class="chart-keys">${chart.series.map(one => html`<span><i class="k-${one.look}"></i>${one.name}${n === undefined ? nothing : html` <b>${this.#said(chart, one.values[n])}</b>`}</span>`)}
      <span class="grow"></span><span class="muted metric-when">${n === undefined ? nothing : intervalText(chart.times[n], chart.interval)}</span></div>`;
  }

  /** @param {Chart} chart @param {number | null | undefined} value */
  #said(chart, value) { return value === null || value === undefined ? '–' : chart.say(value); }

  /** @param {Chart} chart @param {number} top @param {boolean} isEmpty */
  #plot(chart, top, isEmpty) {
    const count = chart.times.length;
    const slot = WIDTH / count;
    const y = (/** @type {number} */ value) => HEIGHT - 1 - (value / top) * (HEIGHT - ABOVE);
    const start = chart.times[0];
    const range = count * chart.interval;
    const unknown = Math.max(0, Math.min(1, (chart.since - start) / range));
    const place = (/** @type {PointerEvent | MouseEvent} */ event) => {
      const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
      return Math.max(0, Math.min(count - 1, Math.floor(((event.clientX - box.left) / box.width) * count)));
    };
    return html`<div class="chart-frame ${chart.runsOf ? 'leads' : ''}"><span class="chart-max">${chart.axis(top)}</span>
      <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${chart.title}: ${isEmpty ? 'nothing in this time' : chart.total ?? 'see the table'}"
        @pointermove=${(/** @type {PointerEvent} */ e) => { this.current = place(e); }} @pointerleave=${() => { this.current = undefined; }}
        @click=${(/** @type {MouseEvent} */ e) => { const from = chart.times[place(e)]; if (chart.runsOf) router.go(chart.runsOf(from, from + chart.interval)); }}>
        ${[0, 0.5, 1].map(part => svg`<path class="axis" d="M0 ${y(top * part)}H${WIDTH}"/>`)}
        ${unknown > 0 ? svg`<rect class="unknown" x="0" y="${ABOVE}" width=${unknown * WIDTH} height=${HEIGHT - ABOVE}/>` : nothing}
        ${this.current === undefined ? nothing : svg`<rect class="slot" x=${this.current * slot} y="0" width=${slot} height=${HEIGHT}/>`}
        ${this.#bars(chart, slot, y)}
        ${chart.series.filter(one => one.as === 'line').map(one => svg`<path class="line l-${one.look}" d=${line(one.values, slot, y)}/>`)}</svg>
      ${isEmpty ? html`<span class="chart-empty">${unknown === 1 ? 'Not recorded' : 'Nothing in this time'}</span>` : nothing}
      <div class="chart-ticks" aria-hidden="true">${Array.from({ length: TICKS }, (_, n) => html`<span ${at({ left: `${(n / TICKS) * 100}%` })}>${axisMoment(start + (range * n) / TICKS, range)}</span>`)}</div></div>`;
  }

  /** @param {Chart} chart @param {number} slot @param {(value: number) => number} y */
  #bars(chart, slot, y) {
    const bars = chart.series.filter(one => one.as === 'bar');
    const gap = Math.min(2, slot * 0.2);
    const below = chart.times.map(() => 0);
    return bars.map(one => {
      const d = one.values.map((value, n) => {
        if (!value) return '';
        const from = y(below[n]);
        below[n] += value;
        return `M${(n * slot + gap / 2).toFixed(2)} ${from.toFixed(1)}V${y(below[n]).toFixed(1)}h${(slot - gap).toFixed(2)}V${from.toFixed(1)}z`;
      }).join('');
      return svg`<path class="bars b-${one.look}" d=${d}/>`;
    });
  }

  /** @param {Chart} chart */
  #table(chart) {
    const shown = chart.times.map((from, n) => ({ from, n })).filter(({ n }) => chart.series.some(one => one.values[n]));
    return html`<details class="metric-table"><summary>As a table</summary>${shown.length === 0 ? html`<p class="muted">Nothing in this time.</p>` : html`
      <div class="scroll" tabindex="0" role="group" aria-label="${chart.title}, as a table"><table class="table plain"><caption class="sr">${chart.title}; intervals without anything are left out</caption>
        <thead><tr><th scope="col">Time</th>${chart.series.map(one => html`<th scope="col" class="num">${one.name}</th>`)}</tr></thead>
        <tbody>${shown.map(({ from, n }) => html`<tr><td>${chart.runsOf ? html`<a class="inline-link" href=${chart.runsOf(from, from + chart.interval)}>${intervalText(from, chart.interval)}</a>` : intervalText(from, chart.interval)}</td>
          ${chart.series.map(one => html`<td class="num">${this.#said(chart, one.values[n])}</td>`)}</tr>`)}</tbody></table></div>`}</details>`;
  }
}

/** A line through the middles of intervals; it is broken where there is nothing. @param {(number | null)[]} values @param {number} slot @param {(value: number) => number} y */
function line(values, slot, y) {
  let isDrawing = false;
  return values.map((value, n) => {
    if (value === null) { isDrawing = false; return ''; }
    const point = `${((n + 0.5) * slot).toFixed(1)} ${y(value).toFixed(1)}`;
    const part = isDrawing ? `L${point}` : `M${point}h0`;
    isDrawing = true;
    return part;
  }).join('');
}

customElements.define('gml-series-chart', SeriesChart);
