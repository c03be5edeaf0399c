// @ts-check
/** @typedef {ReturnType<typeof import('./timescale.js').timescale>} Scale */

/** A brush shorter than this, in percent of the axis, is a click. */
const SHORTEST_BRUSH = 1;
/** Nothing is to be seen in less. */
const SHORTEST_MS = 0.01;

/** What part of the time is looked at: all of it, or what was marked by dragging along the axis, or by keys. */
export class Zoom {
  /** What is looked at, from when until when. @type {[number, number] | undefined} */
  view;
  /** What is being marked, in percent of the axis. @type {[number, number] | undefined} */
  brush;
  #changed;

  /** @param {() => void} changed called when it is another */
  constructor(changed) { this.#changed = changed; }

  /** @param {PointerEvent} event on the axis */
  start(event) {
    if (event.button !== 0) return;
    /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    const place = percentOf(event);
    this.brush = [place, place];
    this.#changed();
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.brush) return;
    this.brush = [this.brush[0], percentOf(event)];
    this.#changed();
  }

  /** @param {Scale} scale */
  end(scale) {
    if (!this.brush) return;
    const [from, to] = [Math.min(...this.brush), Math.max(...this.brush)];
    this.brush = undefined;
    if (to - from >= SHORTEST_BRUSH) this.#show(scale.timeAt(from), scale.timeAt(to), scale);
    this.#changed();
  }

  /** Gives up a brush, or shows all again. @returns {boolean} whether there was something to give up */
  reset() {
    if (!this.brush && !this.view) return false;
    if (this.brush) this.brush = undefined;
    else this.view = undefined;
    this.#changed();
    return true;
  }

  /** Closer, or further away, around the middle. @param {number} factor above 1 is closer @param {Scale} scale */
  by(factor, scale) {
    this.#show(scale.timeAt(50 - 50 / factor), scale.timeAt(50 + 50 / factor), scale);
    this.#changed();
  }

  /** Later, or earlier when it is negative. @param {number} part of what is seen now @param {Scale} scale */
  along(part, scale) {
    if (!this.view) return;
    const by = Math.max(scale.x(scale.start), Math.min(part * 100, scale.x(scale.end) - 100));
    this.#show(scale.timeAt(by), scale.timeAt(100 + by), scale);
    this.#changed();
  }

  /** Shows this time, with a little on both sides. @param {number} from @param {number} to @param {Scale} scale */
  fit(from, to, scale) {
    const beside = (scale.x(to) - scale.x(from)) * 0.05;
    this.#show(scale.timeAt(scale.x(from) - beside), scale.timeAt(scale.x(to) + beside), scale);
    this.#changed();
  }

  /** @param {number} from @param {number} to @param {Scale} scale */
  #show(from, to, scale) {
    if (to - from < SHORTEST_MS) return;
    this.view = from <= scale.start + SHORTEST_MS && to >= scale.end - SHORTEST_MS ? undefined : [from, to];
  }
}

/** @param {PointerEvent} event */
function percentOf(event) {
  const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  return Math.max(0, Math.min(100, ((event.clientX - box.left) / box.width) * 100));
}
