import { useEffect, useState } from 'react';
import css from './DoubtOverlay.module.css';

/** Lies over the picture and shows where the engine was unsure, with what the colours mean. */
export function DoubtOverlay({ doubt }: { readonly doubt: Blob }) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(doubt);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [doubt]);

  return (
    <div className={css.overlay}>
      {url && <img src={url} alt="Where the engine was unsure" draggable={false} />}
      <p className={css.legend}>
        <span>a little unsure</span>
        <i />
        <span>very unsure</span>
      </p>
    </div>
  );
}
