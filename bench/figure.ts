/** One measured number, and what it was meant to be. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** Follows the number: ' ms', ' MB', 'x'. */
  readonly unit?: string;
  /** Decimals shown. */
  readonly digits?: number;
  readonly aim?: Aim;
}

export type Aim = { readonly atLeast: number } | { readonly atMost: number };

export type Verdict = 'met' | 'missed' | 'not measured';

/** Judges the measured value, not its rounded print. A figure without an aim has no verdict; NaN was not measured. */
export function verdictOf({ value, aim }: Figure): Verdict | undefined {
  if (aim === undefined) return undefined;
  if (Number.isNaN(value)) return 'not measured';
  return ('atLeast' in aim ? value >= aim.atLeast : value <= aim.atMost) ? 'met' : 'missed';
}

/** A Markdown table: what, measured, aim, verdict. */
export function figuresTable(figures: readonly Figure[]): string {
  return markdownTable(
    ['what', 'measured', 'aim', 'verdict'],
    figures.map(figure => [figure.name, shown(figure), aimOf(figure), verdictOf(figure) ?? '']),
  );
}

/** A Markdown table; all but the first `words` columns hold numbers and are aligned to the right. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  words = 1,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i < words ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

function shown({ value, unit = '', digits = 0 }: Figure): string {
  return Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit}`;
}

function aimOf({ aim, unit = '' }: Figure): string {
  if (aim === undefined) return '';
  return 'atLeast' in aim ? `≥ ${aim.atLeast}${unit}` : `≤ ${aim.atMost}${unit}`;
}
