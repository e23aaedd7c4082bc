import type { LucideIcon } from 'lucide-react';

/** One of several values, in a menu or a select. */
export interface Choice<T extends string = string> {
  readonly value: T;
  readonly label: string;
  /** Small, at the end of the line: "about 2 s". */
  readonly note?: string | undefined;
  /** Small, below: what it is good for. */
  readonly detail?: string | undefined;
  readonly isDisabled?: boolean;
}

/** A line that does something. */
export interface MenuItem {
  readonly kind: 'item';
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly note?: string | undefined;
  /** The shortcut, as `commands/` writes it. */
  readonly keys?: string | undefined;
  readonly isDisabled?: boolean;
  /** For what takes something away. */
  readonly isBad?: boolean;
  /** Runs once the menu is closed and the focus is back on its button. */
  readonly run: () => void;
}

/** What a menu is made of, in order. */
export type MenuEntry =
  | MenuItem
  /** Items whose words only make sense below their common heading. */
  | { readonly kind: 'group'; readonly label: string; readonly items: readonly MenuItem[] }
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly value: string;
      readonly options: readonly Choice[];
      readonly onChoose: (value: string) => void;
    }
  | {
      readonly kind: 'switch';
      readonly label: string;
      readonly isOn: boolean;
      readonly onChange: (isOn: boolean) => void;
    }
  | { readonly kind: 'line' };
