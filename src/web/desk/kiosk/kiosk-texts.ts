type German = typeof import('../../../../locales/de/kiosk.json')

export type KioskTexts = { readonly [Name in keyof German]: string }

const read: unknown = JSON.parse(document.getElementById('texts')?.textContent ?? '{}')

/** What the tablet says, in every language, in the order they are offered. */
export const languages: readonly (readonly [string, KioskTexts])[] = Object.entries(textsIn(read))

function textsIn(embedded: unknown): Record<string, KioskTexts> {
  return isPage(embedded) ? embedded.texts : {}
}

/** The build has checked every language: here it is only said. */
function isPage(embedded: unknown): embedded is { texts: Record<string, KioskTexts> } {
  return typeof embedded === 'object' && embedded !== null && 'texts' in embedded
}
