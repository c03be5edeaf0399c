// @ts-check
import { noChange } from 'lit-html';
import { Directive, directive } from 'lit-html/directive.js';

/** Sets how a checkbox is, compared with what it is by now: a click has changed it already when it is drawn.
 * Use: html`<input type="checkbox" ${box({ checked: true })}>`. */
class Box extends Directive {
  /** @param {{checked: boolean, indeterminate?: boolean}} state */
  render(state) { return noChange; }

  /** @param {any} part @param {[{checked: boolean, indeterminate?: boolean}]} state */
  update(part, [{ checked, indeterminate = false }]) {
    if (part.element.checked !== checked) part.element.checked = checked;
    if (part.element.indeterminate !== indeterminate) part.element.indeterminate = indeterminate;
    return noChange;
  }
}

export const box = directive(Box);
