// @ts-check
import { html, nothing } from 'lit';
import { get, Problem, serverNow } from '../parts/api.js';
import { copyable, failure, moment, skeleton } from '../parts/bits.js';
import { notify } from '../parts/dialogs.js';
import { download } from '../parts/download.js';
import { Element } from '../parts/element.js';
import { count, plural, time } from '../parts/format.js';
import { icon, statusIcon } from '../parts/icons.js';
import { setTheme, theme } from '../parts/theme.js';
import { nodesTable } from '../charts/metrics-page.js';
import { retention } from './retention.js';

const AGAIN_MS = 15_000;
/** @type {[string, string][]} */
const LOOKS = [['system', 'As the system'], ['light', 'Light'], ['dark', 'Dark']];

/** How the server is set up, how much it stores, and a file for those who are to help. */
class SettingsPage extends Element {
  static properties = { server: { state: true }, storage: { state: true }, functions: { state: true }, problem: { state: true }, isCollecting: { state: true } };

  constructor() {
    super();
    /** @type {any} */
    this.server = undefined;
    /** @type {any} */
    this.storage = undefined;
    /** @type {any[]} */
    this.functions = [];
    /** @type {unknown} */
    this.problem = undefined;
    this.isCollecting = false;
  }

  /** @param {AbortSignal} leaving */
  arrive(leaving) {
    this.leaving = leaving;
    this.every(AGAIN_MS, leaving, () => this.#read());
    this.#read();
  }

  async #read() {
    try {
      const [server, storage, functions] = await Promise.all(['/v1/server', '/v1/storage', '/v1/storage/functions'].map(path => get(path, this.leaving)));
      this.server = server.data;
      this.storage = storage.data;
      this.functions = functions.data;
      this.problem = undefined;
    } catch (e) {
      if (!this.leaving?.aborted) this.problem = e;
    }
  }

  render() {
    return html`<div class="head"><h1>Settings</h1></div>
      ${this.problem && this.server ? html`<div class="banner problem" role="alert">${icon('alert')}<span>What is shown may be old: ${String(/** @type {Error} */ (this.problem).message)}</span></div>` : nothing}
      <div class="settings">
        ${this.server ? html`${this.#server(this.server)}
        <section class="card list" aria-label="Servers"><div class="card-head"><h2>Servers</h2><span class="grow"></span><span class="muted">${plural(this.server.nodes.filter((/** @type {any} */ node) => node.is_alive).length, 'server')} alive</span></div>${nodesTable(this.server.nodes)}</section>
        <section class="card" aria-label="Retention"><div class="card-head"><h2>Storage and retention</h2></div>${retention(this.storage, this.functions)}</section>
        ${this.#settings(this.server.settings)}`
        : html`<section class="card">${this.problem ? failure(this.problem, () => { this.problem = undefined; this.#read(); }) : skeleton()}</section>`}
        ${this.#diagnostics()}${this.#browser()}</div>`;
  }

  /** @param {any} server */
  #server({ versions, database, broker }) {
    const sessions = Object.entries(database.sessions);
    return html`<section class="card" aria-label="This server"><div class="card-head"><h2>This server</h2><span class="grow"></span><span class="muted">started ${moment(time(versions.started_at), serverNow())}</span></div>
      <div class="card-body"><dl class="pairs">
        <dt>Gamelan</dt><dd>${versions.gamelan}</dd>
        <dt>Name</dt><dd>${copyable(versions.node, 'name of the server')}</dd>
        <dt>Application server</dt><dd>${versions.server}</dd>
        <dt>Java</dt><dd>${versions.java}; heap ${count(versions.heap_used_mib)} of ${count(versions.heap_mib)} MiB</dd>
        <dt>System</dt><dd>${versions.system}; ${plural(versions.processors, 'processor')}; ${versions.time_zone}</dd>
        <dt>Database</dt><dd>${database.product} ${database.version}, schema ${database.schema}<div class="mono muted">${database.url}</div><div class="muted">${sessions.length ? `connections: ${sessions.map(([state, n]) => `${count(Number(n))} ${state}`).join(', ')}` : ''}</div></dd>
        <dt>Broker</dt><dd>${broker.is_answering ? html`<span class="pill Completed">${statusIcon('Completed')}Answers</span> ${broker.provider}` : html`<span class="pill Failed">${statusIcon('Failed')}Away</span> ${broker.problem}<div class="muted">Nothing is lost: runs start from the database, half a minute later.</div>`}</dd></dl></div></section>`;
  }

  /** @param {any[]} settings */
  #settings(settings) {
    return html`<section class="card" aria-label="Settings of the application"><div class="card-head"><h2>Settings of the application</h2></div>
      <div class="card-body prose"><p>They are read when the application starts. To change one: <code>./gamelan up --set NAME=VALUE</code>; on a server of your own <code>asadmin set-config-property --source=domain --propertyName=NAME --propertyValue=VALUE</code>,
        or in the admin console the property <code>payara.microprofile.NAME</code> of the domain; then start it again.</p></div>
      <div class="scroll"><table class="table plain wrapping"><caption class="sr">Settings</caption><colgroup><col class="c-setting"><col class="c-value"><col class="mid"></colgroup>
        <thead><tr><th scope="col">Name</th><th scope="col">Value</th><th scope="col" class="mid">What it is for</th></tr></thead>
        <tbody>${settings.map(one => html`<tr><td><code>${one.name}</code></td><td>${one.is_set ? html`<b class="mono">${one.value}</b>` : html`<span class="mono">${one.value}</span> <span class="muted">default</span>`}</td><td class="mid muted">${one.about}</td></tr>`)}</tbody></table></div></section>`;
  }

  #diagnostics() {
    return html`<section class="card" aria-label="Diagnostics"><div class="card-head"><h2>Diagnostics</h2></div><div class="card-body settings-text"><p>A file for a report of a mistake: versions, settings without secrets, health, sizes, connections, and what became of servers lately.
      It has no payloads and no passwords; look at it before you give it to somebody.</p>
      <p><button class="button" ?disabled=${this.isCollecting} @click=${() => this.#collect()}>${icon('download')}${this.isCollecting ? 'Collecting…' : 'Download diagnostics'}</button></p></div></section>`;
  }

  async #collect() {
    this.isCollecting = true;
    try {
      await download('/v1/diagnostics');
      notify('The file is in your downloads.');
    } catch (e) {
      notify(`There is no file: ${e instanceof Problem ? e.message : e}`, { isProblem: true });
    }
    this.isCollecting = false;
  }

  #browser() {
    return html`<section class="card" aria-label="This browser"><div class="card-head"><h2>This browser</h2></div><div class="card-body settings-text"><fieldset class="segments-field"><legend>Theme</legend><div class="segments">
      ${LOOKS.map(([name, words]) => html`<label class="button"><input type="radio" class="sr" name="theme" .checked=${theme() === name} @change=${() => { setTheme(name); this.requestUpdate(); document.querySelector('gml-shell')?.dispatchEvent(new Event('theme')); }}>${words}</label>`)}</div></fieldset></div></section>`;
  }
}

customElements.define('gml-settings', SettingsPage);
