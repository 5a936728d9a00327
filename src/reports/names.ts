import type { Office, Translated } from '#appointments/office.ts'
import type { DeskLanguage } from '#desk-texts.ts'
import type { Dimension } from './report.ts'

/** What a group is called, to people. An import's own words stay as they are. */
export type Names = (dimension: Dimension, key: string) => string

export function namesOf(
  { departments, locations }: Pick<Office, 'departments' | 'locations'>,
  language: DeskLanguage,
): Names {
  const things = {
    service: departments.flatMap(({ services }) => services),
    location: locations,
  }
  const languages = new Intl.DisplayNames([language], { type: 'language' })
  return (dimension, key) => {
    if (key === '') return unknown[language]
    switch (dimension) {
      case 'department': {
        const name = departments.find(({ id }) => id === key)?.name ?? committee[key]
        // In brackets stands what belongs to it: too long for a table.
        return (name?.[language] ?? name?.de ?? key).replace(/ \(.*\)$/, '')
      }
      case 'service':
      case 'location': {
        const name = things[dimension].find(({ id }) => id === key)?.name ?? committee[key]
        return name?.[language] ?? name?.de ?? key
      }
      case 'channel':
        return channels[language][key] ?? key
      case 'language':
        return /^[a-z]{2,3}$/.test(key) ? (languages.of(key) ?? key) : key
    }
  }
}

/** The departments and places of the minutes, where a report is made before there is an office. */
const committee: Record<string, Translated> = {
  asylum: { de: 'Asylrecht', en: 'Asylum law' },
  general: { de: 'Allgemeines Ausländerrecht', en: 'General immigration law' },
  ukraine: { de: 'Ukraine', en: 'Ukraine' },
  neuss: { de: 'Neuss', en: 'Neuss' },
  grevenbroich: { de: 'Grevenbroich', en: 'Grevenbroich' },
}

const unknown = { de: 'nicht bekannt', en: 'not known' }

const channels: Record<DeskLanguage, Record<string, string>> = {
  de: { webchat: 'Web-Chat', telegram: 'Telegram', desk: 'am Schalter', legacy: 'frühere Terminsoftware' },
  en: { webchat: 'web chat', telegram: 'Telegram', desk: 'at the desk', legacy: 'former software' },
}
