import type { OperatorPlan, TensorPlan, TflitePlan } from './tiny-tflite.ts';

/** A picture of real numbers, channels last. */
interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float64Array;
}

/**
 * Computes a planned network number by number, as TensorFlow Lite defines its operators but without rounding to 8 bits:
 * slow, and written apart from the importer it is the measure of. Stops before a final ARG_MAX.
 * @param input channels last
 * @returns values of the last picture, channels last
 */
export function runReference(plan: TflitePlan, input: Float32Array): Float64Array {
  const known = new Map<number, Picture>();
  const shaped = (tensor: number, data: Float64Array): Picture => {
    const [, height = 1, width = 1, channels = 1] = plan.tensors[tensor]!.shape;
    return { height, width, channels, data };
  };
  known.set(plan.inputs[0]!, shaped(plan.inputs[0]!, Float64Array.from(input)));
  let last = plan.inputs[0]!;
  for (const operator of plan.operators) {
    if (operator.code === 56) break;
    last = operator.outputs[0]!;
    const size = plan.tensors[last]!.shape.reduce((n, side) => n * side, 1);
    const out = shaped(last, new Float64Array(size));
    compute(plan, operator, known, out);
    known.set(last, out);
  }
  return known.get(last)!.data;
}

function compute(plan: TflitePlan, operator: OperatorPlan, known: Map<number, Picture>, out: Picture): void {
  const { code, inputs } = operator;
  const set = (field: number, fallback: number) =>
    operator.settings?.find(s => s[0] === field)?.[2] ?? fallback;
  const x = known.get(inputs[0]!)!;
  if (code === 3 || code === 4) {
    const depthwise = code === 4;
    const dilation = depthwise ? [set(6, 1), set(5, 1)] : [set(5, 1), set(4, 1)];
    convolve(x, plan.tensors[inputs[1]!]!, plan.tensors[inputs[2]!], out, {
      depthwise,
      same: set(0, 0) === 0,
      stride: [set(2, 1), set(1, 1)],
      dilation: [dilation[0]!, dilation[1]!],
    });
    activate(out, set(depthwise ? 4 : 3, 0));
  } else if (code === 0) {
    const y = known.get(inputs[1]!)!;
    out.data.set(x.data.map((v, i) => v + y.data[i]!));
    activate(out, set(0, 0));
  } else if (code === 1) {
    for (let c = 0; c < x.channels; c++) {
      const own = x.data.filter((_, i) => i % x.channels === c);
      out.data[c] = own.reduce((sum, v) => sum + v, 0) / own.length;
    }
  } else if (code === 2) {
    const parts = inputs.map(i => known.get(i)!);
    let to = 0;
    for (let p = 0; p < x.height * x.width; p++) {
      for (const { channels, data } of parts)
        for (let c = 0; c < channels; c++) out.data[to++] = data[p * channels + c]!;
    }
  } else if (code === 23) enlarge(x, out, set(2, 0) !== 0, set(3, 0) !== 0);
  else out.data.set(x.data);
}

interface Window {
  readonly depthwise: boolean;
  readonly same: boolean;
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
}

function convolve(
  x: Picture,
  kernel: TensorPlan,
  bias: TensorPlan | undefined,
  out: Picture,
  w: Window,
): void {
  const [first = 0, high = 0, wide = 0, depth = 0] = kernel.shape;
  const before = (n: number, k: number, axis: 0 | 1) => {
    const reach = (k - 1) * w.dilation[axis] + 1;
    const total = (Math.ceil(n / w.stride[axis]) - 1) * w.stride[axis] + reach - n;
    return w.same ? Math.floor(Math.max(0, total) / 2) : 0;
  };
  const top = before(x.height, high, 0);
  const left = before(x.width, wide, 1);
  const outputs = w.depthwise ? depth : first;
  const multiplier = outputs / x.channels;
  for (let oy = 0; oy < out.height; oy++)
    for (let ox = 0; ox < out.width; ox++)
      for (let o = 0; o < outputs; o++) {
        let sum = bias ? real(bias, o, o) : 0;
        for (let ky = 0; ky < high; ky++)
          for (let kx = 0; kx < wide; kx++) {
            const y = oy * w.stride[0] + ky * w.dilation[0] - top;
            const xx = ox * w.stride[1] + kx * w.dilation[1] - left;
            if (y < 0 || xx < 0 || y >= x.height || xx >= x.width) continue;
            const pixel = (y * x.width + xx) * x.channels;
            if (w.depthwise) {
              const k = (ky * wide + kx) * outputs + o;
              sum += x.data[pixel + Math.floor(o / multiplier)]! * real(kernel, k, o);
            } else {
              for (let i = 0; i < x.channels; i++) {
                sum += x.data[pixel + i]! * real(kernel, ((o * high + ky) * wide + kx) * x.channels + i, o);
              }
            }
          }
        out.data[(oy * out.width + ox) * outputs + o] = sum;
      }
}

/** Value `index` of a constant, which belongs to output `channel`. */
function real({ data, scales, zeroPoints }: TensorPlan, index: number, channel: number): number {
  const value = data![index]!;
  if (!scales) return value;
  const at = scales.length === 1 ? 0 : channel;
  return (value - (zeroPoints?.[at] ?? 0)) * scales[at]!;
}

function enlarge(x: Picture, out: Picture, corners: boolean, half: boolean): void {
  const place = (o: number, from: number, to: number) => {
    if (corners) return to > 1 ? (o * (from - 1)) / (to - 1) : 0;
    return Math.max(0, half ? ((o + 0.5) * from) / to - 0.5 : (o * from) / to);
  };
  for (let oy = 0; oy < out.height; oy++)
    for (let ox = 0; ox < out.width; ox++)
      for (let c = 0; c < x.channels; c++) {
        const y = place(oy, x.height, out.height);
        const xx = place(ox, x.width, out.width);
        const y0 = Math.min(Math.floor(y), x.height - 1);
        const x0 = Math.min(Math.floor(xx), x.width - 1);
        const at = (row: number, column: number) =>
          x.data[(Math.min(row, x.height - 1) * x.width + Math.min(column, x.width - 1)) * x.channels + c]!;
        const [dy, dx] = [y - y0, xx - x0];
        const upper = at(y0, x0) * (1 - dx) + at(y0, x0 + 1) * dx;
        const lower = at(y0 + 1, x0) * (1 - dx) + at(y0 + 1, x0 + 1) * dx;
        out.data[(oy * out.width + ox) * x.channels + c] = upper * (1 - dy) + lower * dy;
      }
}

function activate({ data }: Picture, code: number): void {
  const top = code === 3 ? 6 : Number.POSITIVE_INFINITY;
  if (code !== 0) data.set(data.map(v => Math.min(top, Math.max(0, v))));
}
