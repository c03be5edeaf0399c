// @ts-check
import { html, nothing } from 'lit';
import { post, Problem } from '../parts/api.js';
import { code } from '../parts/bits.js';
import { Element } from '../parts/element.js';
import { plural } from '../parts/format.js';
import { functions } from '../parts/functions.js';
import { icon } from '../parts/icons.js';
import { live } from '../parts/live.js';
import { router } from '../parts/router.js';
import { snippets } from '../events/snippets.js';

const HELLO = 'test/hello.world';
const DATA = { email: 'ann@example.org' };
const AGAIN_MS = 3_000;

/** What a server without any run shows: the way to the first one. Turns into the list of runs as it arrives. */
class Welcome extends Element {
  static properties = { all: { state: true }, problem: { state: true }, isSent: { state: true } };

  constructor() {
    super();
    /** @type {import('../parts/functions.js').FunctionItem[] | undefined} */
    this.all = undefined;
    this.problem = '';
    this.isSent = false;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    const read = () => functions().then(all => { this.all = all; }, () => { /* it is asked again */ });
    read();
    this.every(AGAIN_MS, leaving, read);
    live.addEventListener('changes', event => {
      if (/** @type {CustomEvent} */ (event).detail.runs.length > 0) router.go('/runs');
    }, { signal: leaving });
  }

  /** The event to begin with: hello, or what some function listens for. */
  get name() {
    const names = this.all?.flatMap(fn => fn.triggers).filter(trigger => !trigger.includes('*') && !trigger.startsWith('inngest/')) ?? [];
    return names.includes(HELLO) || names.length === 0 ? HELLO : names[0];
  }

  render() {
    const { all, name } = this;
    const listening = all?.filter(fn => fn.triggers.includes(name)).length ?? 0;
    const data = name === HELLO ? DATA : {};
    return html`<div class="welcome"><div><h1>Send your first event</h1><p class="lead">Every function that listens for an event gets a run of its own, and you see each step of it here, as it happens.</p></div>
      <section class="card stepcard"><span class="n ${all?.length ? 'done' : ''}">${all?.length ? icon('check') : '1'}</span><div><h2>${all?.length ? `${plural(all.length, 'function')} ${all.length === 1 ? 'is' : 'are'} deployed` : 'Deploy functions'}</h2>
        <p>${all?.length ? html`<a class="inline-link" href="/functions">See them</a> and what they listen for. ${plural(listening, 'function')} listen${listening === 1 ? 's' : ''} for <span class="mono">${name}</span>.` : html`<span class="mono">./gamelan deploy</span> deploys an application; its functions appear here.`}</p></div></section>
      <section class="card stepcard"><span class="n ${this.isSent ? 'done' : ''}">${this.isSent ? icon('check') : '2'}</span><div><h2>Send <span class="mono">${name}</span></h2>
        <p><button class="button primary" @click=${() => this.#send(name, data)}>${icon('send')}Send it from here</button></p>
        <p class="muted">or from a terminal:</p>${code(snippets.curl(name, JSON.stringify(data)), { wrap: true })}
        ${this.problem ? html`<div class="error-box" role="alert"><span>${this.problem}</span></div>` : nothing}</div></section>
      <section class="card stepcard"><span class="n">3</span><div><h2>Watch it run</h2><p role="status"><span class="waiting-dots" aria-hidden="true"><i></i><i></i><i></i></span> ${this.isSent ? 'The event is stored; its runs begin…' : 'Waiting for the first run…'}</p></div></section></div>`;
  }

  /** @param {string} name @param {unknown} data */
  async #send(name, data) {
    try {
      await post('/e/dashboard', { name, data });
      this.isSent = true;
      this.problem = '';
    } catch (e) {
      this.problem = e instanceof Problem ? e.message : String(e);
    }
  }
}

customElements.define('gml-welcome', Welcome);
