import { useEffect, useState } from 'react';
import type { Finished } from '../state/cutout-phase.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IS_APPLE, isCommand } from '../ui/platform.ts';
import { useKey } from '../ui/use-key.ts';
import { downloadName } from './download-name.ts';
import css from './SaveActions.module.css';

const CAN_COPY = typeof ClipboardItem === 'function' && navigator.clipboard !== undefined;
const COPY_WORDS_MS = 2000;

function hand({ url, picture }: Finished): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = downloadName(picture.name);
  link.click();
}

/** Copy and download of the cut-out as PNG, which is made first where the sliders have moved. */
export function SaveActions() {
  const save = useCutout(state => state.save);
  const isSaving = useCutout(state => state.isSaving);
  const [copied, setCopied] = useState<'yes' | 'failed' | null>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(null), COPY_WORDS_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  useKey(event => {
    if (!isCommand(event) || !['e', 's'].includes(event.key.toLowerCase())) return false;
    void download();
    return true;
  });

  async function download(): Promise<void> {
    const saved = await save();
    if (saved) hand(saved);
  }

  /** The clipboard is asked while the click still counts, and waits for the picture. */
  async function copy(): Promise<void> {
    const png = save().then(saved => saved?.cutout.png ?? Promise.reject(new Error('No picture')));
    // It may be refused before the picture is there; then nobody waits for it.
    png.catch(() => undefined);
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      setCopied('yes');
    } catch {
      setCopied('failed');
    }
  }

  const key = IS_APPLE ? '⌘E' : 'Ctrl E';
  return (
    <>
      {CAN_COPY && (
        <Button className={css.copy} look="quiet" aria-label="Copy to clipboard" onClick={copy}>
          <Icon name={copied === 'yes' ? 'check' : 'copy'} />
          <span className={css.copyWords} aria-live="polite">
            {copied === 'yes' ? 'Copied' : copied === 'failed' ? 'Not allowed' : 'Copy'}
          </span>
        </Button>
      )}
      <Button
        className={css.download}
        look="primary"
        title={`Download PNG (${key})`}
        aria-keyshortcuts="Control+E Control+S Meta+E Meta+S"
        aria-busy={isSaving}
        onClick={download}
      >
        <Icon name="download" />
        {isSaving ? 'Making the PNG…' : 'Download PNG'}
      </Button>
    </>
  );
}
