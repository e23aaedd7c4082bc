/** What the parts of `ui/` say by themselves, and the shell's own menus. */
export const uiWords = {
  close: 'Close',
  back: 'Back',
  dismiss: 'Dismiss',
  clear: 'Clear',
  undo: 'Undo',
  notification: 'Notification',
  notifications: 'Notifications',
  /** A button's name; `what` is a command, an address. */
  copy: (what: string) => `Copy: ${what}`,
  /** Of a slider's number field. */
  asNumber: (label: string) => `${label}, as a number`,
  resetHint: 'Double-click to reset',
  /** The grip of a phone's sheet. */
  sheetTaller: 'Show more',
  sheetShorter: 'Show less',
  /** A menu button's name says what is chosen. */
  chosen: (label: string, value: string) => `${label}: ${value}`,
  colour: {
    area: 'Saturation and brightness',
    areaValue: (saturation: string, brightness: string) =>
      `saturation ${saturation}, brightness ${brightness}`,
    hue: 'Hue',
    hex: 'Hex colour',
    hexShort: 'Hex',
    recent: 'Recent colours',
    pick: 'Pick from the screen',
    wrong: 'Six digits such as #4b50d8',
  },
  keys: {
    control: 'Ctrl',
    shift: 'Shift',
    alt: 'Alt',
    space: 'Space',
    escape: 'Esc',
    enter: 'Enter',
    backspace: 'Backspace',
    delete: 'Del',
    pageUp: 'Page Up',
    pageDown: 'Page Down',
    home: 'Home',
    end: 'End',
    up: 'Up',
    down: 'Down',
    left: 'Left',
    right: 'Right',
  },
};
