import { createBackdropClient } from '../engine/backdrop.client.ts';

/** The one worker of the page that draws backgrounds to choose from; started when the first one is looked at. */
export const backdrops = createBackdropClient();
