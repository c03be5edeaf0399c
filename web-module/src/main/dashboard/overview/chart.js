// @ts-check
import { svg, html } from 'lit';
import { clock } from '../parts/format.js';

/** @typedef {import('./throughput.js').Sample} Sample */

const WIDTH = 600;
const HEIGHT = 160;
const SPAN_MS = 600_000;

/** Rates over the last ten minutes. @param {Sample[]} samples */
export function chart(samples) {
  const end = samples.at(-1)?.at ?? Date.now();
  const most = niceAbove(Math.max(0, ...samples.map(one => Math.max(one.created, one.completed, one.failed))));
  const x = (/** @type {Sample} */ one) => WIDTH - ((end - one.at) / SPAN_MS) * WIDTH;
  const y = (/** @type {number} */ rate) => HEIGHT - 1 - (rate / most) * (HEIGHT - 14);
  const line = (/** @type {'created' | 'completed' | 'failed'} */ what) => samples.map((one, n) => `${n ? 'L' : 'M'}${x(one).toFixed(1)} ${y(one[what]).toFixed(1)}`).join('');
  const area = samples.length > 1 ? `${line('created')}L${WIDTH} ${HEIGHT}L${x(samples[0]).toFixed(1)} ${HEIGHT}Z` : '';
  const last = samples.at(-1);
  return html`<div class="chart-frame"><span class="chart-max">${most} / s</span>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label=${last ? `Per second: ${last.created.toFixed(1)} begun, ${last.completed.toFixed(1)} completed, ${last.failed.toFixed(1)} failed` : 'Nothing is measured yet'}>
      ${[0, 0.5, 1].map(part => svg`<path class="axis" d="M0 ${y(most * part)}H${WIDTH}" vector-effect="non-scaling-stroke"/>`)}
      ${samples.length > 1 ? svg`<path class="in" d=${area}/><path class="out" d=${line('completed')}/><path class="fail" d=${line('failed')}/>` : ''}</svg>
    <div class="chart-times"><span>10 min ago</span><span>${samples.length < 2 ? 'measuring…' : clock(end, { isExact: false })}</span></div></div>`;
}

/** 1, 2, 5, 10, 20, 50 … @param {number} value */
export function niceAbove(value) {
  let step = 1;
  for (let n = 0; step < value; n++) step *= [2, 2.5, 2][n % 3];
  return step;
}
