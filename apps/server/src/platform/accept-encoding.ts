/**
 * Whether the client takes a content coding (RFC 9110, 12.5.3): named, or covered by `*`, and not with `q=0`.
 * @param header the `Accept-Encoding` header; absent means no coding is wanted
 */
export function acceptsEncoding(header: string | undefined, encoding: string): boolean {
  const weights = new Map<string, number>();
  for (const item of header?.toLowerCase().split(',') ?? []) {
    const [name = '', ...parameters] = item.split(';').map(part => part.trim());
    const weight = parameters.find(parameter => parameter.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return (weights.get(encoding) ?? weights.get('*') ?? 0) > 0;
}
