import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useWords } from '../words/use-words.ts';
import { IconButton } from './IconButton.tsx';

const COPIED_MS = 2000;

interface CommandLineProps {
  readonly command: string;
  /** What it is, as part of the name of the button that copies it. */
  readonly label: string;
}

/** A command to be copied. */
export function CommandLine({ command, label }: CommandLineProps) {
  const { ui } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-field py-1 pr-1 pl-3">
      <pre className="min-w-0 flex-1 select-all py-[7px] font-mono text-xs/4.5 whitespace-pre-wrap wrap-anywhere">
        <code>{command}</code>
      </pre>
      {navigator.clipboard && (
        <IconButton
          label={ui.copy(label)}
          icon={copied ? Check : Copy}
          className="not-aria-disabled:not-aria-pressed:hover:bg-field-hover"
          onClick={() =>
            navigator.clipboard.writeText(command).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        />
      )}
    </div>
  );
}
