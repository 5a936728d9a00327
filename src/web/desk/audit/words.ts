import type { Me } from '../member.ts'
import { instant, keysOf, language, maybe, t } from '../texts.ts'

/** What ids are called today, as the server says. */
export type Names = Readonly<Record<string, string>>

const number = new Intl.NumberFormat(language)
const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' })

/** What something was done to; '' for what has no name. */
export function subjectWords(subject: string | null, names: Names): string {
  if (subject === null) return ''
  const [kind, row] = subject.split(':')
  const numbered = row === undefined ? undefined : maybe(`audit.subject.${kind}`, { number: row })
  return named(subject, names) ?? numbered ?? plain(subject)
}

/** What is known of a deed, as a label and its value, in the order of the texts: the database keeps none. The device that did it stands elsewhere. */
export function factWords(
  { deed, facts }: { deed: string; facts: Readonly<Record<string, unknown>> },
  { names, places }: { names: Names; places: Me['places'] },
): { label: string; value: string }[] {
  const order = keysOf('audit.fact')
  return Object.keys(facts)
    .filter((name) => name !== 'device')
    .sort((one, other) => order.indexOf(one) - order.indexOf(other))
    .map((name) => ({
      label: maybe(`audit.factOf.${deed}.${name}`) ?? maybe(`audit.fact.${name}`) ?? name,
      value: valueWords(name, facts[name], { names, places }),
    }))
}

function valueWords(name: string, value: unknown, known: { names: Names; places: Me['places'] }): string {
  if (Array.isArray(value)) return value.map((each) => valueWords(name, each, known)).join(', ') || '–'
  if (typeof value === 'number') return number.format(value)
  if (typeof value !== 'string') return maybe(`audit.factNone.${name}`) ?? '–'
  if (name === 'roles') return roleWords(value, known.places)
  return (
    named(value, known.names) ??
    maybe(`scope.${value}`) ??
    maybe(`webhooks.event.${value}`) ??
    maybe(`audit.value.${value}`) ??
    plain(value)
  )
}

/** As it is kept: the role, then the ids of the department and the location where it holds. */
function roleWords(role: string, { departments, locations }: Me['places']): string {
  const [name = '', ...ids] = role.split(' ')
  const where = ids
    .filter((id) => id !== '')
    .map((id) => [...departments, ...locations].find((place) => place.id === id)?.name ?? id)
  return [maybe(`role.${name}`) ?? name, ...where].join(' – ')
}

function named(id: string, names: Names): string | undefined {
  const name = names[id]
  return name === undefined ? undefined : plain(name)
}

/** Days and instants as one reads them; what is no more has lost its name, and its id says nothing. */
function plain(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return day.format(new Date(text))
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return instant(text)
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text) ? t('audit.gone') : text
}
