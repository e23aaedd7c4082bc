import css from './DropOverlay.module.css';

/** Covers the window while something is dragged over it. */
export function DropOverlay() {
  return (
    <div className={css.overlay}>
      <p>Drop to cut it out</p>
    </div>
  );
}
