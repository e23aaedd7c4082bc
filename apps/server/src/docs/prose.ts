import { html } from 'hono/html';

/** A piece of a page. Whatever goes into one is escaped, unless it is one itself. */
export type Html = ReturnType<typeof html>;

/** What stands out in a text: `code`, **bold**, [a link](https://example.org). */
const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:[^)\s]+)\)/g;

/** One paragraph of the document's texts, which are written in a little Markdown. */
export function inline(text: string): Html {
  const pieces: (string | Html)[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, code, bold, label, address] = match;
    pieces.push(text.slice(end, match.index));
    if (code !== undefined) pieces.push(html`<code>${code}</code>`);
    else if (bold !== undefined) pieces.push(html`<strong>${bold}</strong>`);
    else pieces.push(html`<a href="${address}" rel="noreferrer">${label}</a>`);
    end = match.index + whole.length;
  }
  pieces.push(text.slice(end));
  return html`${pieces}`;
}

/** Paragraphs, with an empty line between them. */
export function paragraphs(text: string | undefined): Html[] {
  const blocks = text?.split(/\n{2,}/).filter(block => block.trim() !== '') ?? [];
  return blocks.map(block => html`<p>${inline(block.replaceAll('\n', ' '))}</p>`);
}
