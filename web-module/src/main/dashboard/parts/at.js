// @ts-check
import { noChange } from 'lit-html';
import { Directive, directive, PartType } from 'lit-html/directive.js';

/** Sets styles one by one, which the content security policy allows; a style attribute it does not.
 * Use: html`<i ${at({ left: '3%' })}></i>`. */
class At extends Directive {
  /** @param {import('lit-html/directive.js').PartInfo} part */
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('at() stands in the tag, not in an attribute');
  }

  /** @param {Record<string, string>} styles */
  render(styles) { return noChange; }

  /** @param {any} part @param {[Record<string, string>]} styles */
  update(part, [styles]) {
    for (const name in styles) {
      if (name.startsWith('--')) part.element.style.setProperty(name, styles[name]);
      else if (part.element.style[name] !== styles[name]) part.element.style[name] = styles[name];
    }
    return noChange;
  }
}

export const at = directive(At);
