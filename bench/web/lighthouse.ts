import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/lib/chromium.mjs';
import { startApiServer } from '../api-photo/api-server.ts';
import type { Figure } from '../figure.ts';
import type { Section } from '../measure-sections.ts';
import { median } from '../statistics.ts';

/** Lighthouse's own names, and what each is meant to reach. */
const AIMS = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;
type Category = keyof typeof AIMS;

interface Audit {
  readonly scores: Readonly<Record<Category, number>>;
  /** Audits that cost points, by their ids. */
  readonly lost: readonly string[];
}

/** Lighthouse with its own defaults, a slow telephone, as often as asked for, each with a browser of its own; the median counts. */
export async function measureLighthouse(runs: number): Promise<Section> {
  const server = await startApiServer();
  try {
    const audits: Audit[] = [];
    for (let i = 0; i < runs; i++) audits.push(await auditOnce(server.url));
    const figures = (Object.keys(AIMS) as Category[]).map(
      (category): Figure => ({
        name: `Lighthouse, ${category}, median of ${runs}`,
        value: median(audits.map(({ scores }) => scores[category])),
        aim: { atLeast: AIMS[category] },
      }),
    );
    return { figures, details: { audits } };
  } finally {
    await server.stop();
  }
}

async function auditOnce(url: string): Promise<Audit> {
  const chromePath = findChromium();
  const chrome = await launch({
    chromeFlags: ['--headless=new', ...CHROMIUM_ARGS],
    ...(chromePath && { chromePath }),
  });
  try {
    const result = await lighthouse(url, {
      port: chrome.port,
      output: 'json',
      logLevel: 'error',
      onlyCategories: Object.keys(AIMS),
    });
    if (!result) throw new Error('Lighthouse gave no result');
    const { categories, audits } = result.lhr;
    const score = (category: Category) => 100 * (categories[category]?.score ?? Number.NaN);
    const lost = Object.values(audits).filter(({ score }) => score !== null && score < 1);
    return {
      scores: {
        performance: score('performance'),
        accessibility: score('accessibility'),
        'best-practices': score('best-practices'),
      },
      lost: lost.map(({ id, score, displayValue }) => `${id} ${score} ${displayValue ?? ''}`.trim()),
    };
  } finally {
    chrome.kill();
  }
}
