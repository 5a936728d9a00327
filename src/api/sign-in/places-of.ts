import type { Office, Translated } from '#appointments/office.ts'
import type { DeskLanguage } from '#desk-texts.ts'
import type { Grant } from '#staff/role.ts'

/** The departments and locations that somebody's roles reach, by their names. */
export function placesOf(grants: readonly Grant[], { departments, locations }: Office, language: DeskLanguage) {
  const named = ({ id, name }: { id: string; name: Translated }) => ({ id, name: name[language] ?? name.de })
  const reaches = (key: 'departmentId' | 'locationId') => (part: { id: string }) =>
    grants.some((grant) => grant[key] === null || grant[key] === part.id)
  return {
    departments: departments.filter(reaches('departmentId')).map(named),
    locations: locations.filter(reaches('locationId')).map(named),
    isWhole: grants.some(({ departmentId }) => departmentId === null),
  }
}
