import { html } from 'hono/html';
import { jsonText } from './json-text.ts';
import type { Html } from './prose.ts';

/** A name before its colon, another text, a number or a word of JSON. */
const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?/g;

/** A card with code in it. */
export function codeBlock(label: string, code: string | Html): Html {
  return html`<figure class="code"><figcaption>${label}</figcaption><pre><code>${code}</code></pre></figure>`;
}

/** JSON, in colours. */
export function json(value: unknown): Html {
  const text = jsonText(value);
  const pieces: (string | Html)[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    const [whole, quoted, colon] = match;
    pieces.push(text.slice(end, match.index));
    if (quoted === undefined) pieces.push(html`<b>${whole}</b>`);
    else if (colon === undefined) pieces.push(html`<i>${quoted}</i>`);
    else pieces.push(whole);
    end = match.index + whole.length;
  }
  pieces.push(text.slice(end));
  return html`${pieces}`;
}
