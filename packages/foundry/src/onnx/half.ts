/** The value of every half-precision bit pattern, made on first use (256 KiB). */
let table: Float32Array | undefined;

function halfTable(): Float32Array {
  if (table) return table;
  const bits = new Uint32Array(65536);
  const values = new Float32Array(bits.buffer);
  for (let h = 0; h < 65536; h++) {
    const sign = (h & 0x8000) << 16;
    const exponent = (h >> 10) & 31;
    const fraction = h & 1023;
    if (exponent === 0) values[h] = ((h & 0x8000 ? -1 : 1) * fraction) / 16777216;
    else bits[h] = sign | ((exponent === 31 ? 255 : exponent + 112) << 23) | (fraction << 13);
  }
  table = values;
  return values;
}

/** Widens half-precision numbers, given as their bit patterns, exactly. Borrows `halves`. */
export function widenHalves(halves: Uint16Array): Float32Array {
  const lookup = halfTable();
  const out = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) out[i] = lookup[halves[i]!]!;
  return out;
}
