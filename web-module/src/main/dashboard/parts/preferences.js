// @ts-check
/** What can be chosen, the first by default. */
const CHOICES = { time: ['relative', 'local', 'utc'], density: ['normal', 'dense'] };
/** @typedef {keyof typeof CHOICES} Preference */
const NAMES = /** @type {Preference[]} */ (Object.keys(CHOICES));

/** @param {Preference} name */
const keyOf = name => `gamelan.${name}`;

/** Reads what this browser keeps. @param {string} key @returns {string | null} null when there is none, or it keeps nothing */
export function kept(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

/** @param {string} key @param {string} value */
export function keep(key, value) {
  try { localStorage.setItem(key, value); } catch { /* it holds until the page is left */ }
}

/** How people want things to be shown, on all pages of this browser: times relative, in its own zone or in UTC; tables with more or less room.
 * Emits `change`. */
class Preferences extends EventTarget {
  /** @type {Record<Preference, string>} */
  #chosen = { time: CHOICES.time[0], density: CHOICES.density[0] };

  constructor() {
    super();
    for (const name of NAMES) this.#take(name, kept(keyOf(name)));
    // Another tab has chosen.
    addEventListener('storage', event => {
      const name = NAMES.find(one => keyOf(one) === event.key);
      if (name) this.#take(name, event.newValue);
    });
  }

  get time() { return this.#chosen.time; }
  get density() { return this.#chosen.density; }
  get isUtc() { return this.time === 'utc'; }

  /** Takes the next choice. @param {Preference} name @returns {string} what is chosen now */
  next(name) {
    const all = CHOICES[name];
    const next = all[(all.indexOf(this.#chosen[name]) + 1) % all.length];
    keep(keyOf(name), next);
    this.#take(name, next);
    return next;
  }

  /** @param {Preference} name @param {string | null} value */
  #take(name, value) {
    this.#chosen[name] = value !== null && CHOICES[name].includes(value) ? value : CHOICES[name][0];
    document.documentElement.dataset[name] = this.#chosen[name];
    this.dispatchEvent(new Event('change'));
  }
}

export const preferences = new Preferences();
