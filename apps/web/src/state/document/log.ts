import type { EditDocument } from './edit-document.ts';
import { advance, type History, type LogEntry, startHistory } from './history.ts';

/** An entry that is kept: `seq` is its place among all of its picture, whichever tab wrote them. */
export interface KeptEntry {
  readonly seq: number;
  /** Another one for each entry; the same when it is written again because nobody knows whether it was. */
  readonly key: string;
  readonly entry: LogEntry;
}

interface WaitingEntry {
  readonly key: string;
  readonly entry: LogEntry;
}

/**
 * A picture's log as one tab knows it: what is kept, and what this tab has done since. Other tabs' entries come between as
 * they were kept, so that all tabs arrive at the same history. Never changed in place.
 */
export interface Log {
  readonly start: EditDocument;
  /** By `seq`. */
  readonly kept: readonly KeptEntry[];
  /** Of what is kept alone. */
  readonly settled: History;
  readonly waiting: readonly WaitingEntry[];
  /** Of everything. */
  readonly history: History;
}

export function openLog(start: EditDocument, kept: readonly KeptEntry[] = []): Log {
  const settled = fold(start, kept);
  return { start, kept, settled, waiting: [], history: settled };
}

/** The log after something that is not kept yet. */
export function write(log: Log, key: string, entry: LogEntry): Log {
  return { ...log, waiting: [...log.waiting, { key, entry }], history: advance(log.history, entry) };
}

/** The log after it was told what is kept: entries of this tab and of others, some of which it may know already. */
export function settle(log: Log, told: readonly KeptEntry[]): Log {
  const known = new Set(log.kept.map(({ seq }) => seq));
  const mine = new Map(log.waiting.map(({ key, entry }) => [key, entry]));
  // What this tab did stays the very object that it did: whoever holds parts of it finds them again.
  const fresh = told
    .filter(({ seq }) => !known.has(seq))
    .map(kept => ({ ...kept, entry: mine.get(kept.key) ?? kept.entry }))
    .sort(bySeq);
  const [first] = fresh;
  if (!first) return log;
  const isNext = first.seq > (log.kept.at(-1)?.seq ?? -1);
  const kept = isNext ? [...log.kept, ...fresh] : [...log.kept, ...fresh].sort(bySeq);
  const settled = isNext ? proceed(log.settled, fresh) : fold(log.start, kept);
  const keys = new Set(fresh.map(({ key }) => key));
  const waiting = log.waiting.filter(({ key }) => !keys.has(key));
  const isJustMine = isNext && fresh.every(({ key }, i) => log.waiting[i]?.key === key);
  // What this tab did is what was kept, in the same order: the history is the one that is shown already.
  const history = isJustMine ? log.history : proceed(settled, waiting);
  return { ...log, kept, settled, waiting, history };
}

function fold(start: EditDocument, entries: readonly WaitingEntry[]): History {
  return proceed(startHistory(start), entries);
}

function proceed(history: History, entries: readonly WaitingEntry[]): History {
  return entries.reduce((before, { entry }) => advance(before, entry), history);
}

function bySeq(a: KeptEntry, b: KeptEntry): number {
  return a.seq - b.seq;
}
