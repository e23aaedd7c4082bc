/** What floats from a menu button. */
export const MENU_PANEL =
  'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-(--radix-dropdown-menu-trigger-width) max-w-80 animate-pop overflow-y-auto rounded-lg border border-line bg-panel p-1 text-text shadow-float';

/** A line of a menu. */
export const MENU_LINE =
  'relative flex min-h-8 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:cursor-default data-disabled:text-faint data-highlighted:bg-field touch:min-h-11 touch:text-base';
