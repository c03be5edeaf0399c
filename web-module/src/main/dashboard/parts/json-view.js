// @ts-check
import { html, nothing } from 'lit';
import { copy } from './bits.js';
import { Element } from './element.js';
import { count, plural } from './format.js';
import { Exact, preview, write } from './json.js';

/** How many members are drawn at first, and with each further request. */
const MEMBERS = 100;
/** Longer texts are cut. */
const CHARACTERS = 2_000;
/** Values up to this many members are open at first. */
const SMALL = 60;

/** A value as a tree. Members are drawn when they are opened, so that 5 MB cost no more than what is seen; everything is text. */
class JsonView extends Element {
  static properties = { value: { attribute: false }, label: {}, isRaw: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.value = undefined;
    this.label = '';
    this.isRaw = false;
    /** What was opened or closed by hand, by path. @type {Map<string, boolean>} */
    this.opened = new Map();
    /** How many members are drawn, by path. @type {Map<string, number>} */
    this.drawn = new Map();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('value')) this.isSmall = sizeUpTo(this.value, SMALL) <= SMALL;
  }

  render() {
    const isTree = this.value !== null && typeof this.value === 'object' && !(this.value instanceof Exact);
    return html`<div class="json-tools">${this.label ? html`<h3>${this.label}</h3>` : nothing}
      ${isTree ? html`<button class="button quiet small" aria-pressed=${this.isRaw} @click=${() => { this.isRaw = !this.isRaw; }}>Raw</button>` : nothing}
      <button class="button quiet small" aria-label="Copy ${this.label || 'JSON'}" @click=${() => copy(write(this.value), 'Copied as JSON')}>Copy</button></div>
      <div class="json" tabindex="0" role="group" aria-label=${this.label || 'JSON'}>${this.isRaw ? this.#raw() : this.#node(this.value, '$', '', 0)}</div>`;
  }

  #raw() {
    const text = write(this.value);
    const most = this.drawn.get('raw') ?? 20_000;
    return html`<div>${text.slice(0, most)}</div>${text.length > most ? this.#further('raw', text.length, 'characters', most * 9) : nothing}`;
  }

  /** @param {any} value @param {string} path @param {unknown} key @param {number} depth @returns {unknown} */
  #node(value, path, key, depth) {
    if (value === null || typeof value !== 'object' || value instanceof Exact) return html`<span class=${depth ? 'leaf' : ''}>${key}${this.#leaf(value, path)}</span>`;
    const names = Object.keys(value);
    const isArray = Array.isArray(value);
    if (names.length === 0) return html`<span class=${depth ? 'leaf' : ''}>${key}${isArray ? '[]' : '{}'}</span>`;
    const isOpen = this.opened.get(path) ?? (depth === 0 || (this.isSmall && depth < 5));
    const most = this.drawn.get(path) ?? MEMBERS;
    return html`<details .open=${isOpen} @toggle=${(/** @type {any} */ e) => { if (e.target.open !== isOpen) { this.opened.set(path, e.target.open); this.requestUpdate(); } }}>
      <summary>${key}${isOpen ? html`<span class="size">${isArray ? '[ ]' : '{ }'} ${plural(names.length, isArray ? 'item' : 'member')}</span>` : html`<span class="size">${preview(value, 80)}</span>`}</summary>
      ${isOpen ? html`<ul>${names.slice(0, most).map(name => html`<li>${this.#node(value[name], `${path}.${name}`, isArray ? html`<span class="size">${name}: </span>` : html`<span class="key">${name}</span>: `, depth + 1)}</li>`)}
        ${names.length > most ? html`<li>${this.#further(path, names.length, 'members', MEMBERS)}</li>` : nothing}</ul>` : nothing}</details>`;
  }

  /** @param {any} value @param {string} path */
  #leaf(value, path) {
    if (typeof value !== 'string') return html`<span class=${typeof value === 'number' || value instanceof Exact ? 'number' : 'word'}>${String(value)}</span>`;
    const most = this.drawn.get(path) ?? CHARACTERS;
    return html`<span class="string">${JSON.stringify(value.slice(0, most)).slice(0, value.length > most ? -1 : undefined)}</span>${value.length > most ? html` ${this.#further(path, value.length, 'characters', 20_000)}` : nothing}`;
  }

  /** @param {string} path @param {number} size @param {string} what @param {number} step */
  #further(path, size, what, step) {
    return html`<button class="button quiet small" @click=${() => { this.drawn.set(path, (this.drawn.get(path) ?? (what === 'members' ? MEMBERS : what === 'characters' && path === 'raw' ? 20_000 : CHARACTERS)) + step); this.requestUpdate(); }}>Show more of ${count(size)} ${what}</button>`;
  }
}

/** How many members a value has in all, counted no further than a limit. @param {any} value @param {number} most @returns {number} */
function sizeUpTo(value, most) {
  if (value === null || typeof value !== 'object') return typeof value === 'string' && value.length > 400 ? 5 : 1;
  let size = 1;
  for (const name in value) {
    size += sizeUpTo(value[name], most - size);
    if (size > most) break;
  }
  return size;
}

customElements.define('gml-json', JsonView);

/** @param {any} value @param {string} [label] */
export const json = (value, label = '') => html`<gml-json .value=${value} .label=${label}></gml-json>`;
