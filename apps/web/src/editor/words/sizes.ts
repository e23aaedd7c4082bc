/** Whole megabytes of 10^6 bytes, at least 1, as shops count them: `44`. */
export function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1e6));
}

/** Megapixels, whole from ten on: `0.8`, `12`. */
export function megapixels(pixels: number): string {
  const value = pixels / 1e6;
  return value < 10 ? String(Math.max(0.1, Math.round(value * 10) / 10)) : String(Math.round(value));
}

/** Seconds to come, rounded up: `4 s`, `2 min 5 s`. */
export function wholeDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Seconds that went by: `0.4 s`, `12 s`, `2 min 5 s`. */
export function duration(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(1)} s` : wholeDuration(Math.round(seconds));
}
