/** Hue in degrees 0..360, saturation and brightness 0..1: what a colour area shows. */
export interface Hsv {
  readonly h: number;
  readonly s: number;
  readonly v: number;
}

/** A colour as `#rrggbb`, small letters; from three or six digits, with or without the sign. Null for anything else. */
export function parseHex(text: string): string | null {
  const digits = text.trim().replace(/^#/, '').toLowerCase();
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`;
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replace(/./g, '$&$&')}` : null;
}

/** `hex` is `#rrggbb`. Greys have no hue of their own: they take the one that is handed in. */
export function hexToHsv(hex: string, hueOfGrey = 0): Hsv {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const v = Math.max(r, g, b);
  const spread = v - Math.min(r, g, b);
  if (spread === 0) return { h: hueOfGrey, s: 0, v };
  const sixth = v === r ? ((g - b) / spread + 6) % 6 : v === g ? (b - r) / spread + 2 : (r - g) / spread + 4;
  return { h: sixth * 60, s: spread / v, v };
}

/** The nearest 8-bit colour, as `#rrggbb`. */
export function hsvToHex({ h, s, v }: Hsv): string {
  const channel = (offset: number) => {
    const k = (offset + h / 60) % 6;
    const value = v * (1 - s * Math.max(0, Math.min(k, 4 - k, 1)));
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${channel(5)}${channel(3)}${channel(1)}`;
}
