import { useEffect, useState } from 'react';
import type { Finished } from '../state/cutout-phase.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { IS_APPLE, isCommand } from '../ui/platform.ts';
import { useKey } from '../ui/use-key.ts';
import { downloadName } from './download-name.ts';
import css from './SaveActions.module.css';

const CAN_COPY = typeof ClipboardItem === 'function' && navigator.clipboard !== undefined;
const COPY_WORDS_MS = 2000;

function download({ url, picture }: Finished): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = downloadName(picture.name);
  link.click();
}

/** Copy and download of the cut-out as PNG. */
export function SaveActions({ finished }: { readonly finished: Finished }) {
  const [copied, setCopied] = useState<'yes' | 'failed' | null>(null);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(null), COPY_WORDS_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  useKey(event => {
    if (!isCommand(event) || !['e', 's'].includes(event.key.toLowerCase())) return false;
    download(finished);
    return true;
  });

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': finished.cutout.png })]);
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
        onClick={() => download(finished)}
      >
        <Icon name="download" />
        Download PNG
      </Button>
    </>
  );
}
