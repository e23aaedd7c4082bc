import { Check, Copy, Download, Share2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/use-words.ts';
import type { ExportFormat } from './export-settings.ts';
import { CAN_COPY, canShare, copy, share } from './hand-over.ts';

const WORDS_MS = 2400;

interface ExportActionsProps {
  readonly format: ExportFormat;
  /** The file as it stands, to be shared at once; null while it is written. */
  readonly ready: Blob | null;
  readonly name: string;
  /** Whether there is something to write at all. */
  readonly isPossible: boolean;
  /** Whether `onDownload` has to wait for the file. */
  readonly isBusy: boolean;
  readonly onDownload: () => void;
  /** Makes the PNG for the clipboard. */
  readonly makePng: () => Promise<Blob>;
}

/** Share, copy and download. */
export function ExportActions(props: ExportActionsProps) {
  const { format, ready, name, isPossible, isBusy, onDownload, makePng } = props;
  const { export: words } = useWords();
  const [said, setSaid] = useState<'copying' | 'copied' | 'notCopied' | 'notShared' | null>(null);
  // Browsers take no other kind of picture onto the clipboard.
  const copyWords = format === 'png' ? words.copy : words.copyAsPng;

  useEffect(() => {
    if (said === null || said === 'copying') return;
    const timer = setTimeout(() => setSaid(null), WORDS_MS);
    return () => clearTimeout(timer);
  }, [said]);

  async function onCopy(): Promise<void> {
    setSaid('copying');
    setSaid((await copy(makePng())) ? 'copied' : 'notCopied');
  }

  async function onShare(): Promise<void> {
    if (ready && !(await share(ready, name))) setSaid('notShared');
  }

  return (
    <>
      {ready && canShare(ready.type) && (
        <Button look="quiet" onClick={onShare}>
          <Share2 size={16} strokeWidth={1.6} aria-hidden="true" />
          <span aria-live="polite">{said === 'notShared' ? words.notShared : words.share}</span>
        </Button>
      )}
      {CAN_COPY && (
        <Button look="plain" disabled={!isPossible || said === 'copying'} onClick={onCopy}>
          {said === 'copied' ? (
            <Check size={16} strokeWidth={1.6} aria-hidden="true" />
          ) : (
            <Copy size={16} strokeWidth={1.6} aria-hidden="true" />
          )}
          <span aria-live="polite">{said && said !== 'notShared' ? words[said] : copyWords}</span>
        </Button>
      )}
      <Button look="primary" disabled={!isPossible} aria-busy={isBusy} onClick={onDownload}>
        <Download size={16} strokeWidth={1.6} aria-hidden="true" />
        {words.download}
      </Button>
    </>
  );
}
