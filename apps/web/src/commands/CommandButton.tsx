import type { LucideIcon } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { runCommand } from './command-registry.ts';
import { isEnabled } from './page-command.ts';
import { useCommand, useToldKeys } from './use-commands.ts';

interface CommandButtonProps {
  /** Of the command that it runs. */
  readonly id: string;
  readonly icon: LucideIcon;
  readonly isPressed?: boolean;
  readonly size?: 'normal' | 'tool';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
}

/**
 * A command as a button: its title, keys and whether it can be run come from the registry. Nothing while nobody offers the
 * command. It keeps the focus while it cannot be run, so that a keyboard is not thrown out by the last undo.
 */
export function CommandButton({ id, ...rest }: CommandButtonProps) {
  const command = useCommand(id);
  const told = useToldKeys();
  if (!command) return null;
  return (
    <IconButton
      {...rest}
      label={command.title}
      keys={told(command)}
      aria-disabled={!isEnabled(command) || undefined}
      onClick={() => runCommand(id)}
    />
  );
}
