import { parseRecipe } from '@backgroundfx/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DOCUMENT_VERSION, type EditDocument } from './edit-document.ts';
import { advance, type History, type LogEntry, startHistory } from './history.ts';
import { type KeptEntry, openLog, settle, write } from './log.ts';

const START: EditDocument = { version: DOCUMENT_VERSION, recipe: parseRecipe({}), edits: [] };
const ACTIONS = ['do', 'edit', 'undo', 'redo'] as const;

/** What somebody does who sees a history. */
function entryFor(history: History, action: (typeof ACTIONS)[number], id: string): LogEntry | null {
  switch (action) {
    case 'do':
      return {
        kind: 'do',
        id,
        command: { name: 'change-recipe', about: 'edges', changes: { edge_refinement: id.length % 100 } },
      };
    case 'edit':
      return {
        kind: 'do',
        id,
        command: { name: 'add-edit', edit: { kind: 'region', mode: 'drop', x: id.length, y: 1 } },
      };
    case 'undo':
    case 'redo': {
      const step = (action === 'undo' ? history.done : history.undone).at(-1);
      return step ? { kind: action, of: step.id } : null;
    }
  }
}

const fold = (entries: readonly LogEntry[]) => entries.reduce(advance, startHistory(START));

describe('a history', () => {
  it('is the same for the same entries, and undoing all leads to the start', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTIONS), { maxLength: 60 }), actions => {
        const entries: LogEntry[] = [];
        let history = startHistory(START);
        for (const [i, action] of actions.entries()) {
          const entry = entryFor(history, action, `step-${i}`);
          if (!entry) continue;
          entries.push(entry);
          history = advance(history, entry);
        }
        expect(fold(entries)).toEqual(history);
        // Entries are data: what was written and read back means the same.
        expect(fold(JSON.parse(JSON.stringify(entries)))).toEqual(history);
        let back = history;
        for (let step = back.done.at(-1); step; step = back.done.at(-1)) {
          const undone = advance(back, { kind: 'undo', of: step.id });
          expect(advance(undone, { kind: 'redo', of: step.id })).toEqual(back);
          back = undone;
        }
        expect(back.document).toEqual(START);
      }),
    );
  });
});

describe('logs of several tabs', () => {
  it('arrive at the same history, whatever comes between, and lose nothing', () => {
    const turn = fc.record({
      tab: fc.nat({ max: 1 }),
      action: fc.constantFrom(...ACTIONS),
      /** How much of what is kept each tab hears of by then. */
      heard: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
      keeps: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), turns => {
        const disk: KeptEntry[] = [];
        const tabs = [openLog(START), openLog(START)];
        const posted: { key: string; entry: LogEntry }[] = [];
        const unwritten: { key: string; entry: LogEntry }[][] = [[], []];
        const keep = (tab: number) => {
          const next = unwritten[tab]!.shift();
          if (next) disk.push({ seq: disk.length + 1, ...next });
        };
        const hear = (tab: number, count: number) => {
          const known = tabs[tab]!.kept.length;
          tabs[tab] = settle(tabs[tab]!, disk.slice(known, known + count));
        };
        for (const [i, { tab, action, heard, keeps }] of turns.entries()) {
          const log = tabs[tab]!;
          const entry = entryFor(log.history, action, `tab${tab}-${i}`);
          if (entry) {
            const made = { key: `key-${i}`, entry };
            posted.push(made);
            unwritten[tab]!.push(made);
            tabs[tab] = write(log, made.key, entry);
          }
          if (keeps) keep(i % 2);
          hear(0, heard[0]);
          hear(1, heard[1]);
        }
        for (let i = 0; i < turns.length; i++) for (const tab of [0, 1]) keep(tab);
        for (const tab of [0, 1]) hear(tab, disk.length);
        const all = fold(disk.map(({ entry }) => entry));
        expect(tabs[0]!.history).toEqual(all);
        expect(tabs[1]!.history).toEqual(all);
        expect(tabs.every(({ waiting }) => waiting.length === 0)).toBe(true);
        expect(disk.map(({ key }) => key).sort()).toEqual(posted.map(({ key }) => key).sort());
      }),
    );
  });

  it('hear of places out of order and twice without harm', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), order => {
        const kept = order.map(
          (_, i): KeptEntry => ({
            seq: i + 1,
            key: `k${i}`,
            entry: entryFor(startHistory(START), 'do', 'x'.repeat(i + 1))!,
          }),
        );
        const told = order.reduce((log, i) => settle(settle(log, [kept[i]!]), [kept[i]!]), openLog(START));
        expect(told.history).toEqual(openLog(START, kept).history);
        expect(told.kept).toEqual(kept);
      }),
    );
  });

  it('keep the very history that is shown when just that was kept', () => {
    const entry = entryFor(startHistory(START), 'edit', 'a')!;
    const mine = write(openLog(START), 'k', entry);
    const kept = settle(mine, [{ seq: 5, key: 'k', entry: structuredClone(entry) }]);
    expect(kept.history).toBe(mine.history);
    expect(kept.kept[0]?.entry).toBe(entry);
  });
});
