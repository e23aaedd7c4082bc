import { noiseLine } from './noise.ts';
import { across, type Canvas, type RowPainter, smoothstep } from './painter.ts';
import { evenRamp, rgbOf, takeColour } from './ramp.ts';
import type { Ground, LandscapeScene } from './scene.ts';

/** How rough a ground looks: sizes of its noise along and across, how much it lightens and darkens, how fine it gets. */
interface Look {
  readonly along: number;
  readonly across: number;
  readonly contrast: number;
  readonly octaves: number;
  readonly gain: number;
}

const LOOKS: Readonly<Record<Ground['kind'], Look>> = {
  water: { along: 1.3, across: 9, contrast: 0.34, octaves: 5, gain: 0.62 },
  grass: { along: 5, across: 5, contrast: 0.36, octaves: 7, gain: 0.74 },
  sand: { along: 1.6, across: 5, contrast: 0.2, octaves: 5, gain: 0.5 },
};

/** Land or water from the horizon to the bottom, finer towards the horizon. Rows above it are left alone. */
export function groundPainter({ ground, horizon, seed, sun }: LandscapeScene, canvas: Canvas): RowPainter {
  if (!ground) return () => {};
  const look = LOOKS[ground.kind];
  const ramp = evenRamp(ground.colors);
  const line = horizon * canvas.height;
  const noise = new Float32Array(canvas.width);
  const fine = new Float32Array(canvas.width);
  const colour = new Float32Array(4);
  const kind = { seed: seed + 301, octaves: look.octaves, gain: look.gain };
  const glitter =
    ground.kind === 'water' && sun ? { colour: rgbOf(sun.color), x: sun.x * canvas.width } : undefined;
  return (y, row) => {
    const depth = (y + 0.5 - line) / canvas.long;
    if (depth <= -0.5 / canvas.long) return;
    const t = Math.max(0, (y + 0.5 - line) / (canvas.height - line));
    // Nearer ground is larger: what is seen of it goes by one over the depth.
    const size = 1 / (Math.max(0, depth) + 0.035);
    const step = (size * look.along) / canvas.long;
    const place = { x: across(canvas, 0) * size * look.along + 50, y: size * look.across * 0.3, step };
    const grain = Math.max(step, (size * size * look.across * 0.3) / canvas.long);
    noiseLine({ ...place, grain: Math.max(step, grain * 0.35) }, kind, noise);
    if (ground.kind === 'grass') blades(seed + 401, canvas, depth, fine);
    const calm = smoothstep(0, 0.05, depth);
    for (let x = 0; x < canvas.width; x++) {
      const rough = noise[x]! * look.contrast * calm + (ground.kind === 'grass' ? fine[x]! * 0.16 * calm : 0);
      takeColour(ramp, t + rough, colour, 0);
      const edge = Math.min(1, Math.max(0, y + 1 - line));
      let light = 0;
      if (glitter) {
        const away = (x + 0.5 - glitter.x) / canvas.long / (0.035 + depth * 0.35);
        const crest = smoothstep(0.02, 0.42, noise[x]! + 0.12);
        const spread = 1 + away * away * 3;
        light = ((0.25 + 0.75 * crest) / (spread * spread)) * smoothstep(1.25, 0, t) * 0.9;
      }
      for (let c = 0, i = 4 * x; c < 3; c++, i++) {
        const value = colour[c]! + ((glitter?.colour[c] ?? 0) - colour[c]!) * light;
        row[i] = row[i]! + (value - row[i]!) * edge;
      }
    }
  };
}

/** Blades of grass: noise that is drawn out upwards. */
function blades(seed: number, canvas: Canvas, depth: number, out: Float32Array): void {
  const size = 26 / (Math.max(0, depth) + 0.08);
  const step = size / canvas.long;
  const line = { x: across(canvas, 0) * size, y: size * 0.35, step, grain: step };
  noiseLine(line, { seed, octaves: 4, gain: 0.8 }, out);
}
