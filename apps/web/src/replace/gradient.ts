import { GRADIENT_STOPS, parseColour } from '@backgroundfx/core';
import type { BackgroundOf } from './backgrounds.ts';

export type Gradient = BackgroundOf<'gradient'>;
export type Stop = Gradient['stops'][number];

/** As CSS draws it, for swatches and the bar of stops. */
export function cssGradient({ shape, angle, center, stops }: Gradient): string {
  const list = sorted(stops)
    .map(({ at, color }) => `${color} ${at * 100}%`)
    .join(', ');
  if (shape === 'linear') return `linear-gradient(${angle}deg, ${list})`;
  return `radial-gradient(farthest-corner at ${center.x * 100}% ${center.y * 100}%, ${list})`;
}

/** The same colours from left to right, whatever the gradient's own way is. */
export function cssBar({ stops, ...gradient }: Gradient): string {
  return cssGradient({ ...gradient, shape: 'linear', angle: 90, stops });
}

export function canAdd({ stops }: Gradient): boolean {
  return stops.length < GRADIENT_STOPS.max;
}

export function canRemove({ stops }: Gradient): boolean {
  return stops.length > GRADIENT_STOPS.min;
}

/** With one more stop, of the colour that is there already. @returns the gradient and where the stop stands in its list */
export function withStop(
  gradient: Gradient,
  at: number,
): { readonly gradient: Gradient; readonly index: number } {
  const stops = [...gradient.stops, { at, color: colourAt(gradient.stops, at) }];
  return { gradient: { ...gradient, stops }, index: stops.length - 1 };
}

/** Where there is most room for a stop: the middle of the widest gap. */
export function widestGap({ stops }: Gradient): number {
  const places = [0, ...sorted(stops).map(({ at }) => at), 1];
  let best = { at: 0.5, width: -1 };
  for (const [i, from] of places.slice(0, -1).entries()) {
    const width = places[i + 1]! - from;
    if (width > best.width) best = { at: from + width / 2, width };
  }
  return Math.round(best.at * 100) / 100;
}

export function changedStop(gradient: Gradient, index: number, change: Partial<Stop>): Gradient {
  return {
    ...gradient,
    stops: gradient.stops.map((stop, i) => (i === index ? { ...stop, ...change } : stop)),
  };
}

export function withoutStop(gradient: Gradient, index: number): Gradient {
  return { ...gradient, stops: gradient.stops.filter((_, i) => i !== index) };
}

/** The colours the other way round. */
export function reversed(gradient: Gradient): Gradient {
  const stops = gradient.stops.map(({ at, color }) => ({ at: Math.round((1 - at) * 1e4) / 1e4, color }));
  return { ...gradient, stops };
}

function sorted(stops: readonly Stop[]): Stop[] {
  return stops.toSorted((a, b) => a.at - b.at);
}

function colourAt(stops: readonly Stop[], at: number): string {
  const list = sorted(stops);
  const after = list.findIndex(stop => stop.at >= at);
  const next = list[after === -1 ? list.length - 1 : after]!;
  const previous = list[Math.max(0, after === -1 ? list.length - 1 : after - 1)]!;
  const share = next.at === previous.at ? 0 : (at - previous.at) / (next.at - previous.at);
  const [a, b] = [parseColour(previous.color), parseColour(next.color)];
  const part = (from: number, to: number) =>
    Math.round(from + (to - from) * Math.min(1, Math.max(0, share)))
      .toString(16)
      .padStart(2, '0');
  return `#${part(a.r, b.r)}${part(a.g, b.g)}${part(a.b, b.b)}`;
}
