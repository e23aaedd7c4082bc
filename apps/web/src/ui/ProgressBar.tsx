interface ProgressBarProps {
  /** 0..1. */
  readonly fraction: number;
  /** What is being done, in words; read out in place of the bare percentage. */
  readonly words: string;
}

/** A thin bar that fills from the left. */
export function ProgressBar({ fraction, words }: ProgressBarProps) {
  return (
    <div
      className="h-1 overflow-hidden rounded-full bg-field-hover"
      role="progressbar"
      aria-label={words}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuetext={words}
    >
      <div
        className="h-full origin-left rounded-full bg-accent transition-transform duration-(--slow) ease-linear"
        style={{ transform: `scaleX(${fraction})` }}
      />
    </div>
  );
}
