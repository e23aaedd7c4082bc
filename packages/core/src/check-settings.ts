import { EngineError } from './errors.ts';

export interface SettingRange {
  /** Both ends included. */
  readonly min: number;
  readonly max: number;
}

/**
 * Makes sure that every setting that is there lies in its range.
 * @throws EngineError `invalid_argument` that names the setting and its range; `details` `field`, `min`, `max`
 */
export function checkSettings<Name extends string>(
  settings: { readonly [N in Name]?: number | undefined },
  ranges: Readonly<Record<Name, SettingRange>>,
): void {
  for (const name of Object.keys(ranges) as Name[]) {
    const value = settings[name];
    const { min, max } = ranges[name];
    // The comparison that lets no NaN pass.
    if (value === undefined || (value >= min && value <= max)) continue;
    throw new EngineError('invalid_argument', `${name} is ${min} to ${max}, not ${value}`, {
      details: { field: name, min, max },
    });
  }
}
