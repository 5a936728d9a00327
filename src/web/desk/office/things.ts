import type { AnswerOf, RouteAt } from '../api.ts'
import { missingIn, otherLanguages, type Texts } from '../parts/text-fields.tsx'
import { language } from '../texts.ts'

export type OfficeData = AnswerOf<RouteAt<'GET', '/office'>>
export type DepartmentRow = OfficeData['departments'][number]
export type ServiceRow = OfficeData['services'][number]
export type LocationRow = OfficeData['locations'][number]
export type RoomRow = OfficeData['rooms'][number]

export function nameOf({ name }: { name: Texts }): string {
  return name[language] ?? name['de'] ?? ''
}

/** How many of these texts each language lacks. */
export function countMissing(texts: readonly Texts[]): { tag: string; count: number }[] {
  const missing = texts.flatMap(missingIn)
  return otherLanguages
    .map((tag) => ({ tag, count: missing.filter((each) => each === tag).length }))
    .filter(({ count }) => count > 0)
}

export function textsOf({ departments, services, locations }: OfficeData): Texts[] {
  return [...departments, ...services, ...locations]
    .map(({ name }): Texts => name)
    .concat(services.flatMap(({ documents }) => documents))
}

/** The next place in a list. */
export function nextPosition(rows: readonly { position: number }[]): string {
  return String(Math.min(999, Math.max(0, ...rows.map(({ position }) => position)) + 1))
}
