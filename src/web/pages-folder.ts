import { fileURLToPath } from 'node:url'

/** Where the build puts the pages: `assets/` under names that change with their content, and a page per language beside it. */
export const pagesFolder = fileURLToPath(new URL('../generated/web/', import.meta.url))
