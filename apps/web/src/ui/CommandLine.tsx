import { useEffect, useState } from 'react';
import { Button } from './Button.tsx';
import css from './CommandLine.module.css';
import { Icon } from './Icon.tsx';

const COPIED_MS = 2000;

interface CommandLineProps {
  readonly command: string;
  /** What copying it is called, for people who listen. */
  readonly label: string;
}

/** A command to be copied. */
export function CommandLine({ command, label }: CommandLineProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  return (
    <div className={css.line}>
      <pre className={css.command}>
        <code>{command}</code>
      </pre>
      {navigator.clipboard && (
        <Button
          className={css.copy}
          look="quiet"
          aria-label={`Copy: ${label}`}
          onClick={() =>
            navigator.clipboard.writeText(command).then(
              () => setCopied(true),
              () => undefined,
            )
          }
        >
          <Icon name={copied ? 'check' : 'copy'} />
        </Button>
      )}
    </div>
  );
}
