// @ts-check
import { LitElement } from 'lit';
import { preferences } from './preferences.js';

/** What all elements here have in common: they live in the page's own tree, so that one style sheet and one
 * accessibility tree hold everything, and what they listen to ends with them. */
export class Element extends LitElement {
  /** @type {AbortController | undefined} */
  #connected;

  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.#connected = new AbortController();
    preferences.addEventListener('change', () => this.requestUpdate(), { signal: this.#connected.signal });
    this.arrive(this.#connected.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#connected?.abort();
  }

  /** Called when the element comes into the page.
   * @param {AbortSignal} leaving ends what it listens to and asks for */
  arrive(leaving) {}

  /** Calls at an interval while the element is in the page and the page is looked at.
   * @param {number} ms @param {AbortSignal} leaving @param {() => void} task */
  every(ms, leaving, task) {
    const timer = setInterval(() => { if (!document.hidden) task(); }, ms);
    leaving.addEventListener('abort', () => clearInterval(timer));
  }
}
