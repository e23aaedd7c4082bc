/** Whether shortcuts are written and pressed with ⌘. */
export const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);
