import type { PageCommand } from './page-command.ts';

/** How well a word that was typed fits a command; nothing fits by letters that are strewn over its name. */
const RANKS = { word: 4, start: 3, keyword: 2, inside: 1, none: 0 } as const;

/**
 * The commands in which every word that was typed is found, the best first: whole words, then how words of the name start, then
 * other words for it, then what stands inside a word. Without a word all but those that are only found.
 */
export function findCommands(commands: readonly PageCommand[], typed: string): readonly PageCommand[] {
  const sought = wordsOf(typed);
  if (sought.length === 0) return commands.filter(command => !command.isOnlyFound);
  return commands
    .map(command => ({ command, rank: rankOf(command, sought) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ command }) => command);
}

function rankOf({ title, keywords = [] }: PageCommand, sought: readonly string[]): number {
  const named = wordsOf(title);
  const others = keywords.flatMap(wordsOf);
  const ranks = sought.map(word => {
    if (named.includes(word)) return RANKS.word;
    if (named.some(name => name.startsWith(word))) return RANKS.start;
    if (others.some(other => other.startsWith(word))) return RANKS.keyword;
    return named.some(name => name.includes(word)) ? RANKS.inside : RANKS.none;
  });
  return ranks.includes(RANKS.none) ? 0 : ranks.reduce<number>((sum, rank) => sum + rank, 0);
}

/** In small letters without their marks, so that nobody needs to type those. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(word => word !== '');
}
