// @ts-check
import { html, nothing } from 'lit';
import { get } from '../parts/api.js';
import { empty, failure, skeleton } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { count } from '../parts/format.js';
import { icon } from '../parts/icons.js';
import { functionPath, router } from '../parts/router.js';
import { liveCounts, ratio, triggerTags } from './function-bits.js';

const AGAIN_MS = 10_000;

/** The functions that there are, what starts them, and how they do. */
class FunctionsPage extends Element {
  static properties = { all: { state: true }, problem: { state: true }, text: { state: true } };

  constructor() {
    super();
    /** @type {any[] | undefined} */
    this.all = undefined;
    /** @type {unknown} */
    this.problem = undefined;
    this.text = router.parameters.get('text') ?? '';
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    this.every(AGAIN_MS, leaving, () => this.#read());
    this.#read();
  }

  async #read() {
    try {
      this.all = (await get('/v1/functions?counts=true', this.leaving)).data;
      this.problem = undefined;
    } catch (e) {
      if (!this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    const text = this.text.toLowerCase();
    const shown = this.all?.filter(fn => `${fn.id} ${fn.name} ${fn.triggers.join(' ')}`.toLowerCase().includes(text));
    return html`<div class="head"><h1>Functions</h1><span class="muted">${this.all ? count(this.all.length) : ''}</span></div>
      <div class="filters" role="search"><div class="search">${icon('search')}<input type="search" aria-label="Search functions" placeholder="Name, id or event  ( / )" autocomplete="off" spellcheck="false" .value=${this.text}
        @input=${(/** @type {any} */ e) => { this.text = e.target.value; router.go('/functions' + (this.text ? `?text=${encodeURIComponent(this.text)}` : ''), { replace: true }); }}></div></div>
      ${this.problem && this.all ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      <section class="card list" aria-label="Functions">${this.#body(shown)}</section>`;
  }

  /** @param {any[] | undefined} shown */
  #body(shown) {
    if (!shown) return this.problem ? failure(this.problem, () => this.#read()) : skeleton();
    if (shown.length === 0) return this.text ? empty('No function matches', `Nothing is called like “${this.text}”, or listens for such an event.`) : empty('No functions yet', 'Functions are methods with @DurableFunction; they appear here when an application with some is deployed.');
    return html`<table class="table"><caption class="sr">Functions, by name</caption><colgroup><col><col class="mid"><col class="wide"><col class="c-last"></colgroup>
      <thead><tr><th scope="col">Function</th><th scope="col" class="mid">Started by</th><th scope="col" class="wide">Now</th><th scope="col">Last 24 hours</th></tr></thead>
      <tbody>${shown.map(fn => html`<tr class="tall" @click=${() => router.go(functionPath(fn.id))}>
        <td><a class="strong" href=${functionPath(fn.id)} @click=${(/** @type {Event} */ e) => e.stopPropagation()}>${fn.name}</a>${fn.nodes.length === 0 ? html` <span class="bad-text">not deployed</span>` : nothing}<div class="sub ellipsis">${fn.id}</div></td>
        <td class="mid">${triggerTags(fn)}</td><td class="wide">${liveCounts(fn)}</td><td>${ratio(fn)}</td></tr>`)}</tbody></table>`;
  }
}

customElements.define('gml-functions', FunctionsPage);
