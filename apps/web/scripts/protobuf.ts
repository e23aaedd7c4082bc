/** Fields of a protobuf message, by their number: as much of the format as an ONNX file needs. */

/** A whole number, not negative. */
export function number(field: number, value: number): Buffer {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

export function text(field: number, value: string): Buffer {
  return bytes(field, Buffer.from(value));
}

export function bytes(field: number, value: Buffer): Buffer {
  return Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
}

/** A message of fields inside another one. */
export function message(field: number, ...fields: readonly Buffer[]): Buffer {
  return bytes(field, Buffer.concat(fields));
}

function varint(value: number): Buffer {
  const groups: number[] = [];
  let rest = BigInt(value);
  do {
    groups.push(Number(rest & 127n) + 128);
    rest >>= 7n;
  } while (rest > 0n);
  groups.push((groups.pop() ?? 0) - 128);
  return Buffer.from(groups);
}
