import css from './ProgressBar.module.css';

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
      className={css.track}
      role="progressbar"
      aria-label="Progress"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
      aria-valuetext={words}
    >
      <div className={css.fill} style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
