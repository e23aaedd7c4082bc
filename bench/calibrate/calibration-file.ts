import type { Calibration } from '@backgroundfx/foundry';

/** The calibration as the text of its file: one range to a line, so that changes can be read in a diff. */
export function formatCalibration({ version, model, sourceSha256, ranges, float }: Calibration): string {
  const head = Object.entries({ version, model, sourceSha256 }).map(entry => pair(...entry));
  const lines = Object.entries(ranges).map(entry => `    ${pair(...entry)}`);
  const names = float.map(name => `    ${JSON.stringify(name)}`);
  return `{
${head.map(line => `  ${line},\n`).join('')}  "ranges": {
${lines.join(',\n')}
  },
  "float": [
${names.join(',\n')}
  ]
}
`;
}

function pair(key: string, value: unknown): string {
  return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}
