import { findModel, type ModelEntry, parseCatalog } from '@backgroundfx/core';
import catalog from '@backgroundfx/models/catalog.json';

/** The network that the page uses. */
export const DEFAULT_MODEL: ModelEntry = findModel(parseCatalog(catalog), 'isnet');
